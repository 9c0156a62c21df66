"""A dated link says what changed since; the old words can be read, and cannot be taken for those of today."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from spinecare.facts.models import Fact, FactUse
from spinecare.signoff.models import Change
from tests.pages.site_parts import page_at, publish

pytestmark = pytest.mark.django_db

# Not clinical, so that a test can publish it.
ADDRESS = "/about/privacy/"
SURGERY = "/treatments/surgery/"
SENT = datetime.date(2026, 3, 3)


def days_ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


@pytest.fixture
def page(db: None) -> Page:
    """A page with old words, published long ago, and new ones of today."""
    page = page_at(ADDRESS)
    page.summary = "The words of then."
    publish(page)
    PageLogEntry.objects.filter(page=page.pk).update(timestamp=days_ago(100))
    page.summary = "The words of now."
    publish(page)
    page.refresh_from_db()
    PageLogEntry.objects.filter(page=page.pk, revision=page.live_revision).update(timestamp=days_ago(10))
    return page


def strip(client: Client, address: str, day: datetime.datetime) -> str:
    html = client.get(address, {"sent": timezone.localdate(day).isoformat()}).content.decode()
    assert '<meta name="robots" content="noindex">' in html
    return str(BeautifulSoup(html, "html.parser").select_one("article header [data-component=changes-since]"))


def test_words_that_are_the_same(client: Client, page: Page) -> None:
    said = strip(client, ADDRESS, days_ago(5))
    assert "Its words are still the same." in said
    assert "as-of" not in said


def test_words_that_changed_without_a_note(client: Client, page: Page) -> None:
    said = strip(client, ADDRESS, days_ago(50))
    assert "Its words have changed since." in said
    assert f"{ADDRESS}?as-of=" in said


def test_a_day_before_there_was_anything(client: Client, page: Page) -> None:
    assert "We do not know how it looked then." in strip(client, ADDRESS, days_ago(1000))


def test_what_readers_were_told_since(client: Client) -> None:
    page = page_at(SURGERY)
    for days, note in ((60, "Long before"), (20, "New advice on walking"), (10, "New advice on bending")):
        Change.objects.create(target=page, title=page.title, on=days_ago(days).date(), note=note)
    said = strip(client, SURGERY, days_ago(20))
    assert said.index("New advice on bending") < said.index("New advice on walking")
    assert "Long before" not in said


def test_a_number_on_the_page_that_changed(client: Client) -> None:
    use = next(use for use in FactUse.objects.filter(in_live=True) if getattr(use.target, "url", None) == SURGERY)
    fact = Fact.objects.get(key=use.fact_key)
    Change.objects.create(target=fact, title=str(fact), on=days_ago(3).date(), note="A newer count")
    assert "A newer count" in strip(client, SURGERY, days_ago(20))


def test_the_old_words_are_marked_and_in_no_index(client: Client, page: Page) -> None:
    html = client.get(ADDRESS, {"as-of": timezone.localdate(days_ago(50)).isoformat()}).content.decode()
    assert "The words of then." in html
    assert "The words of now." not in html
    assert "Do not follow them." in html
    assert '<meta name="robots" content="noindex">' in html
    assert f'<a href="{ADDRESS}"><strong>Read the page of today' in html


@pytest.mark.parametrize("day", ["2999-01-01", "1990-01-01", "yesterday", "", "2026-02-31"])
@pytest.mark.parametrize("name", ["sent", "as-of"])
def test_a_day_that_says_nothing_shows_the_page_itself(client: Client, page: Page, name: str, day: str) -> None:
    response = client.get(ADDRESS, {name: day})
    assert response.status_code == 200
    assert "The words of now." in response.content.decode()
    assert "The words of then." not in response.content.decode()


def test_old_words_of_a_clinical_page_do_not_carry_a_later_signature(client: Client) -> None:
    page = page_at(SURGERY)
    PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").update(timestamp=days_ago(100))
    type(page).objects.filter(pk=page.pk).update(reviewed_on=timezone.localdate(), reviewed_by="a sample role")
    assert "by a sample role" in client.get(SURGERY).content.decode()
    old = client.get(SURGERY, {"as-of": timezone.localdate(days_ago(50)).isoformat()}).content.decode()
    assert "Do not follow them." in old
    assert "by a sample role" not in old


def test_a_page_that_was_not_there_on_the_day_has_no_old_words(client: Client, page: Page) -> None:
    PageLogEntry.objects.create(
        page=page, action="wagtail.unpublish", timestamp=days_ago(60), content_type=page.cached_content_type, label="x"
    )
    response = client.get(ADDRESS, {"as-of": timezone.localdate(days_ago(50)).isoformat()})
    assert "Do not follow them." not in response.content.decode()
