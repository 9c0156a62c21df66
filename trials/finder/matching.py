"""Which trials fit what was asked for, and how many would with one choice more or one filter less."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from ..models.study import OPEN, OPENING
from ..registry.ages import first_day_of, last_day_of
from .catalog import Catalog, Topic, Trial
from .filters import Filters

# Who asks for one sex can join every trial that is not for the other alone.
OTHER_SEX = {"female": "MALE", "male": "FEMALE"}
NO_PHASE = ""
NOT_APPLICABLE = "NA"
# Trials to join first, then those to ask about, then the rest.
FIRST = {OPEN: 0, OPENING: 1}
LAST = 2

Keys = frozenset[int]


def phases_of(written: str) -> frozenset[str]:
    """The phases a trial is in. Phase 2 finds phase 1 and 2 and phase 2 and 3 as well."""
    return frozenset(written.split()) - {NOT_APPLICABLE} or frozenset({NO_PHASE})


def fits_age(trial: Trial, years: int) -> bool:
    """Whether somebody of that many whole years can take part on any day of that year of life."""
    is_old_enough = trial.minimum_age is None or trial.minimum_age <= last_day_of(years)
    is_young_enough = trial.maximum_age is None or trial.maximum_age >= first_day_of(years)
    return is_old_enough and is_young_enough


@dataclass(frozen=True)
class Matching:
    """The trials of a catalog held against filters.

    A filter that is set gives the pages that pass it. The pages that pass all of them match; a choice is counted among
    those that pass all but its own filter.
    """

    catalog: Catalog
    filters: Filters

    @cached_property
    def passing(self) -> dict[str, Keys]:
        """The pages that pass, by the name of each filter that is set."""
        set_filters = {
            "q": self.filters.q and self._by_words,
            "type": self.filters.types and self._by_type,
            "place": self.filters.place and self._by_place,
            "country": self.filters.countries and self._by_country,
            "age": self.filters.age is not None and self._by_age,
            "sex": self.filters.sex and self._by_sex,
            "status": self.filters.wanted_statuses and self._by_status,
            "phase": self.filters.phases and self._by_phase,
            "treatment": self.filters.treatments and self._by_treatment,
        }
        return {name: find() for name, find in set_filters.items() if find}

    @cached_property
    def pages(self) -> Keys:
        """The pages of the trials that match."""
        return self.without("")

    def without(self, name: str) -> Keys:
        """The pages that would match if the filter of that name were not set."""
        passing = self.passing
        if name == "country" and self.filters.place:
            passing = passing | {"place": self._at_place(())}
        others = [pages for other, pages in passing.items() if other != name]
        return frozenset.intersection(self.all_pages, *others)

    @cached_property
    def all_pages(self) -> Keys:
        return frozenset(trial.page for trial in self.catalog.trials)

    @cached_property
    def ordered(self) -> list[Trial]:
        """The trials that match, in the order asked for. Equal ones by their keys, so that no page repeats another."""
        matches = [trial for trial in self.catalog.trials if trial.page in self.pages]
        matches.sort(key=attrgetter("day", "page"), reverse=True)
        if self.filters.sort == "open-first":
            matches.sort(key=lambda trial: FIRST.get(trial.status, LAST))
        return matches

    def counts(self, name: str) -> Counter:
        """How many trials there would be with each choice of a filter, and no other choice of the same filter."""
        pages = self.without(name)
        if name in ("type", "treatment"):
            return Counter({topic.slug: len(topic.pages & pages) for topic in self._topics_of(name)})
        trials = [trial for trial in self.catalog.trials if trial.page in pages]
        if name == "country" and self.catalog.places is not None:
            studies = {trial.study for trial in trials}
            return Counter(country for study, country in self.catalog.places if study in studies and country)
        return _counted(trials, *READ[name])

    def _pages(self, fits: Callable[[Trial], Any]) -> Keys:
        return frozenset(trial.page for trial in self.catalog.trials if fits(trial))

    def _by_words(self) -> Keys:
        return self.catalog.with_words or frozenset()

    def _topics_of(self, name: str) -> list[Topic]:
        return self.catalog.types if name == "type" else self.catalog.treatments

    def _about(self, name: str, slugs: tuple[str, ...]) -> Keys:
        return frozenset().union(*(topic.pages for topic in self._topics_of(name) if topic.slug in slugs))

    def _by_type(self) -> Keys:
        return self._about("type", self.filters.types)

    def _by_treatment(self) -> Keys:
        return self._about("treatment", self.filters.treatments)

    def _by_place(self) -> Keys:
        return self._at_place(self.filters.countries)

    def _at_place(self, countries: tuple[str, ...]) -> Keys:
        """Trials with a site at the place, and in one of the countries if there are any: the same site, not another."""
        sites = self.catalog.places or ()
        studies = {study for study, country in sites if not countries or country in countries}
        return self._pages(lambda trial: trial.study in studies)

    def _by_country(self) -> Keys:
        wanted = set(self.filters.countries)
        fitting = {text for text in self._texts("countries") if not wanted.isdisjoint(text.split())}
        return self._pages(lambda trial: trial.countries in fitting)

    def _by_age(self) -> Keys:
        years = self.filters.age
        return self._pages(lambda trial: fits_age(trial, years))

    def _by_sex(self) -> Keys:
        other = OTHER_SEX[self.filters.sex]
        return self._pages(lambda trial: trial.sex != other)

    def _by_status(self) -> Keys:
        wanted = set(self.filters.wanted_statuses)
        return self._pages(lambda trial: trial.status in wanted)

    def _by_phase(self) -> Keys:
        wanted = set(self.filters.phases)
        fitting = {text for text in self._texts("phases") if not wanted.isdisjoint(phases_of(text))}
        return self._pages(lambda trial: trial.phases in fitting)

    def _texts(self, column: str) -> set[str]:
        return {getattr(trial, column) for trial in self.catalog.trials}


# The column that decides in which choices of a filter a trial is counted, and those choices.
READ: dict[str, tuple[str, Callable[[str], Iterable[str]]]] = {
    "status": ("status", lambda status: (status,)),
    "phase": ("phases", phases_of),
    "sex": ("sex", lambda text: [sex for sex, other in OTHER_SEX.items() if text != other]),
    "country": ("countries", lambda countries: set(countries.split())),
}


def _counted(trials: list[Trial], column: str, choices: Callable[[str], Iterable[str]]) -> Counter:
    """Count choices. Many trials have the same in the column, so each is read once."""
    counts: Counter = Counter()
    for text, number in Counter(map(attrgetter(column), trials)).items():
        counts.update(dict.fromkeys(choices(text), number))
    return counts
