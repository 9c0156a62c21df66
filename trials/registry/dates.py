"""Dates as exact as the registry gives them: a day, a month or a year. And the day its data are of."""

from __future__ import annotations

import datetime
import re

from .record import PartialDate

FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
PRECISIONS = ("year", "month", "day")


def read_date(text: str, kind: str = "") -> PartialDate | None:
    """The date in `text`, or None where it is not one of YYYY, YYYY-MM and YYYY-MM-DD, or not in the calendar."""
    match = FORM.fullmatch(text)
    if match is None:
        return None
    parts = [int(part) for part in match.groups() if part is not None]
    year, month, day = [*parts, 1, 1][:3]
    try:
        first_day = datetime.date(year, month, day)
    except ValueError:
        return None
    return PartialDate(text=text, first_day=first_day, precision=PRECISIONS[len(parts) - 1], kind=kind)


def day_of(timestamp: str) -> datetime.date | None:
    """The day of the registry's data, from their timestamp. It names no time zone, so the hour says nothing."""
    try:
        return datetime.date.fromisoformat(timestamp[:10])
    except ValueError:
        return None
