"""The registry is asked by itself, at the right times, and a missed run is made up for."""

from __future__ import annotations

import datetime
import threading
from typing import Any

import pytest
from wagtail import hooks

from spinecare.delivery.scheduled_work import Work, Workshop
from trials.models import SyncRun
from trials.sync.timetable import order_due, what_is_due

REGISTRY = "https://registry.example.org/api/v2"
FULL = ["--full"]


@pytest.fixture(autouse=True)
def _a_real_registry(empty: None, settings: Any) -> None:
    settings.REGISTRY_URL = REGISTRY


def at(day: int, hour: int, minute: int = 0) -> datetime.datetime:
    """In November 2026, in UTC. The 22nd is a Sunday."""
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=datetime.UTC)


def ran(moment: datetime.datetime, kind: str = "incremental", state: str = "done") -> None:
    SyncRun.objects.create(kind=kind, state=state, source=REGISTRY, started_at=moment, heartbeat=moment)


def test_the_first_run_asks_for_everything() -> None:
    assert order_due(at(18, 12)) == FULL


@pytest.mark.parametrize(
    ("now", "order"),
    [
        (at(23, 15, 29), None),
        (at(23, 15, 30), []),
        (at(24, 9), []),
        (at(28, 9), []),
        (at(29, 15, 29), []),
        (at(29, 15, 30), FULL),
        (at(30, 18), FULL),
    ],
    ids=[
        "before the refresh",
        "after it",
        "a day late",
        "on Saturday, days late",
        "late until Sunday",
        "Sunday",
        "late",
    ],
)
def test_weekdays_ask_for_changes_and_sundays_for_everything(now: datetime.datetime, order: list[str] | None) -> None:
    ran(at(22, 15, 31), "full")
    assert order_due(now) == order


def test_a_run_that_is_done_is_not_done_again() -> None:
    ran(at(22, 15, 31), "full")
    ran(at(23, 15, 31), "incremental", "nothing-new")
    assert order_due(at(24, 12)) is None


def test_a_run_that_failed_is_tried_again_later_not_at_once() -> None:
    ran(at(22, 15, 31), "full")
    ran(at(23, 15, 31), "incremental", "failed")
    assert order_due(at(23, 16)) is None
    assert order_due(at(23, 18)) == []


def test_a_run_the_brake_stopped_waits_for_a_person() -> None:
    ran(at(22, 15, 31), "full")
    ran(at(23, 15, 31), "incremental", "braked")
    assert order_due(at(24, 12)) is None


def test_the_sample_site_asks_nobody(settings: Any) -> None:
    settings.REGISTRY_URL = ""
    assert what_is_due() is None


def test_the_schedule_knows_of_it() -> None:
    assert what_is_due in hooks.get_hooks("scheduled_work")


def test_work_that_goes_on_is_not_begun_a_second_time_and_a_failure_is_survived(caplog: Any) -> None:
    begun, may_end = [], threading.Event()

    def long_work() -> None:
        begun.append(1)
        may_end.wait(10)
        raise RuntimeError("the registry is away")

    workshop = Workshop()
    with hooks.register_temporarily("scheduled_work", lambda: Work("long", long_work)):
        workshop.begin_what_is_due()
        workshop.begin_what_is_due()
        may_end.set()
        workshop.finish()
    assert len(begun) == 1
    assert "the registry is away" in caplog.text
