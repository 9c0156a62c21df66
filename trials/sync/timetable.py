"""When the registry is asked: on weekdays after its daily refresh for what changed, on Sundays for everything.

The registry refreshes its data from Monday to Friday, generally by 14:00 UTC.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from spinecare.delivery.scheduled_work import Work

from ..models import SyncRun

AFTER_REFRESH = datetime.time(15, 30, tzinfo=datetime.UTC)
SATURDAY, SUNDAY = 5, 6
# After a run that failed: the registry may be busy, or the network down.
BEFORE_TRYING_AGAIN = datetime.timedelta(hours=2)


def what_is_due() -> Work | None:
    """The hook `scheduled_work`. A site with the sample registry has nothing to ask."""
    if not settings.REGISTRY_URL:
        return None
    order = order_due(timezone.now())
    return Work("trials", lambda: call_command("sync_trials", *order)) if order is not None else None


def order_due(now: datetime.datetime) -> list[str] | None:
    """The arguments of the run that is due, or None when none is."""
    slot = latest_slot(now)
    runs = SyncRun.objects.filter(kind__in=SyncRun.WHOLE, source=settings.REGISTRY_URL)
    if runs.filter(started_at__gte=slot, state__in=(*SyncRun.GOOD, SyncRun.State.BRAKED)).exists():
        return None
    if runs.filter(started_at__gte=now - BEFORE_TRYING_AGAIN).exists():
        return None
    return ["--full"] if _full_is_due(now) else []


def _full_is_due(now: datetime.datetime) -> bool:
    """A Sunday's run, or one that makes up for a Sunday that was missed."""
    sunday = latest_slot(now, days=(SUNDAY,))
    full = SyncRun.objects.filter(kind=SyncRun.Kind.FULL, source=settings.REGISTRY_URL, state__in=SyncRun.GOOD)
    return not full.filter(started_at__gte=sunday).exists()


def latest_slot(now: datetime.datetime, days: tuple[int, ...] = (0, 1, 2, 3, 4, SUNDAY)) -> datetime.datetime:
    """The last moment at or before now at which a run should have begun."""
    now = now.astimezone(datetime.UTC)
    slots = (datetime.datetime.combine(now.date() - datetime.timedelta(back), AFTER_REFRESH) for back in range(8))
    return next(slot for slot in slots if slot <= now and slot.weekday() in days)
