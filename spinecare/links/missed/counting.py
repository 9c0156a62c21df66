"""From the spool into the list."""

from __future__ import annotations

import datetime
from collections import Counter

from django.db.models import F
from django.db.models.functions import Greatest, Least
from wagtail.contrib.redirects.models import Redirect

from spinecare.delivery.day_spool import GRACE_SECONDS
from spinecare.delivery.scheduled_work import Work

from ..models import MissedAddress, TakenSpool
from .spool import SPOOL, paths_in

# The list is for people. What nobody has asked for in a long time makes room.
MOST_OPEN = 2000


def what_is_due() -> Work | None:
    """The hook `scheduled_work`."""
    return Work("missed addresses", take_in) if SPOOL.waits() else None


def take_in(grace: float = GRACE_SECONDS) -> None:
    """Count what readers have missed since the last time."""
    SPOOL.take_in(TakenSpool, _count, grace)
    _make_room()


def _count(day: datetime.date, lines: list[str]) -> None:
    for path, times in Counter(paths_in(lines)).items():
        _add(path, times, day)


def _add(path: str, times: int, day: datetime.date) -> None:
    missed, is_new = MissedAddress.objects.get_or_create(
        path=path, defaults={"count": times, "first_day": day, "last_day": day}
    )
    if is_new:
        return
    MissedAddress.objects.filter(pk=missed.pk).update(
        count=F("count") + times, first_day=Least("first_day", day), last_day=Greatest("last_day", day)
    )
    if missed.state == MissedAddress.State.POINTED and not Redirect.objects.filter(old_path=path).exists():
        # Somebody has taken the redirect away again.
        MissedAddress.objects.filter(pk=missed.pk).update(state=MissedAddress.State.OPEN)


def _make_room() -> None:
    """Keep those missed most often, and of equals those missed last."""
    kept = MissedAddress.objects.filter(state=MissedAddress.State.OPEN).order_by("-count", "-last_day", "pk")
    too_many = list(kept.values_list("pk", flat=True)[MOST_OPEN : MOST_OPEN + 50_000])
    for start in range(0, len(too_many), 500):
        MissedAddress.objects.filter(pk__in=too_many[start : start + 500]).delete()
