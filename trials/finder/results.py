"""One trial of the list, in the words readers see."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import FilteredRelation, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from spinecare.core.marks import show_each_in_text

from ..models import TrialPage
from ..models.study import OPEN
from ..registry.numbers import is_sample
from ..wording import ages, dates, phases, places, status
from .catalog import WHOLE_WORD, Catalog, Trial

TOWNS_NAMED = 3
# A title is read in a list, not studied.
LONGEST_SUMMARY = 240

OF_PAGE = ("pk", "slug", "title", "headline", "summary")
OF_STUDY = ("nct_id", "status", "study_type", "verified_on", "data_timestamp")
OF_SITE = ("pk", "city", "state", "country_code", "place_words", "position")


@dataclass(frozen=True)
class Site:
    """A place a reader could go to."""

    town: str
    country_code: str
    words: str

    def is_at(self, words: tuple[str, ...]) -> bool:
        """Whether all the words fit it, as in `catalog`."""
        padded = f" {self.words} "
        return all((f" {word} " if len(word) <= WHOLE_WORD else f" {word}") in padded for word in words)


@dataclass(frozen=True)
class Result:
    """A trial as a card shows it. page: its key. checked: the month in which the study team last did.

    is_old: that was over 12 months ago.
    """

    page: int
    title: str
    url: str
    number: str
    is_sample: bool
    tone: str
    status: str
    summary: str
    phase: str
    who: str
    where: str
    types: str
    checked: str
    is_old: bool


@dataclass
class _Details:
    """What the database says of one trial: its page and study, and its sites in the registry's order."""

    values: dict[str, Any]
    sites: list[Site] = field(default_factory=list)


@dataclass(frozen=True)
class Shown:
    """The trials of one page of the list. data_timestamp: the newest state of the data among them."""

    results: list[Result]
    data_timestamp: str


def read_results(trials: list[Trial], catalog: Catalog, index_url: str, place_words: tuple[str, ...]) -> Shown:
    """The trials in the order given, in one query however many there are. Their addresses begin with `index_url`."""
    details = _read_details(trials)
    topics = _types_of(trials, catalog)
    # One can be withdrawn between the two queries.
    there = [(trial, details[trial.page]) for trial in trials if trial.page in details]
    today = timezone.localdate()
    results = [_result(trial, each, topics[trial.page], index_url, place_words, today) for trial, each in there]
    return Shown(results, max((each.values["study__data_timestamp"] for _trial, each in there), default=""))


def _read_details(trials: list[Trial]) -> dict[int, _Details]:
    if not trials:
        return {}
    pages = TrialPage.objects.filter(pk__in=[trial.page for trial in trials]).annotate(
        offered=FilteredRelation("study__sites", condition=Q(study__sites__is_offered=True))
    )
    columns = (*OF_PAGE, *(f"study__{name}" for name in OF_STUDY), *(f"offered__{name}" for name in OF_SITE))
    details: dict[int, _Details] = {}
    for row in pages.order_by("pk", "offered__position").values(*columns):
        found = details.setdefault(row["pk"], _Details(row))
        if row["offered__pk"]:
            town = places.town(row["offered__city"], row["offered__state"])
            found.sites.append(Site(town, row["offered__country_code"], row["offered__place_words"]))
    _fill_marks_in([each.values for each in details.values()])
    return details


def _fill_marks_in(rows: list[dict[str, Any]]) -> None:
    """Before the summaries are shortened: half a mark would be shown as it is."""
    summaries = show_each_in_text(HttpRequest(), [row["summary"] for row in rows])
    for row, summary in zip(rows, summaries, strict=True):
        row["summary"] = summary


def _types_of(trials: Iterable[Trial], catalog: Catalog) -> dict[int, list[str]]:
    return {trial.page: [topic.title for topic in catalog.types if trial.page in topic.pages] for trial in trials}


def _result(
    trial: Trial,
    details: _Details,
    types: list[str],
    index_url: str,
    place_words: tuple[str, ...],
    today: datetime.date,
) -> Result:
    values = details.values
    checked = values["study__verified_on"]
    return Result(
        page=trial.page,
        title=values["headline"] or values["title"],
        url=f"{index_url}{values['slug']}/",
        number=values["study__nct_id"],
        is_sample=is_sample(values["study__nct_id"]),
        tone=status.tone(trial.status),
        status=status.label(trial.status),
        summary=Truncator(values["summary"]).chars(LONGEST_SUMMARY),
        phase=phases.short(trial.phases.split(), values["study__study_type"]),
        who=_who(trial),
        where=where(details.sites, trial.status, place_words),
        types=gettext(", ").join(types),
        checked=dates.month(checked) if checked else "",
        is_old=bool(checked and dates.is_old(checked, today)),
    )


def _who(trial: Trial) -> str:
    words = (ages.range_words(trial.minimum_age, trial.maximum_age), ages.sex_words(trial.sex))
    return gettext(", ").join(filter(None, words))


def where(sites: list[Site], status_of_study: str, place_words: tuple[str, ...]) -> str:
    """How many sites, and the first towns: those at the place asked for, if one was, then in the registry's order."""
    if not sites:
        if status_of_study == OPEN:
            return gettext("The registry lists no open site")
        return gettext("The registry lists no site")
    nearest = sorted(sites, key=lambda site: not site.is_at(place_words))
    towns = list(dict.fromkeys(site.town for site in nearest if site.town))
    countries = {site.country_code for site in sites if site.country_code}
    counted = places.sites_and_countries(len(sites), len(countries))
    if not towns:
        return counted
    named = gettext("; ").join(towns[:TOWNS_NAMED])
    more = len(towns) - TOWNS_NAMED
    if more > 0:
        named = ngettext("%(towns)s and %(number)d more town", "%(towns)s and %(number)d more towns", more) % {
            "towns": named,
            "number": more,
        }
    return gettext("%(sites)s: %(towns)s") % {"sites": counted, "towns": named}
