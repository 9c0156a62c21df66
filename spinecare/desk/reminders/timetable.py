"""When reminders are sent: once a day from six in the morning. A missed day is made up for by the next round."""

from __future__ import annotations

import datetime

from django.db.models import Q
from django.utils import timezone

from spinecare.delivery.scheduled_work import Work

from ..models import ReminderRound
from ..models.round import PATIENCE
from .sending import send_reminders

IN_THE_MORNING = datetime.time(6)


def what_is_due() -> Work | None:
    """The hook `scheduled_work`."""
    now = timezone.localtime()
    if not is_time(now):
        return None
    return Work("reminders", lambda: send_reminders(now.date()))


def is_time(now: datetime.datetime) -> bool:
    """Whether today's reminders are still to be sent. What went wrong is tried again an hour later."""
    if now.time() < IN_THE_MORNING:
        return False
    done_or_going_on = Q(finished_at__isnull=False) | Q(started_at__gt=now - PATIENCE)
    return not ReminderRound.objects.filter(done_or_going_on, day=now.date()).exists()
