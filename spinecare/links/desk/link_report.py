"""The report "Links": every place with a link on it, and how the link fares."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.coreutils import get_content_type_label
from wagtail.models import Page

from spinecare.core.day_column import DayColumn

from ..models import Link, LinkUse
from ..targets import DOCUMENT, PAGE, number_in
from .permissions import LINKS, DecidingPolicy

WORST_FIRST = (Link.State.DEAD, Link.State.UNCLEAR, Link.State.MOVED, Link.State.UNCHECKED, Link.State.WORKS)


def pages_types(request: HttpRequest) -> QuerySet[ContentType]:
    with_links = LinkUse.objects.exclude(page=None).values("page__content_type")
    return ContentType.objects.filter(pk__in=with_links).order_by("model")


def owners(request: HttpRequest) -> QuerySet:
    with_links = LinkUse.objects.exclude(page=None).values("page__owner")
    people = get_user_model().objects
    return people.filter(pk__in=with_links).order_by(get_user_model().USERNAME_FIELD)


class LinkFilters(WagtailFilterSet):
    """Without a choice the report shows what an editor should look at."""

    show = django_filters.ChoiceFilter(
        label=gettext_lazy("Show"),
        choices=[
            ("all", gettext_lazy("All links")),
            ("ignored", gettext_lazy("Ignored links")),
        ],
        empty_label=gettext_lazy("What needs a look"),
        method="shown",
        widget=forms.RadioSelect,
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), field_name="link__state", choices=Link.State.choices, widget=forms.RadioSelect
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Leads"), field_name="link__kind", choices=Link.Kind.choices, widget=forms.RadioSelect
    )
    page_type = ContentTypeFilter(
        label=gettext_lazy("Type of page"), field_name="page__content_type", queryset=pages_types
    )
    owner = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Owner of the page"), field_name="page__owner", queryset=owners, widget=forms.RadioSelect
    )

    class Meta:
        model = LinkUse
        fields = ("show", "state", "kind", "page_type", "owner")

    def shown(self, uses: QuerySet, name: str, value: str) -> QuerySet:
        return uses.filter(link__ignored=True) if value == "ignored" else uses

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        uses = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data
        if chosen.get("show"):
            return uses
        uses = uses.filter(link__ignored=False)
        return uses if chosen.get("state") else uses.filter(link__state__in=Link.FAULTY)


class CellColumn(Column):
    """A cell with a template of its own, told which address to come back to."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, accessor=lambda use: use, **kwargs)
        self.cell_template_name = f"links/admin/{name}_cell.html"

    def get_cell_context_data(self, instance: LinkUse, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        # The list is also fetched without its page around it, from an address of its own.
        listed = request.GET.copy()
        listed.pop("_w_filter_fragment", None)
        return super().get_cell_context_data(instance, parent_context) | {
            "use": instance,
            "link": instance.link,
            "next_url": f"{reverse('links:report')}?{listed.urlencode()}",
            "csrf_token": get_token(request),
        }


class LinkReport(ReportView):
    page_title = gettext_lazy("Links")
    header_icon = "link"
    index_url_name = "links:report"
    index_results_url_name = "links:report_results"
    filterset_class = LinkFilters
    permission_policy = DecidingPolicy(Link)
    permission_required = "change"
    table_classname = "listing links-report"
    default_ordering = None
    export_filename = "links"
    list_export = [
        "page.title",
        "place",
        "text",
        "target",
        "link.get_state_display",
        "link.finding",
        "link.status_code",
        "link.moved_to",
        "link.first_failed",
        "link.last_checked",
        "link.ignored_because",
        "page_type",
        "page.owner",
    ]
    export_headings = {
        "page.title": gettext_lazy("Page"),
        "place": gettext_lazy("Place"),
        "text": gettext_lazy("Text"),
        "target": gettext_lazy("Leads to"),
        "link.get_state_display": gettext_lazy("State"),
        "link.finding": gettext_lazy("What was found"),
        "link.status_code": gettext_lazy("Status code"),
        "link.moved_to": gettext_lazy("Moved to"),
        "link.first_failed": gettext_lazy("Failing since"),
        "link.last_checked": gettext_lazy("Last checked"),
        "link.ignored_because": gettext_lazy("Ignored because"),
        "page_type": gettext_lazy("Type of page"),
        "page.owner": gettext_lazy("Owner of the page"),
    }

    @cached_property
    def only_page(self) -> Page | None:
        """The page whose editor led here. No filter: a list of all pages would take longer than the report."""
        number = number_in(f"{PAGE}{self.request.GET.get('page', '')}")
        return Page.objects.filter(pk=number).first() if number else None

    def get_page_subtitle(self) -> str:
        return self.only_page.title if self.only_page else ""

    def get_queryset(self) -> QuerySet[LinkUse]:
        rank = Case(
            *[When(link__state=state, then=Value(place)) for place, state in enumerate(WORST_FIRST)],
            output_field=IntegerField(),
        )
        uses = LinkUse.objects.select_related("link", "link__ignored_by", "page__content_type", "page__owner")
        if self.only_page:
            uses = uses.filter(page=self.only_page)
        self.queryset = uses.order_by(rank, F("page__title").asc(nulls_first=True), "pk")
        return super().get_queryset()

    def decorate_paginated_queryset(self, uses: Any) -> Any:
        """Give each row the words for what it leads to. Page titles come in one query."""
        uses = list(uses)
        numbers = {number_in(use.link.address) for use in uses if use.link.address.startswith(PAGE)}
        titles = dict(Page.objects.filter(pk__in=numbers).values_list("pk", "title"))
        for use in uses:
            use.target = target_in_words(use.link.address, titles)
            use.page_type = get_content_type_label(use.page.content_type) if use.page else ""
            use.mend_url = mend_url(use)
        return uses

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            CellColumn("page", label=_("Page and place"), width="24%"),
            CellColumn("link", label=_("Link"), width="28%"),
            CellColumn("state", label=_("State")),
            DayColumn("since", label=_("Failing since"), accessor="link.first_failed"),
            DateColumn("checked", label=_("Last checked"), accessor="link.last_checked"),
            CellColumn("actions", label=_("What to do")),
        ]


def target_in_words(address: str, titles: Mapping[int, str]) -> str:
    """What a link leads to, as an editor would say it. titles: of the pages there are, by number."""
    if address.startswith(PAGE):
        title = titles.get(number_in(address))
        return _("Page “%(title)s”") % {"title": title} if title else _("A page that is deleted")
    if address.startswith(DOCUMENT):
        return _("Document number %(number)d") % {"number": number_in(address)}
    return address


def mend_url(use: LinkUse) -> str:
    """Where an editor can change the link. Wagtail's editor scrolls to the place."""
    edit_url = reverse("wagtailadmin_pages:edit", args=[use.page_id]) if use.page_id else use.edit_url
    return f"{edit_url}#:w:contentpath={use.content_path}" if edit_url and use.content_path else edit_url


def may_see_links(user: Any) -> bool:
    return user.has_perm(LINKS)
