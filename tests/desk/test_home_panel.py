"""The panel "Your desk": numbers that lead to what they count, for whoever may see it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from spinecare.core.desk_items import DeskItem, Tone
from tests.pages.site_parts import page_at
from tests.signoff.people import AUTHOR, CLINICAL_REVIEWER, CONTENT_EDITOR, LINK_STEWARD, person, signed_in

from .making import days, put_clock

pytestmark = pytest.mark.django_db


def panel(client: Client) -> Tag | None:
    soup = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    return soup.select_one("section:has(.desk-panel)")


def numbers(client: Client) -> dict[str, tuple[str, str]]:
    rows = panel(client).select("tbody tr")
    return {row.th.get_text(strip=True): tuple(td.get_text(strip=True) for td in row.select("td")) for row in rows}


def test_it_comes_first_and_counts() -> None:
    editor = person("edna", CONTENT_EDITOR)
    today = timezone.localdate()
    put_clock(page_at("/treatments/surgery/"), today - days(3), editor)
    put_clock(page_at("/treatments/bone-cement/"), today - days(3))
    put_clock(page_at("/treatments/proton-therapy/"), today + days(3), None, editor)
    client = signed_in(editor)
    found = numbers(client)
    assert found["Reviews overdue"] == ("1", "2")
    assert found["Reviews due within 60 days"] == ("1", "1")
    assert found["Never signed"][0] == "0"
    assert int(found["Never signed"][1]) > 50
    assert "Waiting for sign-off" not in found, "what is empty takes up room"
    soup = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    assert "Your desk" in soup.select_one(".w-dashboard .w-panel h2").get_text()


def test_each_number_leads_to_a_list_of_so_many() -> None:
    editor = person("edna", CONTENT_EDITOR)
    put_clock(page_at("/treatments/surgery/"), timezone.localdate() - days(3), editor)
    page = page_at("/treatments/proton-therapy/")
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    client = signed_in(editor)
    links = panel(client).select("tbody a")
    assert len(links) >= 5
    for link in links:
        listed = BeautifulSoup(client.get(link["href"]).content, "html.parser")
        count = listed.select_one(".pagination__end").get_text(strip=True).split()[0]
        assert count == link.get_text(strip=True), link["href"]


def test_other_rooms_put_theirs_on_the_desk() -> None:
    def two_dead_links(request: HttpRequest) -> list[DeskItem]:
        return [DeskItem("Dead links", 2, "/admin/reports/links/", Tone.SOON), DeskItem("Empty", 0, "/admin/")]

    with hooks.register_temporarily("desk_items", two_dead_links):
        found = numbers(signed_in(person("stew", LINK_STEWARD)))
    assert found == {"Dead links": ("–", "2")}


def test_who_sees_it() -> None:
    assert panel(signed_in(person("rita", CLINICAL_REVIEWER)))
    assert panel(signed_in(person("arthur", AUTHOR)))


def test_a_link_steward_sees_no_panel_of_reviews() -> None:
    found = panel(signed_in(person("stew", LINK_STEWARD)))
    assert found is None
