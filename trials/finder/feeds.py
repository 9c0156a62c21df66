"""Trials that have newly opened, as an Atom feed that carries a reader's filters."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from spinecare.core.models import CenterSettings
from spinecare.core.origin import absolute

from ..models import TrialIndexPage
from ..models.study import OPEN
from .filters import OPENED, SORTS
from .finding import find, trial_list
from .results import Result, read_results

ENTRIES = 30


class Opened(NamedTuple):
    """A trial, and since when it has been open."""

    trial: Result
    day: datetime.date


@dataclass(frozen=True)
class News:
    """The entries of a feed. suffix: the filters as the end of an address. All addresses are whole."""

    index: TrialIndexPage
    suffix: str
    entries: list[Opened]


class OpenedTrials(Feed):
    """The trials that opened last, newest first. Nobody is counted or followed."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        # A feed is for people who follow it, and there is one for each thing anybody may ask for.
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def get_object(self, request: HttpRequest) -> News:
        index = trial_list(request)
        if index is None:
            raise Http404
        matching = find(index, request, counted=False, sort=OPENED, statuses=(OPEN,), any_status=False)
        trials = [trial for trial in matching.ordered if trial.day][:ENTRIES]
        days = {trial.page: datetime.date.fromisoformat(trial.day) for trial in trials}
        shown = read_results(trials, matching.catalog, index.full_url, ())
        query = replace(matching.filters, statuses=(), sort=SORTS[0]).query
        entries = [Opened(result, days[result.page]) for result in shown.results]
        return News(index, f"?{query}" if query else "", entries)

    def title(self, news: News) -> str:
        name = CenterSettings.load().name
        if news.suffix:
            return gettext("%(center)s: newly opened trials, as you chose") % {"center": name}
        return gettext("%(center)s: newly opened trials") % {"center": name}

    def subtitle(self, news: News) -> str:
        return gettext("Trials that have begun to look for people. Source: ClinicalTrials.gov. Ask your doctor first.")

    def author_name(self, news: News) -> str:
        return CenterSettings.load().name

    def link(self, news: News) -> str:
        return f"{news.index.full_url}{news.suffix}"

    def feed_url(self, news: News) -> str:
        return f"{absolute(reverse('trial_feed'))}{news.suffix}"

    def items(self, news: News) -> list[Opened]:
        return news.entries

    def item_title(self, entry: Opened) -> str:
        if entry.trial.is_sample:
            return gettext("Sample, not a real trial: %(title)s") % {"title": entry.trial.title}
        return entry.trial.title

    def item_description(self, entry: Opened) -> str:
        return entry.trial.summary

    def item_link(self, entry: Opened) -> str:
        return entry.trial.url

    def item_pubdate(self, entry: Opened) -> datetime.datetime:
        return datetime.datetime.combine(entry.day, datetime.time(12), tzinfo=datetime.UTC)

    def item_updateddate(self, entry: Opened) -> datetime.datetime:
        return self.item_pubdate(entry)
