"""When owners are told: once a day, in the morning. A missed day is made up for by the next round."""

from __future__ import annotations

from django.utils import timezone

from spinecare.delivery.scheduled_work import Work

from ..models import TellingRound
from .sending import tell_owners


def what_is_due() -> Work | None:
    """The hook `scheduled_work`."""
    now = timezone.localtime()
    return Work("letters to owners of links", lambda: tell_owners(now.date())) if TellingRound.is_due(now) else None
