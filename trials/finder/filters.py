"""What a reader asked the finder for, read from an address and written back into one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from spinecare.search.query import shorten, terms

from ..models.study import OPEN, OPENING
from ..registry.countries import code_of
from ..registry.folding import folded
from ..wording import status as status_words

# What is shown to somebody who has not said which: the trials they may join now or soon.
DEFAULT_STATUSES = (OPEN, OPENING)
ANY = "any"
PHASES = {
    "early-1": "EARLY_PHASE1",
    "1": "PHASE1",
    "2": "PHASE2",
    "3": "PHASE3",
    "4": "PHASE4",
    "none": "",
}
SEXES = ("female", "male")
SORTS = ("open-first", "updated", "newest")
# The order of the feed, which nobody can choose for the list.
OPENED = "opened"
OLDEST = 120
# More than anybody ticks; keeps the cost of an address bounded.
MOST_VALUES = 40
MOST_PLACE_WORDS = 8
LONGEST_SHOWN = 60
SLUG = re.compile(r"[a-z0-9_-]{1,255}")


@dataclass(frozen=True)
class Misunderstood:
    """Something in the address that we could not use. name: the name of the filter. value: as written, cut short."""

    name: str
    value: str


@dataclass(frozen=True)
class Filters:
    """What to find. An empty value leaves the choice open; for `statuses` it means `DEFAULT_STATUSES`.

    statuses, phases: as in the registry ("" is the phase of a study without one). age: whole years. types, treatments:
    slugs of pages. countries: codes of ISO 3166-1. page: which page of the list.
    """

    q: str = ""
    types: tuple[str, ...] = ()
    place: str = ""
    countries: tuple[str, ...] = ()
    age: int | None = None
    sex: str = ""
    statuses: tuple[str, ...] = ()
    any_status: bool = False
    phases: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    sort: str = SORTS[0]
    page: str = field(default="", compare=False)
    misunderstood: tuple[Misunderstood, ...] = field(default=(), compare=False)

    @classmethod
    def from_query(cls, query: QueryDict) -> Filters:
        """Read an address. What we cannot use is left out, and listed in `misunderstood`."""
        reader = _Reader(query)
        statuses = reader.several("status", _status)
        every = ANY in statuses
        chosen = () if every or set(statuses) == set(DEFAULT_STATUSES) else statuses
        return cls(
            q=reader.one("q", _words),
            types=reader.several("type", _slug),
            place=reader.one("place", _place),
            countries=reader.several("country", _country),
            age=reader.one("age", _age),
            sex=reader.one("sex", _one_of(SEXES)) or "",
            statuses=chosen,
            any_status=every,
            phases=reader.several("phase", _phase),
            treatments=reader.several("treatment", _slug),
            sort=reader.one("sort", _one_of(SORTS)) or SORTS[0],
            page=query.get("page", ""),
            misunderstood=tuple(reader.misunderstood),
        )

    def known_to(self, types: Iterable[str], treatments: Iterable[str]) -> Filters:
        """The same without slugs of pages that are not there, which are listed in `misunderstood` instead."""
        known = {"type": frozenset(types), "treatment": frozenset(treatments)}
        asked = {"type": self.types, "treatment": self.treatments}
        unknown = [
            Misunderstood(name, slug[:LONGEST_SHOWN])
            for name, slugs in asked.items()
            for slug in slugs
            if slug not in known[name]
        ]
        kept = {name: tuple(slug for slug in slugs if slug in known[name]) for name, slugs in asked.items()}
        misunderstood = (*self.misunderstood, *unknown)
        return replace(self, types=kept["type"], treatments=kept["treatment"], misunderstood=misunderstood)

    @property
    def wanted_statuses(self) -> tuple[str, ...]:
        """The statuses to show; none stands for all."""
        if self.any_status:
            return ()
        return self.statuses or DEFAULT_STATUSES

    @property
    def place_words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(folded(self.place).split()))[:MOST_PLACE_WORDS]

    @property
    def query(self) -> str:
        """The filters and the order as the part of an address after the question mark, always written in one way."""
        query = QueryDict(mutable=True)
        if self.q:
            query["q"] = self.q
        query.setlist("type", sorted(self.types))
        if self.place:
            query["place"] = self.place
        query.setlist("country", sorted(self.countries))
        if self.age is not None:
            query["age"] = str(self.age)
        if self.sex:
            query["sex"] = self.sex
        query.setlist("status", [ANY] if self.any_status else sorted(map(status_words.slug, self.statuses)))
        query.setlist("phase", [slug for slug, phase in PHASES.items() if phase in self.phases])
        query.setlist("treatment", sorted(self.treatments))
        if self.sort != SORTS[0]:
            query["sort"] = self.sort
        return query.urlencode()

    @property
    def is_default(self) -> bool:
        """Whether nothing was chosen."""
        return replace(self, sort=SORTS[0]) == Filters()


class _Reader:
    """Takes values out of an address, and remembers those it could not use."""

    def __init__(self, query: QueryDict) -> None:
        self._query = query
        self.misunderstood: list[Misunderstood] = []

    def one(self, name: str, read: Callable[[str], object]) -> object:
        """The first value that can be used; what `read` makes of "" where there is none."""
        values = self.several(name, read)
        return values[0] if values else read("")

    def several(self, name: str, read: Callable[[str], object]) -> tuple:
        found = []
        for text in self._query.getlist(name)[:MOST_VALUES]:
            if not text.strip():
                continue
            value = read(text.strip())
            if value is None:
                self.misunderstood.append(Misunderstood(name, shorten(text)[:LONGEST_SHOWN] or "?"))
            else:
                found.append(value)
        return tuple(dict.fromkeys(found))


def _words(text: str) -> str | None:
    plain = shorten(text)
    return plain if not text or terms(plain) else None


def _place(text: str) -> str | None:
    plain = shorten(text)
    return plain if not text or folded(plain) else None


def _age(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(OLDEST))
    return int(text) if is_number and int(text) <= OLDEST else None


def _country(text: str) -> str | None:
    return code_of(text[:LONGEST_SHOWN]) or None


def _status(text: str) -> str | None:
    return ANY if text.lower() == ANY else status_words.from_slug(text)


def _phase(text: str) -> str | None:
    return PHASES.get(text.lower())


def _slug(text: str) -> str | None:
    slug = text.lower()
    return slug if SLUG.fullmatch(slug) else None


def _one_of(values: tuple[str, ...]) -> Callable[[str], str | None]:
    return lambda text: text.lower() if text.lower() in values else None
