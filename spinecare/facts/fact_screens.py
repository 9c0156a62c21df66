"""Facts in the admin: the list, the form, and a kind refusal to delete what is used."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from spinecare.signoff.review_state import SOON, State

from .models import Fact, FactUse
from .panels import MarkPanel, UsedOnPanel


def with_uses(facts: QuerySet[Fact]) -> QuerySet[Fact]:
    """Each fact with the number of texts that name it, as `uses`."""
    counted = FactUse.objects.filter(fact_key=OuterRef("key")).order_by().values("fact_key").annotate(n=Count("pk"))
    return facts.annotate(uses=Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0))


class FactFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("Show"),
        choices=[
            *((state.value, state.label) for state in (State.OVERDUE, State.DUE_SOON, State.UNSIGNED)),
            ("unused", _("Not used in any text")),
        ],
        empty_label=_("All facts"),
        method="in_state",
        widget=forms.RadioSelect,
    )
    strength = django_filters.ChoiceFilter(label=_("Strength"), choices=Fact.Strength.choices, widget=forms.RadioSelect)

    class Meta:
        model = Fact
        fields = ("state", "strength", "source")

    def in_state(self, facts: QuerySet[Fact], name: str, value: str) -> QuerySet[Fact]:
        today = timezone.localdate()
        match value:
            case State.OVERDUE:
                return facts.filter(review_due__lt=today)
            case State.DUE_SOON:
                return facts.filter(review_due__range=(today, today + SOON))
            case State.UNSIGNED:
                return facts.filter(reviewed_on=None)
            case "unused":
                return facts.exclude(key__in=FactUse.objects.values("fact_key"))
        return facts


class FactIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Fact]:
        return with_uses(super().get_base_queryset().select_related("source", "owner"))


class FactViewSet(SnippetViewSet):
    model = Fact
    icon = "clipboard-list"
    menu_label = _("Facts")
    menu_name = "facts"
    menu_order = 155
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = FactIndexView
    filterset_class = FactFilters
    list_per_page = 50
    list_display = [
        "value",
        "__str__",
        Column("key", label=_("Key"), sort_key="key"),
        Column("source", label=_("Source")),
        Column("strength", label=_("Strength"), accessor="get_strength_display", sort_key="strength"),
        Column("owner", label=_("Owner")),
        DateColumn("review_due", label=_("Next review due"), sort_key="review_due"),
        Column("uses", label=_("Texts")),
    ]
    panels = [
        *Fact.panels[:-1],
        MarkPanel(heading=_("How to use it in a text")),
        UsedOnPanel(heading=_("Used on")),
        Fact.panels[-1],
    ]


def refuse_to_delete_used(request: HttpRequest, targets: list[Any]) -> HttpResponse | None:
    """A fact that texts name stays. Say so, and show where it is used."""
    facts = [target for target in targets if isinstance(target, Fact)]
    used = set(FactUse.objects.filter(fact_key__in=[fact.key for fact in facts]).values_list("fact_key", flat=True))
    kept = [fact for fact in facts if fact.key in used]
    if not kept:
        return None
    for fact in kept:
        messages.error(
            request,
            _("“%(key)s” stands in texts, so it cannot be deleted. Take it out of the texts under “Used on” first.")
            % {"key": fact.key},
        )
    edit_url = AdminURLFinder(request.user).get_edit_url(kept[0])
    return redirect(edit_url if edit_url and len(facts) == 1 else "facts:report")
