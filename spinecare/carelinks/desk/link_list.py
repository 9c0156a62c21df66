"""The list of all care links: what each opens, who made it and when."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from ..models import CareLink
from ..rights import MAKE


class CellColumn(Column):
    """A cell with a template of its own."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, accessor=lambda link: link, **kwargs)
        self.cell_template_name = f"carelinks/admin/{name}_cell.html"


class LinkList(ReportView):
    page_title = gettext_lazy("Care links")
    header_icon = "link"
    model = CareLink
    index_url_name = "care_links:list"
    index_results_url_name = "care_links:list_results"
    results_template_name = "carelinks/admin/list_results.html"
    permission_policy = ModelPermissionPolicy(CareLink)
    permission_required = "view"
    default_ordering = ("-made_at", "-pk")
    is_searchable = True
    search_fields = (
        "code",
        "heading",
        "aliases__name",
        "items__destination__title",
        "placements__name",
        "made_by__username",
    )
    export_filename = "care-links"
    list_export = ["code", "address", "names", "pages", "used_in", "heading", "note", "discreet", "maker", "made_at"]
    export_headings = {
        "code": gettext_lazy("Code"),
        "address": gettext_lazy("Link"),
        "names": gettext_lazy("Readable names"),
        "pages": gettext_lazy("Pages"),
        "used_in": gettext_lazy("Used in"),
        "heading": gettext_lazy("Heading"),
        "note": gettext_lazy("Note"),
        "discreet": gettext_lazy("Discreet"),
        "maker": gettext_lazy("Made by"),
        "made_at": gettext_lazy("Made"),
    }

    @property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.request.user.has_perm(MAKE):
            return []
        return [HeaderButton(_("Make a link"), reverse("care_links:compose"), icon_name="plus")]

    def get_base_queryset(self) -> QuerySet[CareLink]:
        links = CareLink.objects.select_related("made_by")
        return links.prefetch_related("aliases", "items__destination", "placements")

    def search_queryset(self, queryset: QuerySet[CareLink]) -> QuerySet[CareLink]:
        """A link is listed once, however many of its pages match."""
        if not self.is_searching:
            return queryset
        found = super().search_queryset(CareLink.objects.order_by())
        return queryset.filter(pk__in=found.values("pk"))

    def decorate_paginated_queryset(self, links: Any) -> Any:
        """Give each the words for the list, from what is read already."""
        links = list(links)
        for link in links:
            link.names = ", ".join(alias.name for alias in link.aliases.all())
            link.pages = ", ".join(item.destination.title for item in link.items.all())
            link.used_in = ", ".join(each.name for each in link.placements.all() if each.is_in_use)
            link.maker = get_user_display_name(link.made_by) if link.made_by else ""
        return links

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            CellColumn("code", label=_("Link")),
            Column("names", label=_("Readable names")),
            CellColumn("pages", label=_("Pages"), width="35%"),
            Column("used_in", label=_("Used in")),
            Column("maker", label=_("Made by")),
            DateColumn("made_at", label=_("Made"), sort_key="made_at"),
        ]
