"""Facts in the admin, and their marks in every text."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from spinecare.core.citations import number_citations
from spinecare.core.menu import EntryFor

from .effect_screen import EffectView, page_with_draft
from .fact_report import FactReport
from .fact_screens import FactViewSet, refuse_to_delete_used
from .permissions import may_look
from .shown import mark_kinds
from .uses import changes_on_page

register_snippet(FactViewSet)
hooks.register("register_mark_kinds", mark_kinds)
hooks.register("finish_page_html", number_citations, order=100)
hooks.register("changes_of_what_stands_on_page", changes_on_page)
hooks.register("before_delete_snippet", refuse_to_delete_used)


@hooks.register("register_reports_menu_item")
def facts_in_menu() -> EntryFor:
    return EntryFor(may_look, _("Facts"), reverse("facts:report"), name="facts", icon_name="clipboard-list", order=610)


@hooks.register("register_admin_urls")
def fact_addresses() -> list[URLPattern | URLResolver]:
    addresses = [
        path("reports/facts/", FactReport.as_view(), name="report"),
        path("reports/facts/results/", FactReport.as_view(results_only=True), name="report_results"),
        path("facts/<int:pk>/effect/", EffectView.as_view(), name="effect"),
        path("facts/<int:pk>/effect/<int:page_id>/", page_with_draft, name="page"),
    ]
    return [path("", include((addresses, "facts")))]
