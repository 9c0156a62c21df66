"""Rounds of checks: what is due, what one bad day means, and going on after being broken off."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail import hooks
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from spinecare.links import checking, timetable
from spinecare.links.checking import Order, check
from spinecare.links.gathering import gather
from spinecare.links.models import Link, LinkRound, LinkUse
from spinecare.links.resolving import look_up
from spinecare.links.verdict import Outcome, Verdict, record

from .making import link, standard_page, to_address, to_page
from .web import OtherSite, Says, loopback_asker, other_site

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[OtherSite]:
    """Another site, which the checks of this test may ask."""
    monkeypatch.setattr(checking, "outside_asker", loopback_asker)
    with other_site(fine=Says(), moved=Says(301, "/fine"), busy=Says(503)) as running:
        yield running


@pytest.fixture(autouse=True)
def _only_our_pages(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample site's own links lead out into the world, which no test asks."""
    Link.objects.all().delete()
    from spinecare.links import gathering

    real = gathering.links_on
    monkeypatch.setattr(
        gathering,
        "links_on",
        lambda page: (each for each in real(page) if "127.0.0." in each.target or not each.target.startswith("http")),
    )


def page_leading_to(*addresses: str) -> Page:
    return standard_page("Leads on", "".join(to_address(address) for address in addresses))


# --- One round ----------------------------------------------------------------------------------------------------


def test_a_round_tells_what_works_from_what_moved_and_what_is_dead(site: OtherSite) -> None:
    page_leading_to(*map(site.url, ("/fine", "/moved", "/gone", "/busy")))
    check(Order())
    states = {path: link(site.url(path)).state for path in ("/fine", "/moved", "/gone", "/busy")}
    assert states == {"/fine": "works", "/moved": "moved", "/gone": "dead", "/busy": "unclear"}
    assert link(site.url("/moved")).moved_to == site.url("/fine")
    assert link(site.url("/gone")).status_code == 404
    assert site.most_at_once == 1


def test_an_address_on_many_pages_is_asked_once(site: OtherSite) -> None:
    for _ in range(3):
        page_leading_to(site.url("/fine"))
    check(Order())
    assert site.requests() == [("HEAD", "/fine")]


def test_a_round_that_was_broken_off_goes_on(site: OtherSite) -> None:
    page_leading_to(*[site.url(f"/fine?{number}") for number in range(4)])
    site.pages |= {f"/fine?{number}": Says() for number in range(4)}

    def stop_after_two(each: Link, verdict: Verdict) -> None:
        if each.kind == Link.Kind.EXTERNAL and len(site.asked) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(Order(), stop_after_two)
    assert LinkRound.objects.get().finished_at is None
    check(Order())
    assert len(site.requests()) == 4
    assert len(set(site.requests())) == 4


def test_ignored_addresses_are_not_asked(site: OtherSite) -> None:
    page_leading_to(site.url("/gone"))
    gather()
    Link.objects.filter(address=site.url("/gone")).update(ignored=True)
    check(Order(everything=True))
    assert site.asked == []


SILENT = ("http://127.0.0.1:1/", "http://127.0.0.2:1/", "http://127.0.0.3:1/")


def test_with_our_own_network_away_no_link_is_at_fault(site: OtherSite) -> None:
    page_leading_to(*SILENT)
    check(Order())
    assert set(Link.objects.filter(kind="external").values_list("state", flat=True)) == {"unchecked"}
    assert LinkRound.objects.get().finished_at is not None


def test_with_one_answer_the_silent_are_at_fault(site: OtherSite) -> None:
    page_leading_to(*SILENT, site.url("/fine"))
    check(Order())
    assert Link.objects.filter(kind="external", state="unclear").count() == 3


def test_what_is_known_to_work_tells_whether_our_network_is_there(site: OtherSite) -> None:
    """On most days only the silent ones are due. They must not be taken for an outage for ever."""
    page_leading_to(site.url("/fine"))
    check(Order())
    page_leading_to(*SILENT)
    check(Order())
    assert Link.objects.filter(kind="external", state="unclear").count() == 3


