"""Making a link on one screen, by plain requests: what the screen shows after each step, and what comes of it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page

from spinecare.carelinks.making import sections_of
from spinecare.carelinks.models import CareLink
from spinecare.delivery import error_pages
from tests.pages.site_parts import page_at
from tests.signoff.people import AUTHOR, CLINICAL_REVIEWER, LINK_STEWARD, person, signed_in

from .conftest import MakeLink

pytestmark = pytest.mark.django_db

COMPOSE = "/admin/care-links/compose/"
SURGERY, STEROIDS, CARERS = "/treatments/surgery/", "/treatments/corticosteroids/", "/support/for-carers/"


@pytest.fixture
def nurse() -> Client:
    return signed_in(person("nina", LINK_STEWARD))


class Screen:
    """What stands on the composer after a step."""

    def __init__(self, response: Any) -> None:
        assert response.status_code == 200
        self.html = BeautifulSoup(response.content, "html.parser")

    @property
    def pages(self) -> list[str]:
        return [each.get_text(strip=True) for each in self.html.select(".compose__about > strong")]

    @property
    def found(self) -> list[str]:
        return [each.get_text(strip=True) for each in self.html.select(".compose__result strong")]

    @property
    def cautions(self) -> list[str]:
        return [each.get_text(strip=True) for each in self.html.select(".compose__caution")]

    @property
    def text(self) -> str:
        return self.html.select_one("form.compose").get_text(" ", strip=True)


def numbers(*addresses: str) -> list[int]:
    return [page_at(address).pk for address in addresses]


def step(client: Client, *addresses: str, **sent: Any) -> Screen:
    return Screen(client.post(COMPOSE, {"page": numbers(*addresses)} | sent))


def make(client: Client, *addresses: str, **sent: Any) -> CareLink:
    """Press the button. The link it leads to."""
    response = client.post(COMPOSE, {"page": numbers(*addresses), "new": "new"} | sent)
    assert response.status_code == 302, Screen(response).text
    code = response["Location"].removeprefix("/admin/care-links/").split("/")[0]
    return CareLink.objects.get(code=code)


# --- Picking ---------------------------------------------------------------------------------------------------------


def test_it_opens_with_the_pages_of_its_address(nurse: Client) -> None:
    carers, surgery = numbers(CARERS, SURGERY)
    screen = Screen(
        nurse.get(f"{COMPOSE}?page={carers}&page=x&page={surgery}&page={carers}&page=999999999999999999999")
    )
    assert screen.pages == ["For carers", "Surgery"]


def test_pages_are_found_by_their_first_letters_and_by_words_on_them(nurse: Client) -> None:
    assert "Surgery" in step(nurse, q="surg", search="search").found
    assert "Corticosteroids" in step(nurse, q="swelling around the nerves", search="search").found
    assert "No page was found." in step(nurse, q="xyzzy", search="search").text
    assert step(nurse, q="'\"*(", search="search").found == []


def test_pages_of_every_kind_are_found(nurse: Client) -> None:
    for title in ("Contact", "For carers", "Sample trial 5", "Treatments", "Chordoma"):
        assert title in step(nurse, q=title, search="search").found, title


def test_a_step_at_a_time(nurse: Client) -> None:
    surgery, steroids, carers = numbers(SURGERY, STEROIDS, CARERS)
    assert step(nurse, SURGERY, STEROIDS, add=carers).pages == ["Surgery", "Corticosteroids", "For carers"]
    assert step(nurse, SURGERY, STEROIDS, CARERS, up=carers).pages == ["Surgery", "For carers", "Corticosteroids"]
    assert step(nurse, SURGERY, STEROIDS, CARERS, down=surgery).pages == ["Corticosteroids", "Surgery", "For carers"]
    assert step(nurse, SURGERY, STEROIDS, up=surgery).pages == ["Surgery", "Corticosteroids"]
    assert step(nurse, SURGERY, STEROIDS, down=steroids).pages == ["Surgery", "Corticosteroids"]
    assert step(nurse, SURGERY, STEROIDS, remove=surgery).pages == ["Corticosteroids"]
    assert step(nurse, SURGERY, add=surgery, up=carers).pages == ["Surgery"]


def test_a_step_keeps_what_was_typed_and_chosen_and_makes_nothing(nurse: Client) -> None:
    (surgery,) = numbers(SURGERY)
    anchor = list(sections_of(page_at(SURGERY)))[1]
    typed = {
        "note": "Read the first one today.",
        "alias": "before-theater",
        "discreet": "on",
        f"section-{surgery}": anchor,
    }
    html = step(nurse, SURGERY, up=surgery, **typed).html
    assert html.select_one("[name=note]").text.strip() == "Read the first one today."
    assert html.select_one("[name=alias]")["value"] == "before-theater"
    assert html.select_one("[name=discreet]").has_attr("checked")
    assert html.select_one("option[selected]")["value"] == anchor
    assert not CareLink.objects.exists()


def test_a_draft_is_left_out_and_it_says_so(nurse: Client) -> None:
    surgery = page_at(SURGERY)
    Page.objects.filter(pk=surgery.pk).update(live=False)
    screen = Screen(nurse.get(f"{COMPOSE}?page={surgery.pk}"))
    assert screen.pages == []
    assert "“Surgery” is not published, so it cannot be sent." in screen.text


# --- Making ----------------------------------------------------------------------------------------------------------


def test_a_reading_list_in_its_order_with_section_and_words(nurse: Client) -> None:
    (steroids,) = numbers(STEROIDS)
    anchor, heading = list(sections_of(page_at(STEROIDS)).items())[2]
    words = {"note": "Bring this to your visit.", "heading": "Before surgery", "alias": "Before-Surgery"}
    link = make(nurse, CARERS, STEROIDS, discreet="on", **{f"section-{steroids}": anchor}, **words)
    items = [(item.destination.title, item.anchor, item.section) for item in link.items.all()]
    assert items == [("For carers", "", ""), ("Corticosteroids", anchor, heading)]
    assert (link.note, link.heading, link.discreet) == ("Bring this to your visit.", "Before surgery", True)
    assert [alias.name for alias in link.aliases.all()] == ["before-surgery"]
    assert link.made_by.username == "nina"


def test_a_section_that_is_not_on_the_page_is_its_top(nurse: Client) -> None:
    (surgery,) = numbers(SURGERY)
    assert make(nurse, SURGERY, **{f"section-{surgery}": "no-such-part"}).items.get().anchor == ""


def test_without_a_page_there_is_no_link(nurse: Client) -> None:
    assert "Choose at least one page." in step(nurse, new="new").text
    assert not CareLink.objects.exists()


@pytest.mark.parametrize(
    "note",
    [
        "For Mrs Okafor.",
        "Born 3/4/1961",
        "Visit on 2026-12-03",
        "write to her at someone@example.org",
        "record 4410 2231",
        "Patient number 7",
        "her phone is 605-555-0143",
    ],
)
def test_what_looks_like_a_person_is_refused(nurse: Client, note: str) -> None:
    screen = step(nurse, SURGERY, note=note, new="new")
    assert "This looks like something about a person" in screen.text
    assert screen.html.select_one("[name=note]").text.strip() == note
    assert not CareLink.objects.exists()


def test_words_of_the_team_are_not_refused(nurse: Client) -> None:
    ours = error_pages.kept_context().phones
    error_pages.publish(error_pages.ErrorPageContext(phones=(("Team line", "605-555-0119"), *ours)))
    note = "If you miss a dose, call us: 605 555 0119, or 911 at night. Version of March 2026."
    assert make(nurse, SURGERY, note=note).note == note


@pytest.mark.parametrize("alias", ["k7m4q", "two words", "ab", "späte"])
def test_a_name_that_cannot_be_one_is_explained_at_its_field(nurse: Client, alias: str) -> None:
    screen = step(nurse, SURGERY, alias=alias, new="new")
    assert screen.html.select_one("#panel-child-alias-errors, [id*=alias][id$=errors], .w-field__errors .error-message")
    assert not CareLink.objects.exists()


def test_a_name_that_was_given_before_stays_with_its_link(nurse: Client, link_to: MakeLink) -> None:
    link_to(CARERS, alias="for-home")
    screen = step(nurse, SURGERY, alias="for-home", new="new")
    assert "already exists" in screen.text
    assert CareLink.objects.count() == 1


def test_the_same_link_is_offered_before_another_is_made(nurse: Client, link_to: MakeLink) -> None:
    link = link_to(CARERS, SURGERY, note="Read it.")
    link.placements.create(kind="letter", name="Clinic letter 12", since=timezone.localdate())
    link_to(CARERS, SURGERY)
    link_to(SURGERY, CARERS, note="Read it.")
    screen = step(nurse, CARERS, SURGERY, note="Read it.", new="new")
    assert f"There is a link to exactly this already: {link.code}" in screen.text
    assert "It is used in: Clinic letter 12." in screen.text
    assert screen.html.select_one(f"a[href='/admin/care-links/{link.code}/']")
    assert CareLink.objects.count() == 3
    response = nurse.post(COMPOSE, {"page": numbers(CARERS, SURGERY), "note": "Read it.", "anyway": "anyway"})
    assert response.status_code == 302
    assert CareLink.objects.count() == 4


def test_another_section_is_another_link(nurse: Client, link_to: MakeLink) -> None:
    link_to(SURGERY)
    (surgery,) = numbers(SURGERY)
    make(nurse, SURGERY, **{f"section-{surgery}": next(iter(sections_of(page_at(SURGERY))))})


# --- What is said of pages -------------------------------------------------------------------------------------------


def sign(address: str, **values: Any) -> None:
    clock = {"reviewed_on": timezone.localdate(), "reviewed_by": "a surgeon"}
    model = type(page_at(address))
    model.objects.filter(pk=page_at(address).pk).update(**(clock | values))


def cautions(client: Client, address: str) -> list[str]:
    return Screen(client.get(f"{COMPOSE}?page={page_at(address).pk}")).cautions


def test_a_signed_page_has_no_cautions_and_an_unsigned_one_has(nurse: Client) -> None:
    assert cautions(nurse, SURGERY) == ["No clinician has signed this page yet."]
    sign(SURGERY)
    assert cautions(nurse, SURGERY) == []
    assert cautions(nurse, "/contact/") == []


def test_overdue(nurse: Client) -> None:
    sign(SURGERY, review_due=datetime.date(2024, 3, 5))
    assert cautions(nurse, SURGERY) == ["Its clinical review was due on March 5, 2024 and has not been done."]


def test_about_to_change(nurse: Client) -> None:
    sign(SURGERY)
    page = page_at(SURGERY)
    page.summary += " More."
    revision = page.save_revision(user=(writer := person("ada", AUTHOR)))
    assert cautions(nurse, SURGERY) == ["It is about to change: somebody is writing a new version."]
    page.get_workflow().start(page, writer)
    assert cautions(nurse, SURGERY) == ["It is about to change: a new version waits for sign-off."]
    revision.approved_go_live_at = timezone.make_aware(datetime.datetime(2031, 2, 3, 12))
    revision.save()
    assert cautions(nurse, SURGERY) == ["It is about to change: a new version goes live on February 3, 2031."]


def test_about_to_end(nurse: Client) -> None:
    sign(SURGERY)
    end = timezone.make_aware(datetime.datetime(2031, 2, 3, 12))
    Page.objects.filter(pk=page_at(SURGERY).pk).update(expire_at=end)
    assert cautions(nurse, SURGERY) == ["It is taken down on February 3, 2031."]


def test_languages(nurse: Client, settings) -> None:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    spanish = page_at("/about/").copy_for_translation(Locale.objects.create(language_code="es"), copy_parents=True)
    spanish.title = "Sobre"
    spanish.save_revision().publish()
    for above in spanish.get_ancestors().filter(depth__gt=1, live=False):
        above.specific.save_revision().publish()
    screen = step(nurse, "/about/", "/contact/", language="es", search="language")
    assert screen.cautions == ["There is no Spanish version. Whoever opens it gets the page in English."]
    assert screen.pages == ["Sobre", "Contact"]
    link = make(nurse, "/about/", "/contact/", language="es")
    assert [item.destination.language for item in link.items.all()] == ["es", "en"]
    assert step(nurse, "/about/", language="en", search="language").pages == ["About"]


# --- Ways to it ------------------------------------------------------------------------------------------------------


def test_from_a_page_of_the_site_through_signing_in(client: Client) -> None:
    page = page_at(SURGERY)
    footer = BeautifulSoup(client.get(SURGERY).content, "html.parser").footer
    link = footer.find("a", string="For staff: send this page")
    assert link["rel"] == ["nofollow"]
    assert link["href"] == f"{COMPOSE}?page={page.pk}"
    asked = client.get(link["href"])
    assert asked.status_code == 302
    assert asked["Location"] == f"/admin/login/?next=/admin/care-links/compose/%3Fpage%3D{page.pk}"
    assert "For staff" not in client.get("/search/?q=spine").content.decode()


def test_from_the_editor_and_the_list_of_pages() -> None:
    writer = signed_in(person("ada", AUTHOR))
    page = page_at(SURGERY)
    to_it = f"{COMPOSE}?page={page.pk}"
    editor = BeautifulSoup(writer.get(f"/admin/pages/{page.pk}/edit/").content, "html.parser")
    assert [" ".join(each.text.split()) for each in editor.select(f"a[href='{to_it}']")] == ["Send link to a patient"]
    assert to_it in writer.get(f"/admin/pages/{page.get_parent().pk}/").content.decode()
    Page.objects.filter(pk=page.pk).update(live=False)
    assert to_it not in writer.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_reviewers_who_do_nothing_else_are_not_offered_it() -> None:
    assert signed_in(person("ruth", CLINICAL_REVIEWER)).get(COMPOSE).status_code == 302
