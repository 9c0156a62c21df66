"""One month as a calendar shows it. No database in here."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

SUNDAY_FIRST = 6
EARLIEST, LATEST = 2000, 2199


@dataclass(frozen=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, day: datetime.date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def named(cls, name: str, otherwise: datetime.date) -> Month:
        """The month called "2026-12", or the one of another day when that is no month a calendar shows."""
        try:
            found = cls.of(datetime.datetime.strptime(name, "%Y-%m").date())
        except ValueError:
            return cls.of(otherwise)
        return found if EARLIEST <= found.year <= LATEST else cls.of(otherwise)

    @property
    def name(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def first(self) -> datetime.date:
        return datetime.date(self.year, self.number, 1)

    @property
    def last(self) -> datetime.date:
        return self.next.first - datetime.timedelta(days=1)

    @property
    def next(self) -> Month:
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> Month:
        return Month.of(self.first - datetime.timedelta(days=1))

    def __contains__(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last

    def weeks(self, first_weekday: int = SUNDAY_FIRST) -> list[list[datetime.date]]:
        """Whole weeks, so with the last days of the month before and the first of the next."""
        return calendar.Calendar(first_weekday).monthdatescalendar(self.year, self.number)
