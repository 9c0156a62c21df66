"""What the finder shows for one request."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Site

from ..models import TrialIndexPage
from ..registry.dates import day_of
from . import form
from .catalog import Catalog, read_catalog
from .filters import SORTS, Filters
from .matching import Matching
from .results import Shown, read_results

PAGE_SIZE = 10
USUAL = SORTS[0]
# The filters behind "More choices".
FURTHER = ("q", "country", "sex", "phase", "treatment")


def find(index: TrialIndexPage, request: HttpRequest, *, counted: bool = True, **changes: Any) -> Matching:
    """Hold the trials against what the request asks for, but for the fields in `changes`. One query.

    counted: whether the numbers beside the choices are wanted. Without them far fewer trials have to be looked at.
    """
    asked = replace(Filters.from_query(request.GET), **changes)
    catalog = read_catalog(index, asked, () if counted else asked.wanted_statuses)
    filters = asked.known_to((topic.slug for topic in catalog.types), (topic.slug for topic in catalog.treatments))
    return Matching(catalog, filters)


def trial_list(request: HttpRequest) -> TrialIndexPage | None:
    """The page the finder stands on, if readers may see it."""
    site = Site.find_for_request(request)
    return site and TrialIndexPage.objects.descendant_of(site.root_page).live().public().first()


class Finder:
    """Everything the template of the finder shows. Two queries, whatever is asked for."""

    def __init__(self, index: TrialIndexPage, request: HttpRequest) -> None:
        self.action = index.get_url(request)
        self._matching = find(index, request)

    @property
    def filters(self) -> Filters:
        return self._matching.filters

    @property
    def catalog(self) -> Catalog:
        return self._matching.catalog

    @cached_property
    def results(self) -> ListPage:
        """The page of the list that was asked for, or the nearest there is."""
        return Paginator(self._matching.ordered, PAGE_SIZE).get_page(self.filters.page)

    @property
    def total(self) -> int:
        return self.results.paginator.count

    @cached_property
    def _shown(self) -> Shown:
        return read_results(list(self.results), self.catalog, self.action, self.filters.place_words)

    @property
    def cards(self) -> list:
        return self._shown.results

    @cached_property
    def choices(self) -> dict[str, form.Choices]:
        return form.choices(self._matching)

    @cached_property
    def chips(self) -> list[form.Chip]:
        return form.chips(self.filters, self.choices)

    @property
    def advice(self) -> list[form.Advice]:
        return form.advice(self._matching)

    @property
    def complaints(self) -> list[str]:
        return form.complaints(self.filters)

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        return form.orders(self.filters)

    @property
    def query(self) -> str:
        return self.filters.query

    @property
    def pager_query(self) -> str:
        """The start of an address of another page of the list."""
        return f"{self.query}&" if self.query else ""

    @property
    def sort(self) -> str:
        """The order, where it is not the usual one."""
        return "" if self.filters.sort == USUAL else self.filters.sort

    @property
    def is_filtered(self) -> bool:
        """Whether this is one of the many lists that search engines should leave out."""
        return bool(self.query or self.filters.misunderstood or self.results.number > 1)

    @property
    def has_further(self) -> bool:
        """Whether something behind "More choices" is chosen, so that it must stand open."""
        return any(name in self._matching.passing for name in FURTHER)

    @property
    def has_samples(self) -> bool:
        return any(card.is_sample for card in self.cards)

    @property
    def only_samples(self) -> bool:
        return bool(self.cards) and all(card.is_sample for card in self.cards)

    @property
    def feed(self) -> str:
        """The address of the feed with these filters, of which the status does not matter to it."""
        return _with_query(reverse("trial_feed"), replace(self.filters, statuses=(), any_status=False, sort=USUAL))

    @property
    def places(self) -> str:
        """The address at which the browser asks where these trials are."""
        return _with_query(reverse("trial_places"), self.filters)

    @property
    def data_date(self) -> datetime.date | None:
        """The day of the registry's data: of the last run that asked for all, else of the newest trial shown."""
        return day_of(self.catalog.data_timestamp or self._shown.data_timestamp)


def _with_query(path: str, filters: Filters) -> str:
    return f"{path}?{filters.query}" if filters.query else path
