"""The report "Waiting for sign-off": what was sent to the clinical reviewers, since when, and on whom it waits."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, Table, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.reports import ReportView
from wagtail.models import TaskState

from spinecare.signoff.desk.waiting import Waiting, may_look, opened, waiting_states

from .rights import DeskPolicy
from .texts_paginator import TextsPaginator


def senders(request: HttpRequest) -> QuerySet:
    sent = waiting_states().values("workflow_state__requested_by")
    # Whoever looks can always ask for their own, were it none: a choice that is unknown would show all.
    wanted = Q(pk__in=sent) | Q(pk=request.user.pk)
    return get_user_model().objects.filter(wanted).order_by(get_user_model().USERNAME_FIELD)


def owners() -> list[tuple[str, str]]:
    numbers = {number for number in owners_of_waiting().values() if number}
    return [(str(user.pk), get_user_display_name(user)) for user in get_user_model().objects.filter(pk__in=numbers)]


def owners_of_waiting() -> dict[int, int | None]:
    """The owner of each text that waits, by the number of its round. They are of several kinds, but few."""
    states = waiting_states().prefetch_related("revision__content_object")
    return {state.pk: getattr(state.revision.content_object, "owner_id", None) for state in states}


class WaitingFilters(WagtailFilterSet):
    sent_by = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Sent by"),
        field_name="workflow_state__requested_by",
        queryset=senders,
        widget=forms.RadioSelect,
    )
    owner = django_filters.ChoiceFilter(
        label=gettext_lazy("Owner"), choices=owners, method="owned_by", widget=forms.RadioSelect
    )
    since = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Waiting since"), field_name="started_at", widget=DateRangePickerWidget
    )

    class Meta:
        model = TaskState
        fields = ("sent_by", "owner", "since")

    def owned_by(self, states: QuerySet, name: str, value: str) -> QuerySet:
        return states.filter(pk__in=[pk for pk, owner in owners_of_waiting().items() if str(owner) == value])


@dataclass(frozen=True)
class Row:
    """One text that waits. `address`: the reviewer's screen, for whoever may look at it."""

    waiting: Waiting
    address: str = ""

    @property
    def title(self) -> str:
        return str(self.waiting.target)

    @property
    def kind(self) -> str:
        return capfirst(self.waiting.kind)

    @property
    def sender(self) -> str:
        return self.waiting.sender

    @property
    def since(self) -> datetime.datetime:
        return self.waiting.state.started_at

    @property
    def day(self) -> str:
        return date_format(timezone.localtime(self.since), "DATE_FORMAT")

    @cached_property
    def waits_on(self) -> str:
        return self.waiting.waits_on

    @property
    def owner(self) -> str:
        return get_user_display_name(self.waiting.target.owner)


class LabelledColumn(Column):
    """Says what it is where a phone shows no headings."""

    cell_template_name = "desk/admin/labelled_cell.html"


class WaitingReport(ReportView):
    page_title = gettext_lazy("Waiting for sign-off")
    header_icon = "clipboard-list"
    template_name = "desk/admin/report.html"
    index_url_name = "desk:waiting"
    index_results_url_name = "desk:waiting_results"
    permission_policy = DeskPolicy()
    permission_required = "view"
    filterset_class = WaitingFilters
    table_classname = "listing desk-list"
    paginate_by = 25
    paginator_class = TextsPaginator
    default_ordering = None
    export_filename = "waiting-for-sign-off"
    export_headings = {
        "title": gettext_lazy("Title"),
        "kind": gettext_lazy("Kind"),
        "sender": gettext_lazy("Sent by"),
        "since": gettext_lazy("Waiting since"),
        "waits_on": gettext_lazy("Waits for"),
        "owner": gettext_lazy("Owner"),
    }
    list_export = list(export_headings)
    no_results_message = gettext_lazy("Nothing waits for a signature.")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("title", label=_("Title"), get_url=lambda row: row.address, width="30%"),
            LabelledColumn("kind", label=_("Kind")),
            LabelledColumn("sender", label=_("Sent by")),
            LabelledColumn("since", label=_("Waiting since"), accessor="day"),
            LabelledColumn("waits_on", label=_("Waits for")),
            LabelledColumn("owner", label=_("Owner")),
        ]

    def get_base_queryset(self) -> QuerySet[TaskState]:
        return waiting_states()

    def get_table(self, states: Iterable[TaskState]) -> Table:
        return super().get_table([Row(each, self._address(each)) for each in opened(states)])

    def decorate_paginated_queryset(self, states: Iterable[TaskState]) -> Iterable[Any]:
        """The spreadsheet has the same rows as the table, which is made before this is asked."""
        return [Row(each) for each in opened(states)] if self.is_export else states

    def _address(self, waiting: Waiting) -> str:
        if not may_look(self.request.user, waiting.target):
            return ""
        return reverse("signoff:read", args=[waiting.state.pk])
