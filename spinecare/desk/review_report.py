"""The report "Reviews": when each text was signed, when it is due again, and who looks after it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.reports import ReportView

from .looking_after import AppointForm, appoint
from .review_filters import ReviewFilters
from .reviewed_objects import Reviewed, reviewed_objects
from .rights import DeskPolicy, edit_addresses, may_appoint_anybody
from .texts_paginator import TextsPaginator

LAST = datetime.date.max
SORT_KEYS = {
    "title": lambda text: text.title.casefold(),
    "kind": lambda text: (text.kind, text.title.casefold()),
    "owner": lambda text: (text.owner is None, str(text.owner).casefold()),
    "deputy": lambda text: (text.deputy is None, str(text.deputy).casefold()),
    "reviewed": lambda text: text.reviewed_on or datetime.date.min,
    "due": lambda text: text.review_due or LAST,
    "state": lambda text: text.urgency,
}


class CellColumn(Column):
    """A cell with a template of its own."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, accessor=lambda text: text, **kwargs)
        self.cell_template_name = f"desk/admin/{name}_cell.html"


class TextColumn(CellColumn):
    """The title, what it is, and where it is edited."""

    def __init__(self, name: str, get_url: Callable[[Reviewed], str], **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.get_url = get_url

    def get_cell_context_data(self, instance: Reviewed, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return super().get_cell_context_data(instance, parent_context) | {"edit_url": self.get_url(instance)}


class TickColumn(CellColumn):
    header_template_name = "desk/admin/tick_header.html"


class ReviewReport(ReportView):
    page_title = gettext_lazy("Reviews")
    header_icon = "calendar-check"
    template_name = "desk/admin/report.html"
    results_template_name = "desk/admin/reviews_results.html"
    index_url_name = "desk:reviews"
    index_results_url_name = "desk:reviews_results"
    permission_policy = DeskPolicy()
    permission_required = "view"
    filterset_class = ReviewFilters
    is_searchable = True
    default_ordering = "state"
    table_classname = "listing desk-list"
    paginator_class = TextsPaginator
    export_filename = "reviews"
    export_headings = {
        "title": gettext_lazy("Title"),
        "kind": gettext_lazy("Kind"),
        "state_label": gettext_lazy("State"),
        "review_due": gettext_lazy("Review due"),
        "reviewed_on": gettext_lazy("Reviewed on"),
        "reviewed_by": gettext_lazy("Reviewed by"),
        "owner": gettext_lazy("Owner"),
        "deputy": gettext_lazy("Deputy"),
        "path": gettext_lazy("Address"),
    }
    list_export = list(export_headings)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Choose who looks after the ticked texts, or after all that the report shows with these filters."""
        self.object_list = self.get_filtered_queryset()
        form = AppointForm(request.POST)
        keys = None if "everything" in request.POST else set(request.POST.getlist("text"))
        texts = [text for text in self.object_list if keys is None or text.key in keys]
        if not form.is_valid():
            messages.error(request, _("Choose an owner or a deputy for them."))
        elif not texts:
            messages.error(request, _("Tick the texts you mean."))
        else:
            messages.success(request, appoint(texts, form.choice, request.user))
        return redirect(request.get_full_path())

    def get_base_queryset(self) -> list[Reviewed]:
        return reviewed_objects()

    def order_queryset(self, texts: list[Reviewed]) -> list[Reviewed]:
        key = self.ordering.removeprefix("-")
        return sorted(texts, key=SORT_KEYS[key], reverse=self.ordering.startswith("-"))

    def get_filtered_queryset(self) -> list[Reviewed]:
        """Wagtail would filter what it has filtered already."""
        return self.get_queryset()

    def search_queryset(self, texts: list[Reviewed]) -> list[Reviewed]:
        wanted = self.search_query.casefold()
        return [text for text in texts if wanted in text.title.casefold()]

    def decorate_paginated_queryset(self, texts: list[Reviewed]) -> list[Reviewed]:
        self.edit_urls = {} if self.is_export else edit_addresses(self.request.user, texts)
        return texts

    def _edit_url(self, text: Reviewed) -> str:
        return self.edit_urls.get(text.key, "")

    @cached_property
    def may_appoint(self) -> bool:
        return may_appoint_anybody(self.request.user)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        ticks = [TickColumn("tick", label=_("Select"))] if self.may_appoint else []
        return [
            *ticks,
            TextColumn("text", self._edit_url, label=_("Title"), sort_key="title", width="30%"),
            CellColumn("state", label=_("State"), sort_key="state"),
            CellColumn("due", label=_("Review due"), sort_key="due"),
            CellColumn("reviewed", label=_("Reviewed"), sort_key="reviewed"),
            CellColumn("owner", label=_("Owner"), sort_key="owner"),
            CellColumn("deputy", label=_("Deputy"), sort_key="deputy"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["appoint_form"] = AppointForm() if self.may_appoint else None
        # The list is also fetched without its page around it, from an address of its own.
        listed = self.request.GET.copy()
        listed.pop("_w_filter_fragment", None)
        context["appoint_url"] = f"{self.index_url}?{listed.urlencode()}"
        return context
