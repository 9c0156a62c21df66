"""Ages in days, so that years, months and weeks can be compared.

A year is 365.25 days here and a month a twelfth of that, always. A person of 17 years therefore has an age from
`first_day_of(17)` to `last_day_of(17)`, the next day is `first_day_of(18)`, and a limit of "12 Months" is a limit of
"1 Year". An age that somebody gives in years fits between two limits exactly when

    (minimum is None or minimum <= last_day_of(years)) and (maximum is None or maximum >= first_day_of(years))
"""

from __future__ import annotations

import re

DAY = 24 * 60
YEAR = DAY * 1461 // 4
MINUTES_IN = {"year": YEAR, "month": YEAR // 12, "week": 7 * DAY, "day": DAY, "hour": 60, "minute": 1}
# More digits than this are a mistake, and the days would not fit a database's integer.
FORM = re.compile(r"([0-9]{1,6}) +(year|month|week|day|hour|minute)s?", re.IGNORECASE)
# What the registry writes, at times, where there is no limit.
NO_LIMIT = "N/A"


def days(text: str) -> int | None:
    """The first day on which somebody has the age in `text`, such as "18 Years". None where no age is written."""
    age = _age(text)
    return age[0] * age[1] // DAY if age else None


def last_day(text: str) -> int | None:
    """The last day on which somebody still has the age in `text`: "17 Years" lasts to the day before 18 years."""
    age = _age(text)
    if age is None:
        return None
    number, minutes = age
    # An age in hours or minutes may be over within its first day; that day still counts.
    return max(number * minutes // DAY, (number + 1) * minutes // DAY - 1)


def first_day_of(years: int) -> int:
    """The first day on which somebody is `years` old."""
    return years * YEAR // DAY


def last_day_of(years: int) -> int:
    """The last day on which somebody is `years` old."""
    return first_day_of(years + 1) - 1


def _age(text: str) -> tuple[int, int] | None:
    """How many of a unit, and the unit in minutes."""
    match = FORM.fullmatch(text.strip())
    return (int(match[1]), MINUTES_IN[match[2].lower()]) if match else None
