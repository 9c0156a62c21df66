"""Which pages somebody has picked for a link, in their order, each with the section it is to open at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from django.http import QueryDict

from ..making import MOST_PAGES
from ..page_numbers import numbers_in

PAGE, SECTION = "page", "section-{number}"


@dataclass(frozen=True)
class Pick:
    """A page by its number, and the anchor of a section on it, or ""."""

    number: int
    anchor: str = ""


@dataclass(frozen=True)
class Picks:
    """The pages of a link to be. Every step gives another one; a page is in it once."""

    picks: tuple[Pick, ...] = ()

    @classmethod
    def read(cls, sent: QueryDict) -> Self:
        """What the form, or an address such as `?page=12&page=7`, says. What is no number is passed over."""
        picks = cls()
        for number in numbers_in(sent.getlist(PAGE)):
            picks = picks.added(number)
        return cls(
            tuple(replace(each, anchor=sent.get(SECTION.format(number=each.number), "")) for each in picks.picks)
        )

    @property
    def numbers(self) -> list[int]:
        return [each.number for each in self.picks]

    @property
    def is_full(self) -> bool:
        return len(self.picks) >= MOST_PAGES

    def added(self, number: int | None) -> Self:
        if number is None or number in self.numbers or self.is_full:
            return self
        return replace(self, picks=(*self.picks, Pick(number)))

    def removed(self, number: int | None) -> Self:
        return replace(self, picks=tuple(each for each in self.picks if each.number != number))

    def moved(self, number: int | None, by: int) -> Self:
        """One page so many places further down, or up. At either end it stays where it is."""
        if number not in self.numbers:
            return self
        order = list(self.picks)
        pick = order.pop(at := self.numbers.index(number))
        order.insert(max(0, at + by), pick)
        return replace(self, picks=tuple(order))
