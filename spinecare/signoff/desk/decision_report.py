"""The report "Clinical decisions": every signature, and everything that was sent back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import ContentTypeFilter, DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.coreutils import get_content_type_label
from wagtail.permission_policies import ModelPermissionPolicy

from ..models import SignOff
from .screen import decisions_address


def kinds(request: HttpRequest) -> QuerySet[ContentType]:
    return ContentType.objects.filter(pk__in=SignOff.objects.order_by().values("content_type")).order_by("model")


def deciders(request: HttpRequest) -> QuerySet:
    return get_user_model().objects.filter(pk__in=SignOff.objects.order_by().values("by")).order_by("username")


class DecisionFilters(WagtailFilterSet):
    at = django_filters.DateFromToRangeFilter(label=gettext_lazy("When"), widget=DateRangePickerWidget)
    decision = django_filters.ChoiceFilter(
        label=gettext_lazy("Decision"), choices=SignOff.Decision.choices, widget=forms.RadioSelect
    )
    by = django_filters.ModelChoiceFilter(label=gettext_lazy("By"), queryset=deciders, widget=forms.RadioSelect)
    content_type = ContentTypeFilter(label=gettext_lazy("Kind of text"), queryset=kinds)

    class Meta:
        model = SignOff
        fields = ("at", "decision", "by", "content_type")


class DecisionReport(ReportView):
    page_title = gettext_lazy("Clinical decisions")
    header_icon = "clipboard-list"
    index_url_name = "signoff:decisions"
    index_results_url_name = "signoff:decisions_results"
    filterset_class = DecisionFilters
    permission_policy = ModelPermissionPolicy(SignOff)
    any_permission_required = ["view"]
    default_ordering = None
    export_filename = "clinical-decisions"
    list_export = [
        "at",
        "title",
        "content_type",
        "get_decision_display",
        "by_name",
        "role",
        "revision_number",
        "digest",
        "checked",
        "remarks",
        "review_due",
    ]
    export_headings = {
        "at": gettext_lazy("When"),
        "title": gettext_lazy("Title"),
        "content_type": gettext_lazy("Kind of text"),
        "get_decision_display": gettext_lazy("Decision"),
        "by_name": gettext_lazy("By"),
        "role": gettext_lazy("Role"),
        "revision_number": gettext_lazy("Revision"),
        "digest": gettext_lazy("Digest of the words"),
        "checked": gettext_lazy("Checked"),
        "remarks": gettext_lazy("Remarks"),
        "review_due": gettext_lazy("Next review due"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        as_words = {self.FORMAT_CSV: get_content_type_label, self.FORMAT_XLSX: get_content_type_label}
        joined = {self.FORMAT_CSV: "; ".join, self.FORMAT_XLSX: "; ".join}
        self.custom_field_preprocess = self.custom_field_preprocess | {"content_type": as_words, "checked": joined}

    def get_queryset(self) -> QuerySet[SignOff]:
        return SignOff.objects.select_related("content_type", "by")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("title", label=_("Title"), get_url=_address),
            Column("decision", label=_("Decision"), accessor="get_decision_display"),
            Column("by_name", label=_("By")),
            Column("role", label=_("Role")),
            Column("remarks", label=_("Remarks")),
            Column("review_due", label=_("Next review due")),
            DateColumn("at", label=_("When")),
        ]


def _address(decision: SignOff) -> str:
    return decisions_address(decision.content_type.model_class()(pk=decision.object_id))
