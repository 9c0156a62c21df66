"""From the spool into the table."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable

from django.db.models import F

from spinecare.delivery.day_spool import GRACE_SECONDS
from spinecare.delivery.scheduled_work import Work

from ..codes import is_code
from ..models import CareLink, Opened, TakenOpenings
from .tally import SPOOL

LINE = re.compile(r"(\w+) (\d{1,6})")


def what_is_due() -> Work | None:
    """The hook `scheduled_work`."""
    return Work("openings of links", take_in) if SPOOL.waits() else None


def take_in(grace: float = GRACE_SECONDS) -> None:
    """Count what was opened since the last time."""
    SPOOL.take_in(TakenOpenings, _count, grace)


def _count(day: datetime.date, lines: list[str]) -> None:
    times = _times(lines)
    for link in CareLink.objects.filter(code__in=times):
        opened, _is_new = Opened.objects.get_or_create(link=link, day=day)
        Opened.objects.filter(pk=opened.pk).update(times=F("times") + times[link.code])


def _times(lines: Iterable[str]) -> Counter[str]:
    """How often each link was opened. Half a line, from a full disk, is passed over."""
    times: Counter[str] = Counter()
    for line in lines:
        match = LINE.fullmatch(line)
        if match and is_code(match[1]):
            times[match[1]] += int(match[2])
    return times
