"""The calendar: reviews that are due, what goes live and what ends, month by month."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page

from spinecare.desk.calendar.month import Month
from spinecare.editorial.models import Contact
from tests.pages.site_parts import page_at
from tests.signoff.people import CLINICAL_REVIEWER, CONTENT_EDITOR, person, signed_in

from .making import put_clock

DECEMBER = datetime.date(2026, 12, 14)


@given(st.dates(datetime.date(2000, 2, 1), datetime.date(2199, 11, 30)))
def test_a_month_is_whole_and_its_neighbors_join(day: datetime.date) -> None:
    month = Month.of(day)
    days = [date for week in month.weeks() for date in week if date in month]
    assert days == sorted(set(days))
    assert (days[0], days[-1]) == (month.first, month.last)
    assert all(len(week) == 7 and week[0].isoweekday() == 7 for week in month.weeks())
    assert month.next.previous == month == month.previous.next
    assert month.last + datetime.timedelta(days=1) == month.next.first
    assert Month.named(month.name, datetime.date(2000, 1, 1)) == month


@pytest.mark.parametrize("name", ["", "2026-13", "x", "0001-01", "9999-12", "2026-12-01", "2026-12; drop"])
def test_what_is_no_month_is_this_one(name: str) -> None:
    assert Month.named(name, DECEMBER) == Month(2026, 12)


@pytest.fixture
def client(db) -> Client:
    return signed_in(person("edna", CONTENT_EDITOR))


def month(client: Client, name: str) -> BeautifulSoup:
    answer = client.get(reverse("desk:calendar"), {"month": name})
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def on(soup: BeautifulSoup, day: str) -> str:
    """What the table says on a day. The list below says the same."""
    cell = soup.select_one(f".desk-calendar time[datetime='{day}']").find_parent("td")
    text = " ".join(cell.get_text(" ").split())
    for entry in cell.select(".desk-entry"):
        assert entry.get_text() in soup.select_one(".desk-agenda").get_text()
    return text


def test_reviews_stand_on_their_days(client) -> None:
    surgery = put_clock(page_at("/treatments/surgery/"), DECEMBER)
    put_clock(Contact.objects.get(role="team-line"), datetime.date(2026, 12, 31))
    soup = month(client, "2026-12")
    assert "Review due: Surgery" in on(soup, "2026-12-14")
    assert "Team line" in on(soup, "2026-12-31")
    assert reverse("wagtailadmin_pages:edit", args=[surgery.pk]) in [link["href"] for link in soup.select("td a")]
    assert not month(client, "2026-11").select(".desk-entry")
    assert [cell["scope"] for cell in soup.select(".desk-calendar th")] == ["col"] * 7


def test_what_goes_live_and_what_ends_with_its_local_time(client) -> None:
    def at(day: int, hour: int) -> datetime.datetime:
        return timezone.make_aware(datetime.datetime(2026, 12, day, hour, 30))

    page = page_at("/about/")
    page.save_revision(approved_go_live_at=at(31, 23))
    Page.objects.filter(pk=page_at("/treatments/surgery/").pk).update(expire_at=at(1, 0))
    soup = month(client, "2026-12")
    assert "Goes live, 11:30 p.m.:" in on(soup, "2026-12-31")
    assert page.title in on(soup, "2026-12-31")
    assert "Is withdrawn, 12:30 a.m.: Surgery" in on(soup, "2026-12-01")
    assert not month(client, "2027-01").select(".desk-entry")


def test_one_can_walk_from_month_to_month(client) -> None:
    soup = month(client, "2026-12")
    assert soup.select_one("a[rel=prev]")["href"].endswith("?month=2026-11")
    assert soup.select_one("a[rel=next]")["href"].endswith("?month=2027-01")
    assert "December 2026" in soup.select_one("main h2.w-h2").get_text()
    today = timezone.localdate()
    now = month(client, "")
    assert now.select_one("[aria-current=date] time")["datetime"] == str(today)
    assert "This month" not in now.get_text()
    assert "This month" in month(client, "2001-01").get_text()


def test_whoever_may_not_edit_gets_no_links_to_the_editor(db) -> None:
    put_clock(page_at("/treatments/surgery/"), DECEMBER)
    soup = month(signed_in(person("rita", CLINICAL_REVIEWER)), "2026-12")
    assert "Surgery" in on(soup, "2026-12-14")
    assert not soup.select(".desk-entry a")
