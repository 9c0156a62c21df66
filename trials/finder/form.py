"""The finder's form, chips and advice: what a reader can choose, has chosen, and could choose instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..registry.countries import name_of
from ..registry.folding import folded
from ..wording import phases as phase_words
from ..wording import status as status_words
from .catalog import Topic
from .filters import ANY, DEFAULT_STATUSES, OLDEST, PHASES, SEXES, SORTS, Filters
from .matching import Matching

NAMES: dict[str, str | Promise] = {
    "q": _("Words"),
    "type": _("Tumor type"),
    "place": _("Place"),
    "country": _("Country"),
    "age": _("Age"),
    "sex": _("Sex"),
    "status": _("Status"),
    "phase": _("Phase"),
    "treatment": _("Treatment"),
    "sort": _("Order"),
}
NO_PHASE = _("No phase (surgery, devices, radiation, observing)")
SEX_LABELS: dict[str, str | Promise] = {"female": _("Female"), "male": _("Male")}
SORT_LABELS: dict[str, str | Promise] = {
    "open-first": _("Open first"),
    "updated": _("Last updated"),
    "newest": _("Newest"),
}
# What is set by several values, and the field that has them.
SEVERAL = {
    "type": "types",
    "country": "countries",
    "status": "statuses",
    "phase": "phases",
    "treatment": "treatments",
}
UNSET: dict[str, Any] = {
    "q": "",
    "place": "",
    "age": None,
    "sex": "",
    "statuses": (),
    "types": (),
    "countries": (),
    "phases": (),
    "treatments": (),
}


@dataclass(frozen=True)
class Option:
    """One choice. count: how many trials there would be with it alone in its filter."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Chip:
    """Something chosen, and the address without it."""

    label: str
    query: str


@dataclass(frozen=True)
class Advice:
    """What to leave out when nothing is found, and how many trials there would be."""

    words: str
    query: str


@dataclass(frozen=True)
class Choices:
    """A filter with its choices. summary: what is chosen, in a line."""

    name: str
    legend: str
    options: list[Option]
    nothing_chosen: str

    @property
    def chosen(self) -> list[Option]:
        return [option for option in self.options if option.chosen]

    @property
    def summary(self) -> str:
        return gettext(", ").join(option.label for option in self.chosen) or self.nothing_chosen


def choices(matching: Matching) -> dict[str, Choices]:
    """Every filter that is chosen from a list."""
    filters, catalog = matching.filters, matching.catalog
    treatments = _topics(catalog.treatments, filters.treatments, matching.counts("treatment"))
    anything = {
        "type": (_topics(catalog.types, filters.types, matching.counts("type")), _("Any tumor type")),
        "treatment": (treatments, _("Any treatment")),
        "country": (_countries(filters.countries, matching.counts("country")), _("Any country")),
        "status": (_statuses(matching), _("Any status")),
        "phase": (_phases(filters.phases, matching.counts("phase")), _("Any phase")),
        "sex": (_sexes(filters.sex, matching.counts("sex")), _("Any sex")),
    }
    return {
        name: Choices(name, str(NAMES[name]), options, str(nothing)) for name, (options, nothing) in anything.items()
    }


def _topics(topics: Iterable[Topic], chosen: tuple[str, ...], counts: Counter) -> list[Option]:
    return [Option(topic.slug, topic.title, counts[topic.slug], topic.slug in chosen) for topic in topics]


def _countries(chosen: tuple[str, ...], counts: Counter) -> list[Option]:
    """Countries with a trial, by name, and what was chosen."""
    language = get_language() or "en"
    codes = {code for code, count in counts.items() if count} | set(chosen)
    options = [Option(code, name_of(code, language), counts[code], code in chosen) for code in codes]
    return sorted(options, key=lambda option: folded(option.label))


def _statuses(matching: Matching) -> list[Option]:
    """Those to join first; the rest where a trial has them. Last, all of them."""
    filters, counts = matching.filters, matching.counts("status")
    chosen = filters.wanted_statuses
    known = [
        status for status in status_words.KNOWN if status in DEFAULT_STATUSES or counts[status] or status in chosen
    ]
    options = [
        Option(status_words.slug(status), status_words.label(status), counts[status], status in chosen)
        for status in known
    ]
    everything = Option(ANY, gettext("All of them, closed ones too"), counts.total(), filters.any_status)
    return [*options, everything]


