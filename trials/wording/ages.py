"""Who can take part by age and sex, and whether healthy people can, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from ..registry.ages import FORM, NO_LIMIT
from ..registry.record import Record
from .as_written import as_written

DAYS_IN_YEAR = 365.25
DAYS_IN_MONTH = DAYS_IN_YEAR / 12
# Below this age in years, an age known in days only is told in months.
MONTHS_BELOW = 2


@dataclass(frozen=True)
class _Age:
    number: int
    unit: str

    def __str__(self) -> str:
        return _AMOUNTS[self.unit](self.number) % {"number": self.number}


# Whole phrases, so that a translator can bend number and unit together.
_AMOUNTS: dict[str, Callable[[int], str]] = {
    "year": lambda number: ngettext("%(number)d year", "%(number)d years", number),
    "month": lambda number: ngettext("%(number)d month", "%(number)d months", number),
    "week": lambda number: ngettext("%(number)d week", "%(number)d weeks", number),
    "day": lambda number: ngettext("%(number)d day", "%(number)d days", number),
    "hour": lambda number: ngettext("%(number)d hour", "%(number)d hours", number),
    "minute": lambda number: ngettext("%(number)d minute", "%(number)d minutes", number),
}


def range_words(
    minimum_days: int | None, maximum_days: int | None, minimum_age: str = "", maximum_age: str = ""
) -> str:
    """The ages that can take part: "18 to 75 years", "6 months and older", "up to 17 years", "any age".

    minimum_age, maximum_age: the registry's own words, such as "6 Months", which keep their unit. Where they are not
    at hand the days tell: the first that counts, and the last.
    """
    low = _as_said(minimum_age) or _lowest(minimum_days)
    high = _as_said(maximum_age) or _highest(maximum_days)
    if low and high:
        return _between(low, high)
    if low:
        return gettext("%(age)s and older") % {"age": low}
    if high:
        return gettext("up to %(age)s") % {"age": high}
    return gettext("any age")


def of_record(record: Record) -> str:
    """The ages that can take part in the study of a record."""
    return range_words(record.minimum_age_days, record.maximum_age_days, record.minimum_age, record.maximum_age)


def sex_words(sex: str) -> str:
    """Who can take part by sex. "" where the registry does not say."""
    words = {
        "ALL": gettext("all sexes"),
        "FEMALE": gettext("women and girls only"),
        "MALE": gettext("men and boys only"),
    }
    return words.get(sex.upper()) or as_written(sex)


def healthy_words(accepts: bool | None) -> str:
    """Whether people without the illness can take part. "" where the registry does not say."""
    if accepts is None:
        return ""
    return gettext("can take part") if accepts else gettext("cannot take part")


def _between(low: _Age | str, high: _Age | str) -> str:
    if isinstance(low, _Age) and isinstance(high, _Age) and low.unit == high.unit:
        if low.number == high.number:
            return gettext("%(age)s only") % {"age": low}
        return gettext("%(low)s to %(high)s") % {"low": low.number, "high": high}
    return gettext("%(low)s to %(high)s") % {"low": low, "high": high}


def _as_said(text: str) -> _Age | str | None:
    """An age in the registry's words. What we cannot read stays as written: the days were not read either."""
    said = text.strip()
    found = FORM.fullmatch(said)
    if found:
        return _Age(int(found[1]), found[2].lower())
    return None if said.upper() == NO_LIMIT else said or None


def _lowest(days: int | None) -> _Age | None:
    if not days or days < 0:
        return None
    return _in_words(days)


def _highest(days: int | None) -> _Age | None:
    """The last day that counts is the day before the next birthday, so the age is one less than the next day's."""
    if days is None or days < 0:
        return None
    age = _in_words(days + 1)
    return _Age(age.number - 1, age.unit) if age.number > 1 else _Age(days, "day")


def _in_words(days: int) -> _Age:
    if days / DAYS_IN_YEAR >= MONTHS_BELOW - 0.01:
        return _Age(round(days / DAYS_IN_YEAR), "year")
    if days >= round(DAYS_IN_MONTH):
        return _Age(round(days / DAYS_IN_MONTH), "month")
    return _Age(days, "day")
