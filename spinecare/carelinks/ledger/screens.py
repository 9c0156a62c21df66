"""The ledger in the admin: a list of letters, leaflets and emails with links in them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, NumberColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page

from spinecare.core.day_column import DayColumn

from ..models import Destination, Opened, Placement
from ..page_numbers import number_in
from .forms import PlacementForm
from .rights import LedgerPolicy

NAME = "care_link_placements"
LIST = f"{NAME}:index"


def owners(request: HttpRequest) -> QuerySet:
    people = get_user_model().objects
    return people.filter(pk__in=Placement.objects.values("owner")).order_by(get_user_model().USERNAME_FIELD)


class LedgerFilters(WagtailFilterSet):
    """Without a choice the list shows what is in use."""

    use = django_filters.ChoiceFilter(
        label=gettext_lazy("Show"),
        choices=[("all", gettext_lazy("Also what is no longer in use"))],
        empty_label=gettext_lazy("What is in use"),
        method="shown",
        widget=forms.RadioSelect,
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=Placement.Kind.choices, widget=forms.RadioSelect
    )
    owner = django_filters.ModelChoiceFilter(label=gettext_lazy("Owner"), queryset=owners, widget=forms.RadioSelect)

    class Meta:
        model = Placement
        fields = ("use", "kind", "owner")

    def shown(self, placements: QuerySet, name: str, value: str) -> QuerySet:
        return placements

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        placements = super().filter_queryset(queryset)
        return placements if self.form.cleaned_data.get("use") else placements.in_use()


class LedgerList(generic.IndexView):
    page_title = gettext_lazy("Where links are used")
    default_ordering = ("name", "pk")
    any_permission_required = ("change",)
    template_name = "carelinks/admin/ledger.html"
    list_export = ["name", "get_kind_display", "owner", "since", "until", "link.address", "pages", "opened_lately"]
    export_headings = {
        "name": gettext_lazy("Used in"),
        "get_kind_display": gettext_lazy("Kind"),
        "owner": gettext_lazy("Owner"),
        "link.address": gettext_lazy("Link"),
        "pages": gettext_lazy("Pages"),
        "opened_lately": gettext_lazy("Opened in the last 30 days, at least"),
    }

    @cached_property
    def only_page(self) -> Page | None:
        """The page whose editor led here. No filter: a list of all pages would take longer than the ledger."""
        number = number_in(self.request.GET.get("page"))
        return Page.objects.filter(pk=number).first() if number else None

    def get_page_subtitle(self) -> str:
        return self.only_page.title if self.only_page else ""

    def get_base_queryset(self) -> QuerySet:
        openings = Opened.objects.filter(link=OuterRef("link")).lately().order_by().values("link")
        placements = (
            Placement.objects.select_related("link", "owner")
            .prefetch_related("link__items__destination")
            .annotate(opened_lately=Coalesce(Subquery(openings.annotate(sum=Sum("times")).values("sum")), 0))
        )
        return placements.filter(link__items__destination__in=self._opening) if self.only_page else placements

    @property
    def _opening(self) -> set[int]:
        destinations = Destination.objects.of(self.only_page)
        return {each.pk for known in destinations for each in Destination.objects.opening(known)}

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Each row once, however many of the pages behind its link match."""
        return super().search_queryset(queryset).distinct()

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("name", label=_("Used in"), sort_key="name", url_name=self.edit_url_name),
            Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
            Column("link", label=_("Link"), accessor="link.code"),
            Column("pages", label=_("Pages")),
            Column("owner", label=_("Owner"), accessor=_owner),
            DayColumn("since", label=_("Since"), sort_key="since"),
            DayColumn("until", label=_("Until"), sort_key="until"),
            NumberColumn("opened_lately", label=_("Opened, at least"), sort_key="opened_lately"),
        ]


def _owner(placement: Placement) -> str:
    return get_user_display_name(placement.owner) if placement.owner else _("Nobody")


class AddPlacement(generic.CreateView):
    def get_initial(self) -> dict[str, Any]:
        """With the link that was asked for in the address, from wherever links are listed."""
        return super().get_initial() | {"link": self.request.GET.get("link", "")}


class LedgerViewSet(ModelViewSet):
    model = Placement
    name = NAME
    url_prefix = "care-links/placements"
    icon = "list-ul"
    menu_label = gettext_lazy("Where links are used")
    menu_name = "care-link-placements"
    menu_order = 300
    menu_hook = "register_care_links_menu_item"
    index_view_class = LedgerList
    index_template_name = LedgerList.template_name
    add_view_class = AddPlacement
    filterset_class = LedgerFilters
    search_fields = ("name", "link__code", "link__aliases__name", "link__items__destination__title")
    list_per_page = 50
    copy_view_enabled = False
    add_to_reference_index = False
    export_filename = "care-links-in-use"

    @property
    def permission_policy(self) -> LedgerPolicy:
        return LedgerPolicy(self.model)

    def get_form_class(self, for_update: bool = False) -> type[PlacementForm]:
        return PlacementForm

    def get_permissions_to_register(self) -> QuerySet:
        """There are none of its own: who may make links keeps the ledger."""
        return Permission.objects.none()