def _phases(chosen: tuple[str, ...], counts: Counter) -> list[Option]:
    return [
        Option(slug, _phase(phase), counts[phase], phase in chosen)
        for slug, phase in PHASES.items()
        if counts[phase] or phase in chosen
    ]


def _phase(phase: str) -> str:
    return phase_words.short([phase]) if phase else str(NO_PHASE)


def _sexes(chosen: str, counts: Counter) -> list[Option]:
    return [Option(sex, str(SEX_LABELS[sex]), counts[sex], sex == chosen) for sex in SEXES]


def without(filters: Filters, name: str) -> Filters:
    """The filters with one of them not set. Without a status all are shown."""
    if name == "status":
        return replace(filters, statuses=(), any_status=True)
    field = SEVERAL.get(name, name)
    return replace(filters, **{field: UNSET[field]})


def chips(filters: Filters, offered: dict[str, Choices]) -> list[Chip]:
    """One for each thing chosen."""
    found = []
    for name in ("q", "place", "age", "sex"):
        value = getattr(filters, name)
        if value not in ("", None):
            label = str(SEX_LABELS[value]) if name == "sex" else str(value)
            found.append(_chip(name, label, without(filters, name)))
    for name, field in SEVERAL.items():
        for value in getattr(filters, field):
            rest = tuple(other for other in getattr(filters, field) if other != value)
            found.append(_chip(name, _label(name, value, offered), replace(filters, **{field: rest})))
    if filters.any_status:
        found.append(_chip("status", gettext("All of them, closed ones too"), replace(filters, any_status=False)))
    return found


def _chip(name: str, label: str, rest: Filters) -> Chip:
    return Chip(gettext("%(filter)s: %(choice)s") % {"filter": NAMES[name], "choice": label}, rest.query)


def _label(name: str, value: str, offered: dict[str, Choices]) -> str:
    if name == "status":
        return status_words.label(value)
    if name == "phase":
        return _phase(value)
    return next(option.label for option in offered[name].options if option.value == value)


LEAVE_OUT: dict[str, str | Promise] = {
    "q": _("with other words, or none"),
    "type": _("for any tumor type"),
    "place": _("at any place"),
    "country": _("in any country"),
    "age": _("for any age"),
    "sex": _("for any sex"),
    "status": _("with closed trials too"),
    "phase": _("in any phase"),
    "treatment": _("with any treatment"),
}


def advice(matching: Matching) -> list[Advice]:
    """The filters that alone stand in the way, most trials first."""
    numbers = {name: len(matching.without(name)) for name in matching.passing}
    useful = sorted((name for name in numbers if numbers[name]), key=lambda name: -numbers[name])
    return [_advice(name, numbers[name], without(matching.filters, name)) for name in useful]


def _advice(name: str, number: int, rest: Filters) -> Advice:
    counted = ngettext("%(number)d trial", "%(number)d trials", number) % {"number": number}
    return Advice(gettext("%(trials)s %(change)s") % {"trials": counted, "change": LEAVE_OUT[name]}, rest.query)


def complaints(filters: Filters) -> list[str]:
    """What we did not understand, to be said to whoever typed it."""
    hints = {
        "age": gettext("Write it in whole years, from 0 to %(oldest)d.") % {"oldest": OLDEST},
        "place": gettext("Write a town, a state or a ZIP code."),
    }
    return [
        " ".join(
            filter(
                None,
                (
                    gettext("We did not understand %(filter)s “%(value)s”.")
                    % {"filter": str(NAMES[each.name]).lower(), "value": each.value},
                    hints.get(each.name, ""),
                ),
            )
        )
        for each in filters.misunderstood
    ]


def orders(filters: Filters) -> list[tuple[str, str, bool]]:
    """The orders of the list: label, address, and whether it is the one in use."""
    return [(str(SORT_LABELS[sort]), replace(filters, sort=sort).query, sort == filters.sort) for sort in SORTS]
