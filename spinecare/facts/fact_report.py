"""The report "Facts": each with its source, its review and where it stands; and keys that texts name in vain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from .edit_addresses import EditAddresses
from .fact_screens import FactFilters, with_uses
from .models import Fact, FactUse
from .permissions import LookingPolicy
from .used_on import UsedOn, used_on_by_key

# So many texts of each fact stand in the report; more would make it long and slow.
LISTED = 5


@dataclass(frozen=True)
class UnknownKey:
    """A key that texts name and no published fact has. Readers see that the figure is being checked."""

    key: str
    used_on: list[UsedOn]


class UsedOnColumn(Column):
    """The first texts that name a fact. A fact on many pages leads to the screen that lists them all."""

    cell_template_name = "facts/admin/used_on_cell.html"

    def get_cell_context_data(self, instance: Fact, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        left_out = max(0, len(instance.used_on) - LISTED)
        effect_url = reverse("facts:effect", args=[instance.pk]) if left_out else ""
        return context | {"value": instance.used_on[:LISTED], "left_out": left_out, "effect_url": effect_url}


class FactReport(ReportView):
    page_title = gettext_lazy("Facts")
    header_icon = "clipboard-list"
    index_url_name = "facts:report"
    index_results_url_name = "facts:report_results"
    results_template_name = "facts/admin/report_results.html"
    filterset_class = FactFilters
    permission_policy = LookingPolicy(Fact)
    permission_required = "view"
    default_ordering = "key"
    is_searchable = False
    export_filename = "facts"
    list_export = [
        *("key", "whole_sentence", "value", "population", "source", "source.identifier", "get_strength_display"),
        *("owner", "reviewed_on", "reviewed_by", "review_due", "uses", "titles"),
    ]
    export_headings = {
        "key": gettext_lazy("Key"),
        "whole_sentence": gettext_lazy("Sentence"),
        "value": gettext_lazy("Value"),
        "population": gettext_lazy("Who was counted"),
        "source": gettext_lazy("Source"),
        "source.identifier": gettext_lazy("Identifier"),
        "get_strength_display": gettext_lazy("Strength"),
        "owner": gettext_lazy("Owner"),
        "reviewed_on": gettext_lazy("Reviewed on"),
        "reviewed_by": gettext_lazy("Reviewed by"),
        "review_due": gettext_lazy("Next review due"),
        "uses": gettext_lazy("Number of texts"),
        "titles": gettext_lazy("Used on"),
    }

    def get_queryset(self) -> QuerySet[Fact]:
        self.queryset = with_uses(Fact.objects.select_related("source", "owner"))
        return super().get_queryset()

    def decorate_paginated_queryset(self, facts: Any) -> list[Fact]:
        """Give each fact its list of texts. They come in a few queries for all."""
        facts = list(facts)
        used_on = used_on_by_key([fact.key for fact in facts], self.request.user)
        addresses = EditAddresses(self.request.user)
        for fact in facts:
            fact.used_on = used_on.get(fact.key, [])
            fact.titles = "; ".join(use.title for use in fact.used_on)
            fact.edit_url = addresses.of(fact) or None
        return facts

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("value", label=_("Value"), width="14%", get_url=lambda fact: fact.edit_url),
            Column("sentence", label=_("Sentence"), accessor="whole_sentence", width="22%"),
            Column("source", label=_("Source"), sort_key="source__title"),
            Column("strength", label=_("Strength"), accessor="get_strength_display", sort_key="strength"),
            Column("owner", label=_("Owner")),
            DateColumn("reviewed_on", label=_("Reviewed on"), sort_key="reviewed_on"),
            DateColumn("review_due", label=_("Next review due"), sort_key="review_due"),
            UsedOnColumn("uses", label=_("Used on"), accessor="used_on", sort_key="uses", width="20%"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"unknown_keys": unknown_keys(self.request.user)}


def unknown_keys(user: Any) -> list[UnknownKey]:
    """The keys for which readers see no number, each with the texts that name it."""
    known = Fact.objects.filter(live=True).values("key")
    keys = FactUse.objects.exclude(fact_key__in=known).order_by("fact_key").values_list("fact_key", flat=True)
    uses = used_on_by_key(set(keys), user)
    return [UnknownKey(key, uses[key]) for key in sorted(uses)]
