"""The calendar: a month of what is due and scheduled, as a table, and as a list where a table is too wide."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..rights import may_see_reviews
from .entries import Entry, entries
from .month import Month


@dataclass(frozen=True)
class Day:
    """One square of the calendar."""

    date: datetime.date
    entries: list[Entry]
    is_of_month: bool
    is_today: bool


class Calendar(WagtailAdminTemplateMixin, TemplateView):
    template_name = "desk/admin/calendar.html"
    page_title = gettext_lazy("Calendar")
    header_icon = "calendar-alt"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see_reviews(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return date_format(self.month.first, "F Y")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.today = timezone.localdate()
        self.month = Month.named(self.request.GET.get("month", ""), otherwise=self.today)
        found = entries(self.month, self.request.user)
        return super().get_context_data(**kwargs) | {
            "month": self.month,
            "month_name": self.get_page_subtitle(),
            "weekdays": weekdays(),
            "weeks": self._weeks(found),
            "entries": found,
            "previous": address_of(self.month.previous),
            "next": address_of(self.month.next),
            "this_month": "" if self.today in self.month else address_of(Month.of(self.today)),
        }

    def _weeks(self, found: list[Entry]) -> list[list[Day]]:
        on = defaultdict(list)
        for entry in found:
            on[entry.day].append(entry)
        return [
            [Day(date, on[date], date in self.month, date == self.today) for date in week]
            for week in self.month.weeks(first_weekday())
        ]


def address_of(month: Month) -> str:
    return f"{reverse('desk:calendar')}?month={month.name}"


def first_weekday() -> int:
    """Django counts from Sunday, Python from Monday."""
    return (get_format("FIRST_DAY_OF_WEEK") - 1) % 7


def weekdays() -> list[Any]:
    return [WEEKDAYS[(first_weekday() + place) % 7] for place in range(7)]
