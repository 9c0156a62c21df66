"""What one look at an address showed, and what follows for the link."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum

from django.utils import timezone

from .models import Link

# So many different days must agree before an address that may only be busy, or shy of programs, is called dead.
DAYS_TO_BE_SURE = 3
WRITTEN = (
    "state", "finding", "status_code", "moved_to", "last_checked", "first_failed", "last_failed", "failed_days",
)  # fmt: skip


class Outcome(Enum):
    WORKS = "works"
    MOVED = "moved"
    GONE = "gone"  # It says itself that there is nothing.
    FAILED = "failed"  # It may be there all the same: no answer, an error, a refusal.
    NOT_ASKED = "not asked"  # We would not ask, so there is nothing to count.


@dataclass(frozen=True)
class Verdict:
    """finding: in an editor's words. heard: whether anybody answered at all."""

    outcome: Outcome
    finding: str = ""
    status: int | None = None
    moved_to: str = ""
    heard: bool = True


def record(link: Link, verdict: Verdict, now: datetime.datetime) -> None:
    """Write down what was found. One bad day makes an address unclear, three make it dead."""
    today = timezone.localdate(now)
    link.last_checked = now
    link.finding, link.status_code, link.moved_to = str(verdict.finding)[:200], verdict.status, verdict.moved_to
    if verdict.outcome in (Outcome.WORKS, Outcome.MOVED):
        link.state = Link.State(verdict.outcome.value)
        link.first_failed = link.last_failed = None
        link.failed_days = 0
    elif verdict.outcome is Outcome.NOT_ASKED:
        link.state = Link.State.UNCLEAR
    else:
        _count_failure(link, today)
        sure = verdict.outcome is Outcome.GONE or link.failed_days >= DAYS_TO_BE_SURE
        link.state = Link.State.DEAD if sure else Link.State.UNCLEAR
    # An editor may have ignored it meanwhile, or the page may have let go of it.
    Link.objects.filter(pk=link.pk).update(**{name: getattr(link, name) for name in WRITTEN})


def _count_failure(link: Link, today: datetime.date) -> None:
    link.first_failed = link.first_failed or today
    if link.last_failed != today:
        link.last_failed = today
        link.failed_days += 1