def test_what_an_editor_ignores_during_a_round_is_not_asked(site: OtherSite) -> None:
    page_leading_to(site.url("/fine"), site.url("/moved"))
    check(Order(), lambda each, verdict: Link.objects.update(ignored=True) if each.kind == "external" else None)
    assert site.requests() == [("HEAD", "/fine")]


# --- Verdicts -----------------------------------------------------------------------------------------------------


def failing(*days: int, outcome: Outcome = Outcome.FAILED) -> Link:
    """A link checked on these days, each time with the same outcome."""
    made = Link.objects.create(address="https://example.org/", kind=Link.Kind.EXTERNAL)
    for day in days:
        record(made, Verdict(outcome, "An error", 503), NOW + day * DAY)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("days", "state"), [((0,), "unclear"), ((0, 0, 0), "unclear"), ((0, 1), "unclear"), ((0, 1, 2), "dead")]
)
def test_three_different_days_must_agree(days: tuple[int, ...], state: str) -> None:
    assert failing(*days).state == state


def test_a_good_day_begins_the_count_anew() -> None:
    made = failing(0, 1)
    record(made, Verdict(Outcome.WORKS, status=200), NOW + 2 * DAY)
    record(made, Verdict(Outcome.FAILED, "An error", 503), NOW + 3 * DAY)
    made.refresh_from_db()
    assert (made.state, made.failed_days, made.first_failed) == ("unclear", 1, datetime.date(2026, 11, 23))


def test_what_says_itself_that_it_is_gone_is_dead_at_once() -> None:
    assert failing(0, outcome=Outcome.GONE).state == "dead"


def test_what_we_will_not_ask_never_becomes_dead() -> None:
    assert failing(0, 1, 2, 3, outcome=Outcome.NOT_ASKED).state == "unclear"


def test_a_check_does_not_undo_what_an_editor_said_meanwhile() -> None:
    made = failing(0)
    Link.objects.update(ignored=True, ignored_because="It opens for people")
    record(made, Verdict(Outcome.WORKS, status=200), NOW)
    made.refresh_from_db()
    assert (made.ignored, made.state) == (True, "works")


# --- On this site -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        ("/", Outcome.WORKS),
        ("/treatments/", Outcome.WORKS),
        ("/treatments", Outcome.MOVED),
        ("/search/?q=pain", Outcome.WORKS),
        ("/trials/feed/", Outcome.WORKS),
        ("/static/css/site.css", Outcome.WORKS),
        ("/static/css/none.css", Outcome.GONE),
        ("/media/none.jpg", Outcome.GONE),
        ("/documents/999/none.pdf", Outcome.GONE),
        ("/no-such-page/", Outcome.GONE),
        ("/treatments/no-such-page/", Outcome.GONE),
        ("page:999999", Outcome.GONE),
        ("page:nonsense", Outcome.GONE),
        ("document:999999", Outcome.GONE),
    ],
)
def test_addresses_on_this_site(address: str, outcome: Outcome) -> None:
    assert look_up(address).outcome is outcome


def test_an_address_with_a_redirect_has_moved() -> None:
    page = standard_page("New home")
    Redirect.add_redirect("/old-home/", page)
    verdict = look_up("/old-home/")
    assert (verdict.outcome, verdict.moved_to) == (Outcome.MOVED, page.url)


def test_a_link_to_a_draft_is_dead() -> None:
    page = standard_page("Hidden", live=False)
    assert look_up(f"page:{page.pk}").outcome is Outcome.GONE
    assert look_up("/hidden/").outcome is Outcome.GONE


def test_unpublishing_and_publishing_are_noticed_at_once(django_capture_on_commit_callbacks) -> None:
    target = standard_page("Aim")
    page = standard_page("Source", to_page(target.pk))
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert link(f"page:{target.pk}").state == "works"
    with django_capture_on_commit_callbacks(execute=True):
        target.unpublish()
    assert link(f"page:{target.pk}").state == "dead"
    with django_capture_on_commit_callbacks(execute=True):
        target.save_revision().publish()
    assert link(f"page:{target.pk}").state == "works"
    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(pk=target.pk).delete()
    assert link(f"page:{target.pk}").finding == "The page is deleted."
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert not Link.objects.filter(address=f"page:{target.pk}").exists()


