"""Dates as exact as the registry gives them: "March 2024", "expected June 2027"."""

from __future__ import annotations

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext

from ..registry.record import PartialDate

ESTIMATED = "ESTIMATED"
# A study team should look at its entry at least this often.
MONTHS_UNTIL_OLD = 12


def plain(date: PartialDate) -> str:
    """The date and no more: "March 5, 2024", "March 2024" or "2024"."""
    if date.precision == "day":
        return date_format(date.first_day, "DATE_FORMAT")
    return month(date.first_day) if date.precision == "month" else str(date.first_day.year)


def words(date: PartialDate) -> str:
    """The date, and that it is only expected where the registry says so."""
    return gettext("expected %(date)s") % {"date": plain(date)} if date.kind == ESTIMATED else plain(date)


def month(day: datetime.date) -> str:
    """The month of a day: "March 2024"."""
    return date_format(day, "YEAR_MONTH_FORMAT")


def since(day: datetime.date) -> str:
    return gettext("since %(date)s") % {"date": month(day)}


def is_old(checked: datetime.date, today: datetime.date) -> bool:
    """Whether the study team last looked at its entry over 12 months ago. A month is as exact as it is told."""
    months = (today.year - checked.year) * 12 + today.month - checked.month
    return months > MONTHS_UNTIL_OLD
