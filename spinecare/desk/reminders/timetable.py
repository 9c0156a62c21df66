"""When reminders are sent: once a day, in the morning. A missed day is made up for by the next round."""

from __future__ import annotations

from django.utils import timezone

from spinecare.delivery.scheduled_work import Work

from ..models import ReminderRound
from .sending import send_reminders


def what_is_due() -> Work | None:
    """The hook `scheduled_work`."""
    now = timezone.localtime()
    return Work("reminders", lambda: send_reminders(now.date())) if ReminderRound.is_due(now) else None
