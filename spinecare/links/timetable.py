"""When links are checked: pages are read each night, other sites asked as each address comes due."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.utils import timezone

from spinecare.delivery.scheduled_work import Work

from .checking import Order, check, due_outside
from .models import LinkRound

AT_NIGHT = datetime.time(2, 40)
# Between two rounds to other sites on one day: what came due meanwhile can wait for company.
BETWEEN_ROUNDS = datetime.timedelta(hours=2)
# A round without an end may be going on elsewhere, by hand. After this long another takes over.
STILL_GOING_ON = datetime.timedelta(minutes=15)


def what_is_due() -> Work | None:
    """The hook `scheduled_work`. A site that is only tried out on one machine asks nobody."""
    order = order_due(timezone.now(), outside=getattr(settings, "CHECK_OUTSIDE_LINKS", False))
    return Work("links", lambda: check(order)) if order else None


def order_due(now: datetime.datetime, *, outside: bool) -> Order | None:
    """What to do now, or None. A round that was broken off, or missed, is made up for."""
    if LinkRound.objects.filter(finished_at=None, started_at__gt=now - STILL_GOING_ON).exists():
        return None
    finished = LinkRound.objects.exclude(finished_at=None)
    if not finished.filter(gathered=True, started_at__gte=latest_night(now)).exists():
        return Order(outside=outside)
    if not outside or finished.filter(finished_at__gt=now - BETWEEN_ROUNDS).exists():
        return None
    return Order(gathers=False) if due_outside(now).exists() else None


def latest_night(now: datetime.datetime) -> datetime.datetime:
    """The last moment at or before now at which pages should have been read."""
    local = timezone.localtime(now)
    tonight = timezone.make_aware(datetime.datetime.combine(local.date(), AT_NIGHT))
    if tonight <= now:
        return tonight
    return timezone.make_aware(datetime.datetime.combine(local.date() - datetime.timedelta(days=1), AT_NIGHT))
