"""The list of missed addresses, most missed first, and what can be done about them."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, Column, NumberColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views import generic
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from spinecare.core.day_column import DayColumn

from ..missed.pointing import CannotPoint, ignore, point
from ..missed.tidying import may_lead_on
from ..models import MissedAddress
from .permissions import MISSED, DecidingPolicy

LIST = "missed_addresses:index"


class MissedFilters(WagtailFilterSet):
    """Without a choice the list shows what nobody has decided about."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[each for each in MissedAddress.State.choices if each[0] != MissedAddress.State.OPEN],
        empty_label=MissedAddress.State.OPEN.label,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = MissedAddress
        fields = ("state",)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        missed = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("state"):
            return missed
        return missed.filter(state=MissedAddress.State.OPEN).still_missed()


class AddressColumn(Column):
    cell_template_name = "links/admin/missed_address_cell.html"


class PointColumn(Column):
    cell_template_name = "links/admin/point_cell.html"


class MissedIndexView(generic.IndexView):
    page_title = gettext_lazy("Missed addresses")
    default_ordering = ("-count", "path")
    template_name = "links/admin/missed_list.html"
    any_permission_required = ("change",)
    list_export = ["path", "count", "first_day", "last_day", "get_state_display"]
    export_headings = {"get_state_display": gettext_lazy("State")}

    def get_base_queryset(self) -> QuerySet:
        return MissedAddress.objects.all()

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="missedaddress"),
            AddressColumn("path", label=_("Address"), accessor=lambda missed: missed, sort_key="path"),
            NumberColumn("count", label=_("Times"), sort_key="count"),
            DayColumn("first_day", label=_("First"), sort_key="first_day"),
            DayColumn("last_day", label=_("Last"), sort_key="last_day"),
            PointColumn("point", label=_("What to do"), accessor=_point_url),
        ]


def _point_url(missed: MissedAddress) -> str:
    return reverse("missed_addresses:point", args=[missed.pk]) if may_lead_on(missed.path) else ""


class PointForm(forms.Form):
    page = forms.ModelChoiceField(
        label=gettext_lazy("Page"),
        queryset=Page.objects.filter(depth__gt=1),
        widget=AdminPageChooser,
        help_text=gettext_lazy("Whoever asks for the address is led there for good."),
    )


class Point(FormView):
    """Asks for the page, and makes the redirect."""

    form_class = PointForm
    template_name = "links/admin/point.html"
    missed: MissedAddress

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(MISSED):
            raise PermissionDenied
        self.missed = get_object_or_404(MissedAddress, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    @property
    def back(self) -> str:
        return get_valid_next_url_from_request(self.request) or reverse(LIST)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"missed": self.missed, "back": self.back}

    def form_valid(self, form: PointForm) -> HttpResponse:
        page = form.cleaned_data["page"]
        try:
            point(self.missed, page, self.request.user)
        except CannotPoint as error:
            form.add_error("page", str(error))
            return self.form_invalid(form)
        words = {"path": self.missed.path, "title": page.title}
        messages.success(self.request, _("%(path)s now leads to “%(title)s”.") % words)
        return redirect(self.back)


class IgnoreMissed(BulkAction):
    """Take several addresses off the list: nobody at our end can mend them."""

    models: ClassVar[list[type]] = [MissedAddress]
    template_name = "links/admin/ignore_missed.html"
    display_name = gettext_lazy("Ignore")
    action_type = "ignore"
    aria_label = gettext_lazy("Ignore the selected addresses")

    def __init__(self, request: HttpRequest, model: type) -> None:
        super().__init__(request, model)
        self.next_url = get_valid_next_url_from_request(request) or reverse(LIST)

    @classmethod
    def get_queryset(cls, model: type[MissedAddress], object_ids: list[str]) -> list[MissedAddress]:
        numbers = [number for number in object_ids if str(number).isdecimal() and len(str(number)) < 19]
        found = list(model.objects.filter(pk__in=numbers))
        if not found:
            raise Http404
        return found

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> list[int]:
        """Never all at once: the whole list is longer than what the editor has looked at."""
        return []

    def check_perm(self, missed: MissedAddress) -> bool:
        return self.request.user.has_perm(MISSED)

    def get_execution_context(self) -> dict[str, Any]:
        return {"action": self}

    @classmethod
    def execute_action(cls, objects: list[MissedAddress], *, action: IgnoreMissed, **kwargs: Any) -> tuple[int, int]:
        for missed in objects:
            ignore(missed, action.request.user)
        text = ngettext("%(count)d address ignored.", "%(count)d addresses ignored.", len(objects))
        messages.success(action.request, text % {"count": len(objects)})
        return len(objects), 0


class MissedViewSet(ModelViewSet):
    """A list to decide about. Nothing is typed in or deleted here."""

    model = MissedAddress
    name = "missed_addresses"
    url_prefix = "reports/missed-addresses"
    icon = "help"
    index_view_class = MissedIndexView
    index_template_name = MissedIndexView.template_name
    filterset_class = MissedFilters
    search_fields = ("path",)
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False
    # Wagtail asks for a form although no view will show one.
    form_fields: tuple[str, ...] = ()

    @property
    def permission_policy(self) -> DecidingPolicy:
        return DecidingPolicy(self.model)

    def get_permissions_to_register(self) -> QuerySet:
        """The room registers its rights itself, for all its screens."""
        return Permission.objects.none()

    def register_admin_url_finder(self) -> None:
        """There is no screen for one address to lead to."""

    def get_urlpatterns(self) -> list[URLPattern]:
        keep = ("index", "index_results")
        return [
            *[each for each in super().get_urlpatterns() if each.name in keep],
            path("<int:pk>/point/", Point.as_view(), name="point"),
        ]
