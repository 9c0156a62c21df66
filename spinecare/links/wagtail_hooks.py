"""The reports "Links" and "Missed addresses", their work at set times, and a word in the page editor."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from spinecare.core.menu import EntryFor

from .desk import link_actions
from .desk.link_report import LinkReport
from .desk.missed_screens import LIST, IgnoreMissed, MissedViewSet
from .desk.on_the_desk import on_the_desk
from .desk.page_warning import warn_of_dead_links
from .desk.permissions import LINKS, MISSED, to_grant
from .missed import counting, pointing
from .missed.spool import note_missed
from .timetable import what_is_due

hooks.register("scheduled_work", what_is_due)
hooks.register("scheduled_work", counting.what_is_due)
hooks.register("address_missed", note_missed)
hooks.register("before_edit_page", warn_of_dead_links)
hooks.register("desk_items", on_the_desk)
hooks.register("register_permissions", to_grant)
hooks.register("register_bulk_action", IgnoreMissed)


@hooks.register("register_admin_urls")
def link_addresses() -> list[URLPattern | URLResolver]:
    addresses = [
        path("", LinkReport.as_view(), name="report"),
        path("results/", LinkReport.as_view(results_only=True), name="report_results"),
        path("<int:pk>/check/", link_actions.CheckNow.as_view(), name="check"),
        path("<int:pk>/ignore/", link_actions.Ignore.as_view(), name="ignore"),
        path("<int:pk>/report-again/", link_actions.ReportAgain.as_view(), name="report_again"),
    ]
    return [path("reports/links/", include((addresses, "links")))]


@hooks.register("register_admin_viewset")
def missed_addresses() -> MissedViewSet:
    return MissedViewSet()


@hooks.register("register_reports_menu_item")
def links_in_menu() -> EntryFor:
    label, address = _("Links"), reverse("links:report")
    return EntryFor(lambda user: user.has_perm(LINKS), label, address, name="links", icon_name="link", order=620)


@hooks.register("register_reports_menu_item")
def missed_in_menu() -> EntryFor:
    return EntryFor(
        lambda user: user.has_perm(MISSED),
        _("Missed addresses"),
        reverse(LIST),
        name="missed-addresses",
        icon_name="help",
        order=630,
    )


@hooks.register("register_log_actions")
def name_decisions(actions: LogActionRegistry) -> None:
    actions.register_action(link_actions.IGNORE, _("Ignore link"), _("Link ignored"))
    actions.register_action(link_actions.REPORT_AGAIN, _("Report link again"), _("Link reported again"))
    actions.register_action(
        pointing.POINT, _("Point a missed address to a page"), _("Missed address pointed to a page")
    )
    actions.register_action(pointing.IGNORE, _("Ignore missed address"), _("Missed address ignored"))
