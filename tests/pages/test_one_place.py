"""What is written once shows everywhere, and links between pages follow their page."""

from __future__ import annotations

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from spinecare.core.models import CenterSettings
from spinecare.editorial.models import Contact, EmergencyCard, Source
from spinecare.knowledge.models import ArticlePage
from tests.sweep.site_map import ADDRESSES

from .site_parts import new_treatment, page_at, publish

pytestmark = pytest.mark.django_db
# Not the end of a larger number, such as 2,911.
EMERGENCY_NUMBER = re.compile(r"(?<![\d,])911\b")
WITH_CARD = [
    "/",
    "/contact/",
    "/emergency/",
    "/symptoms/",
    "/diagnosis/",
    "/treatments/surgery/",
    "/tumor-types/chordoma/",
    "/support/feelings/",
]


def test_the_emergency_number_changes_everywhere_at_once(client: Client, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        card = EmergencyCard.objects.get()
        card.number = "112"
        card.save()
    for address in WITH_CARD:
        page = client.get(address).content.decode()
        assert "tel:112" in page, address
        assert "Call 112 or go to" in BeautifulSoup(page, "html.parser").get_text(), address
        assert not EMERGENCY_NUMBER.search(page), address
    missing = client.get("/no-such-page/")
    assert missing.status_code == 404
    assert "112" in missing.content.decode()
    assert "112" in (settings.PUBLISHED_ROOT / "errors" / "503.html").read_text()


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_names_a_number_that_is_not_kept_in_one_place(client: Client, address: str) -> None:
    """911 and the center's own numbers stand in the card and the contacts alone; texts name placeholders."""
    EmergencyCard.objects.update(number="112")
    Contact.objects.update(phone="605-555-0177")
    html = BeautifulSoup(client.get(address).content, "html.parser")
    for quoted in html.select("[data-quoted], [data-component=doctor-sheet]"):
        # The registry's contacts are kept in the registry.
        quoted.decompose()
    page = html.get_text()
    assert not EMERGENCY_NUMBER.search(page)
    assert set(re.findall(r"[0-9]{3}-555-[0-9]{4}", page)) <= {"605-555-0177"}
    assert "{" not in page


def test_a_preview_shows_the_numbers_too(admin_client: Client) -> None:
    page = page_at("/treatments/surgery/")
    page.in_short = "<p>Call {emergency_number} or {team_line}.</p>"
    page.save_revision()
    shown = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert BeautifulSoup(shown, "html.parser").find(string="Call ").parent.get_text() == "Call 911 or 605-555-0119."
    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "{emergency_number}" in form


def test_a_number_in_running_text_can_be_tapped_and_stays_text_where_no_link_can_stand(client: Client) -> None:
    page = page_at("/treatments/surgery/")
    page.headline = "Call {emergency_number} <now>"
    page.in_short = '<p>Ring {team_line}, or <a href="/contact/">write to {team_line}</a>.</p>'
    publish(page)
    html = BeautifulSoup(client.get("/treatments/surgery/").content, "html.parser")
    assert html.title.get_text().startswith("Call 911 <now>")
    assert html.h1.a["href"] == "tel:911"
    links = html.select("#in-short a")
    assert [(link["href"], link.get_text()) for link in links] == [
        ("tel:6055550119", "605-555-0119"),
        ("/contact/", "write to 605-555-0119"),
    ]
    assert not html.select("a a")


def test_a_phone_number_changes_everywhere_at_once(client: Client, django_capture_on_commit_callbacks) -> None:
    line = Contact.objects.get(role=Contact.Role.TEAM_LINE)
    old = line.phone
    with django_capture_on_commit_callbacks(execute=True):
        line.phone = "605-555-0177"
        line.save()
    for address in [*WITH_CARD, "/no-such-page/"]:
        page = client.get(address).content.decode()
        assert "605-555-0177" in page, address
        assert old not in page, address


def test_the_name_of_the_center_is_a_setting(client: Client) -> None:
    center = CenterSettings.load()
    center.name = "Riverside Spine"
    center.save()
    assert "| Riverside Spine</title>" in client.get("/treatments/surgery/").content.decode()


def test_a_source_is_corrected_once(client: Client) -> None:
    source = Source.objects.get(key="patchell-2005")
    source.title = "A corrected title"
    source.save()
    assert b"A corrected title" in client.get("/treatments/surgery/").content


@pytest.mark.parametrize(
    ("identifier", "address"),
    [
        ("PMID 22399043", "https://pubmed.ncbi.nlm.nih.gov/22399043/"),
        ("PMC6902166", "https://pmc.ncbi.nlm.nih.gov/articles/PMC6902166/"),
        ("doi 10.1007/s11060-007-9507-z", "https://doi.org/10.1007/s11060-007-9507-z"),
        ("QS56", ""),
    ],
)
def test_an_identifier_becomes_a_link(identifier: str, address: str) -> None:
    source = Source(key="x", title="X", identifier=identifier, kind=Source.Kind.TRIAL)
    source.full_clean()
    assert source.address == address


@pytest.mark.parametrize("identifier", ["pmid 1", "PMID: 12", "PMC 12", "doi:10.1/x", "PMID 12; drop"])
def test_a_nearly_right_identifier_is_refused(identifier: str) -> None:
    with pytest.raises(ValidationError, match="PMID 22399043"):
        Source(key="x", title="X", identifier=identifier, kind=Source.Kind.TRIAL).full_clean()


def test_a_link_follows_its_page(client: Client) -> None:
    target = new_treatment("Target")
    page = new_treatment("Linking", what_it_is=f'<p>See <a linktype="page" id="{target.pk}">the other</a>.</p>')
    assert b'href="/treatments/target/"' in client.get(page.url).content
    target.slug = "moved-on"
    target.save()
    assert b'href="/treatments/moved-on/"' in client.get(page.url).content


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_a_link_to_a_page_that_is_gone_becomes_words(client: Client, how: str) -> None:
    target = new_treatment("Target")
    page = new_treatment("Linking", what_it_is=f'<p>See <a linktype="page" id="{target.pk}">the other</a>.</p>')
    getattr(target, how)()
    shown = client.get(page.url).content.decode()
    assert "the other" in shown
    assert "None" not in shown
    assert "/treatments/target/" not in shown


def test_lists_of_pages_leave_out_what_is_gone(client: Client) -> None:
    page_at("/treatments/chemotherapy/").unpublish()
    for address in ["/treatments/targeted-therapy/", "/tumor-types/osteosarcoma/", "/treatments/", "/"]:
        response = client.get(address)
        assert response.status_code == 200
        assert b'href="/treatments/chemotherapy/"' not in response.content


def test_renaming_a_page_keeps_its_old_address(client: Client, django_capture_on_commit_callbacks) -> None:
    page = page_at("/support/feelings/")
    page.slug = "moods"
    with django_capture_on_commit_callbacks(execute=True):
        publish(page)
    response = client.get("/support/feelings/")
    assert (response.status_code, response.headers["Location"]) == (301, "/support/moods/")
    assert client.get("/support/moods/").status_code == 200


def test_moving_a_page_keeps_its_old_address(client: Client) -> None:
    page = page_at("/about/privacy/")
    page.move(page_at("/contact/"), pos="last-child")
    response = client.get("/about/privacy/")
    assert (response.status_code, response.headers["Location"]) == (301, "/contact/privacy/")


def test_a_draft_changes_nothing_until_it_is_published(client: Client) -> None:
    page = page_at("/treatments/surgery/")
    page.headline = "A new headline"
    revision = page.save_revision()
    assert b"A new headline" not in client.get("/treatments/surgery/").content
    revision.publish()
    assert b"A new headline" in client.get("/treatments/surgery/").content


def test_a_page_opens_and_closes_at_its_time(client: Client) -> None:
    now = datetime.datetime.now(datetime.UTC)
    due = schedule("Due", now - datetime.timedelta(minutes=1))
    later = schedule("Later", now + datetime.timedelta(hours=1))
    assert client.get(due.url).status_code == 404
    call_command("publish_scheduled")
    assert client.get(due.url).status_code == 200
    assert client.get(later.url).status_code == 404
    Page.objects.filter(pk=due.pk).update(expire_at=now - datetime.timedelta(minutes=1))
    call_command("publish_scheduled")
    assert client.get(due.url).status_code == 404


def schedule(title: str, moment: datetime.datetime) -> Page:
    """A draft that shall open at a moment."""
    page = new_treatment(title, live=False, go_live_at=moment)
    page.save_revision(approved_go_live_at=moment)
    return page


def test_a_half_typed_change_to_the_card_stays_a_draft(client: Client) -> None:
    card = EmergencyCard.objects.get()
    card.number = "9"
    card.save_revision()
    assert "tel:911" in client.get("/treatments/surgery/").content.decode()
    card.refresh_from_db()
    card.number = "112"
    card.save_revision().publish()
    assert "tel:112" in client.get("/treatments/surgery/").content.decode()


def test_the_menus_lead_only_to_what_can_be_opened(client: Client) -> None:
    page_at("/symptoms/").unpublish()
    for address in ["/", "/search/?q=surgery", "/knowledge/"]:
        assert 'href="/symptoms/">' not in client.get(address).content.decode().split("</header>")[0]


def test_publishing_a_small_edit_leaves_the_review_dates_alone() -> None:
    page = page_at("/treatments/surgery/")
    page.reviewed_on = datetime.date(2026, 1, 2)
    page.review_due = datetime.date(2027, 1, 2)
    publish(page)
    page = page_at("/treatments/surgery/")
    page.summary = "A typo fixed."
    publish(page)
    assert page_at("/treatments/surgery/").reviewed_on == datetime.date(2026, 1, 2)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (datetime.date(2999, 1, 2), "Next review due by January 2, 2999"),
        (datetime.date(2020, 1, 2), "was due for review"),
    ],
)
def test_readers_see_when_a_page_was_reviewed_and_whether_that_has_run_out(
    client: Client, due: datetime.date, words: str
) -> None:
    page = page_at("/treatments/surgery/")
    page.reviewed_on = datetime.date(2019, 1, 2)
    page.reviewed_by = "a spine surgeon of the center"
    page.review_due = due
    publish(page)
    shown = client.get("/treatments/surgery/").content.decode()
    assert "Reviewed on January 2, 2019 by a spine surgeon of the center." in shown
    assert words in shown
    assert "awaiting clinical sign-off" not in shown


def test_a_video_page_cannot_do_without_its_recording() -> None:
    page = page_at("/knowledge/where-spinal-tumors-grow/")
    page.recording = None
    with pytest.raises(ValidationError, match="captions and transcript"):
        page.full_clean()


def test_a_recording_needs_captions_and_a_transcript(editor_client: Client) -> None:
    recording = ArticlePage.objects.get(kind="video").recording
    recording.captions = ""
    recording.transcript = ""
    with pytest.raises(ValidationError) as refused:
        recording.full_clean()
    assert {"captions", "transcript"} <= set(refused.value.message_dict)
    form = editor_client.get(reverse("wagtailmedia:edit", args=[recording.pk])).content.decode()
    assert 'name="captions"' in form
    assert 'name="transcript"' in form


def test_the_video_is_shown_with_captions_and_transcript(client: Client) -> None:
    shown = client.get("/knowledge/where-spinal-tumors-grow/").content.decode()
    assert '<track kind="captions"' in shown
    assert "Transcript" in shown
    captions = ArticlePage.objects.get(kind="video").recording.captions.url
    response = client.get(captions)
    assert response.status_code == 200
    assert b"".join(response).startswith(b"WEBVTT")