def test_the_sample_site_has_no_dead_link_inside() -> None:
    check(Order(outside=False))
    dead = [(use.page, use.place, use.link.address) for use in LinkUse.objects.filter(link__state="dead")]
    assert dead == []


# --- The timetable ------------------------------------------------------------------------------------------------


def finished(started: datetime.datetime, *, gathered: bool = True) -> LinkRound:
    return LinkRound.objects.create(started_at=started, finished_at=started, gathered=gathered)


def test_pages_are_read_each_night_and_missed_nights_made_up_for() -> None:
    assert timetable.order_due(NOW, outside=False) == Order(outside=False)
    finished(NOW - datetime.timedelta(hours=1))
    assert timetable.order_due(NOW, outside=False) is None
    assert timetable.order_due(NOW + DAY, outside=False) == Order(outside=False)
    assert timetable.order_due(NOW + 9 * DAY, outside=False) == Order(outside=False)


def test_a_round_without_an_end_does_not_count() -> None:
    """At first it may be going on; then it was broken off."""
    LinkRound.objects.create(started_at=NOW, gathered=True)
    assert timetable.order_due(NOW + datetime.timedelta(minutes=1), outside=False) is None
    assert timetable.order_due(NOW + datetime.timedelta(minutes=16), outside=False) is not None


@pytest.mark.parametrize(
    ("state", "after", "is_due"),
    [
        ("unchecked", None, True),
        ("works", datetime.timedelta(days=6), False),
        ("works", datetime.timedelta(days=7), True),
        ("moved", datetime.timedelta(days=6), False),
        ("dead", datetime.timedelta(hours=22), False),
        ("dead", datetime.timedelta(hours=24), True),
        ("unclear", datetime.timedelta(hours=24), True),
    ],
)
def test_what_works_is_asked_weekly_and_what_does_not_daily(
    state: str, after: datetime.timedelta | None, is_due: bool
) -> None:
    made = Link.objects.create(
        address="https://example.org/", kind="external", state=state, last_checked=NOW - after if after else None
    )
    LinkUse.objects.create(link=made, place="Somewhere")
    finished(NOW - datetime.timedelta(hours=3))
    assert (timetable.order_due(NOW, outside=True) is not None) == is_due


def test_a_site_that_is_tried_out_asks_nobody(settings, site: OtherSite) -> None:
    settings.CHECK_OUTSIDE_LINKS = False
    page_leading_to(site.url("/fine"))
    assert timetable.what_is_due in hooks.get_hooks("scheduled_work")
    timetable.what_is_due().do()
    assert LinkRound.objects.get().finished_at is not None
    assert site.asked == []


# --- By hand ------------------------------------------------------------------------------------------------------


def test_the_command_reports(site: OtherSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = page_leading_to(site.url("/gone"))
    call_command("check_links", json_report=tmp_path / "report.json")
    assert "Dead: 1" in capsys.readouterr().out
    entry = next(each for each in json.loads((tmp_path / "report.json").read_text()) if each["state"] == "dead")
    assert (entry["page"], entry["text"], entry["target"]) == (page.title, "the site", site.url("/gone"))
    assert entry["failing_since"] == timezone.localdate().isoformat()


def test_the_command_can_leave_others_in_peace_and_can_ask_all(site: OtherSite) -> None:
    page_leading_to(site.url("/fine"))
    call_command("check_links", internal=True)
    assert len(site.asked) == 0
    call_command("check_links")
    call_command("check_links")
    assert len(site.asked) == 1
    call_command("check_links", all=True)
    assert len(site.asked) == 2
    with pytest.raises(CommandError):
        call_command("check_links", all=True, internal=True)
