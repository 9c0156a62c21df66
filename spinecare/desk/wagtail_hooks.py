"""The desk on the admin's first page, its reports, its calendar, and its reminders at set times."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from spinecare.core.menu import EntryFor

from .calendar.screen import Calendar
from .home_panel import DeskPanel
from .looking_after import APPOINT
from .reminders.timetable import what_is_due
from .review_report import ReviewReport
from .rights import may_see_reviews
from .waiting_report import WaitingReport

hooks.register("scheduled_work", what_is_due)


@hooks.register("register_admin_urls")
def desk_addresses() -> list[URLPattern | URLResolver]:
    addresses = [
        path("reviews/", ReviewReport.as_view(), name="reviews"),
        path("reviews/results/", ReviewReport.as_view(results_only=True), name="reviews_results"),
        path("waiting/", WaitingReport.as_view(), name="waiting"),
        path("waiting/results/", WaitingReport.as_view(results_only=True), name="waiting_results"),
        path("calendar/", Calendar.as_view(), name="calendar"),
    ]
    return [path("desk/", include((addresses, "desk")))]


@hooks.register("construct_homepage_panels")
def desk_comes_first(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(DeskPanel())


@hooks.register("register_reports_menu_item")
def reviews_in_menu() -> EntryFor:
    label, address = _("Reviews"), reverse("desk:reviews")
    return EntryFor(may_see_reviews, label, address, name="reviews", icon_name="calendar-check", order=600)


@hooks.register("register_reports_menu_item")
def waiting_in_menu() -> EntryFor:
    label, address = _("Waiting for sign-off"), reverse("desk:waiting")
    return EntryFor(may_see_reviews, label, address, name="waiting", icon_name="clipboard-list", order=605)


@hooks.register("register_reports_menu_item")
def calendar_in_menu() -> EntryFor:
    label, address = _("Calendar"), reverse("desk:calendar")
    return EntryFor(may_see_reviews, label, address, name="calendar", icon_name="calendar-alt", order=610)


@hooks.register("register_log_actions")
def name_appointing(actions: LogActionRegistry) -> None:
    actions.register_action(APPOINT, _("Choose who looks after a text"), _("Owner or deputy chosen"))
