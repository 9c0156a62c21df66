"""How it stands with the review of a text. No database in here."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

SOON = datetime.timedelta(days=60)


class State(models.TextChoices):
    """The most urgent comes first."""

    OVERDUE = "overdue", _("Overdue")
    DUE_SOON = "due-soon", _("Due within 60 days")
    UNSIGNED = "unsigned", _("Never signed")
    IN_DATE = "in-date", _("In date")


def state_of(reviewed_on: datetime.date | None, due: datetime.date | None, today: datetime.date) -> State:
    if reviewed_on is None:
        return State.UNSIGNED
    if due is None or due > today + SOON:
        return State.IN_DATE
    return State.OVERDUE if due < today else State.DUE_SOON
