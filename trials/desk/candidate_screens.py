"""The list of trials to decide about, and one of them at length."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.views import generic

from ..candidates.suggestions import Catalog, Suggestions
from ..models import Candidate, RegistryQuery, Study, TrialPage
from ..wording import phases, places, status
from .decisions import DecisionView, accept_all, may_decide, reconsider_all
from .read_only import ViewOnlyViewSet

MOST_COUNTRIES, MOST_CONDITIONS = 4, 5


def status_choices() -> list[tuple[str, str]]:
    """The statuses that studies of ours have, in words."""
    found = Study.objects.order_by("status").values_list("status", flat=True).distinct()
    return [(each, status.label(each)) for each in found]


def _a_few(words: list[str], most: int) -> str:
    shown = _(", ").join(words[:most])
    more = len(words) - most
    return _("%(shown)s and %(more)d more") % {"shown": shown, "more": more} if more > 0 else shown


class CandidateFilters(WagtailFilterSet):
    decision = django_filters.ChoiceFilter(
        label=gettext_lazy("Decision"), choices=Candidate.Decision.choices, widget=forms.RadioSelect
    )
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"), field_name="study__status", choices=status_choices, widget=forms.RadioSelect
    )
    found_by = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Found by"), queryset=RegistryQuery.objects.all(), widget=forms.RadioSelect
    )
    tumor_type = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Suggested tumor type"),
        queryset=lambda request: TrialPage._meta.get_field("tumor_types").related_model.objects.order_by("title"),
        method="suggested",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Candidate
        fields = ("decision", "status", "found_by", "tumor_type")

    def suggested(self, candidates: QuerySet, name: str, page: Any) -> QuerySet:
        """Those with the type's name among their words, and those of a query that suggests it."""
        catalog = Catalog.load()
        words = Candidate.objects.values_list("pk", "study__brief_title", "study__search_words")
        named = {pk for pk, *texts in words if catalog.may_be_about(page, "\n".join(texts))}
        by_query = Candidate.objects.filter(found_by__tumor_types=page.pk).values_list("pk", flat=True)
        return candidates.filter(pk__in=named.union(by_query))


class SuggestionColumn(Column):
    cell_template_name = "trials/admin/suggestion_cell.html"


class TrialColumn(TitleColumn):
    """The title, and what the registry says in a line."""

    cell_template_name = "trials/admin/candidate_title_cell.html"

    def get_cell_context_data(self, instance: Candidate, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        study = instance.study
        facts = (study.nct_id, status.label(study.status), phases.short(study.phase_list, study.study_type))
        return super().get_cell_context_data(instance, parent_context) | {"facts": " · ".join(facts)}


class FoundColumn(Column):
    cell_template_name = "trials/admin/found_cell.html"


class DecisionColumn(Column):
    """What was decided, and the buttons to decide with."""

    cell_template_name = "trials/admin/decision_cell.html"

    def get_cell_context_data(self, instance: Candidate, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        context = super().get_cell_context_data(instance, parent_context)
        # The list is also fetched without its page around it, from an address of its own.
        listed = request.GET.copy()
        listed.pop("_w_filter_fragment", None)
        next_url = f"{reverse('trial_candidates:index')}?{listed.urlencode()}"
        return context | decision_context(instance, instance.page_id, request, next_url)


def decision_context(candidate: Candidate, page_id: int | None, request: HttpRequest, next_url: str) -> dict[str, Any]:
    """What the buttons need. page_id: the trial page there is, or None. next_url: where a button leads back to."""
    return {
        "candidate": candidate,
        "page_id": page_id,
        "waits": candidate.decision == Candidate.Decision.WAITING,
        "may_decide": may_decide(request.user),
        "next_url": next_url,
        "set_aside_url": reverse("wagtail_bulk_action", args=["trials", "candidate", "set-aside"]),
        "csrf_token": get_token(request),
    }


class CandidateIndexView(generic.IndexView):
    page_title = gettext_lazy("Candidates")
    # "waiting" comes last in the alphabet, and first here.
    default_ordering = ("-decision", "-found_at", "study__nct_id")
    template_name = "trials/admin/candidate_list.html"
    table_classname = "listing trial-list"

    def get_base_queryset(self) -> QuerySet:
        candidates = Candidate.objects.select_related("study").prefetch_related("found_by__tumor_types")
        return candidates.annotate(page_id=F("study__page__pk"))

    @cached_property
    def catalog(self) -> Catalog:
        return Catalog.load()

    def _suggestions(self, candidate: Candidate) -> Suggestions:
        return self.catalog.suggest(candidate.study.record, candidate.found_by.all())

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="candidate"),
            TrialColumn(
                "title",
                label=_("Trial"),
                accessor=lambda each: each.study.brief_title or each.study.nct_id,
                get_url=self.get_inspect_url,
                get_title_id=lambda each: f"candidate_{each.pk}_title",
                sort_key="study__brief_title",
                width="34%",
            ),
            Column(
                "conditions",
                label=_("Conditions"),
                accessor=lambda each: _a_few(each.study.conditions.splitlines(), MOST_CONDITIONS),
            ),
            Column(
                "countries",
                label=_("Countries"),
                accessor=lambda each: _a_few([places.country(c) for c in each.study.country_list], MOST_COUNTRIES),
            ),
            SuggestionColumn("suggested", label=_("Suggested"), accessor=self._suggestions),
            FoundColumn("found", label=_("Found"), accessor=lambda each: each, sort_key="found_at"),
            DecisionColumn("decide", label=_("Decision"), accessor=lambda each: each, sort_key="decision"),
        ]


class CandidateInspectView(generic.InspectView):
    page_title = gettext_lazy("Candidate")
    template_name = "trials/admin/candidate.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        study = self.object.study
        page = TrialPage.objects.filter(study=study).values_list("pk", flat=True).first()
        found_by = self.object.found_by.prefetch_related("tumor_types")
        context = super().get_context_data(**kwargs)
        context |= decision_context(self.object, page, self.request, self.request.path)
        return context | {"study": study, "suggested": Catalog.load().suggest(study.record, found_by)}

    def get_fields_context(self) -> list[dict[str, Any]]:
        return []


class WaitingMenuItem(MenuItem):
    """The menu's "Candidates", with the number that wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("trials.view_candidate")

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        waiting = Candidate.objects.filter(decision=Candidate.Decision.WAITING).count()
        label = _("Candidates (%(count)d)") % {"count": waiting} if waiting else _("Candidates")
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, classname=self.classname)


class CandidateViewSet(ViewOnlyViewSet):
    """Candidates are decided about, never typed in or deleted."""

    model = Candidate
    icon = "list-ul"
    name = "trial_candidates"
    url_prefix = "trials/candidates"
    menu_label = gettext_lazy("Candidates")
    menu_item_class = WaitingMenuItem
    index_view_class = CandidateIndexView
    inspect_view_class = CandidateInspectView
    filterset_class = CandidateFilters
    search_fields = ("study__nct_id", "study__brief_title", "study__search_words")
    list_per_page = 50
    index_template_name = CandidateIndexView.template_name
    inspect_template_name = CandidateInspectView.template_name
    actions_to_grant = ("view", "change")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("accept/<int:pk>/", DecisionView.as_view(decide=accept_all), name="accept"),
            path("reconsider/<int:pk>/", DecisionView.as_view(decide=reconsider_all), name="reconsider"),
        ]
