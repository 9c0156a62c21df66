"""What each run of the sync brought."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page as Leaf
from django.core.paginator import Paginator
from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn, Column, NumberColumn, TitleColumn
from wagtail.admin.views import generic

from ..models import Study, StudySnapshot, SyncRun
from .changes import Change, changes
from .read_only import ViewOnlyViewSet

TRIALS_A_PAGE, ISSUES_A_PAGE = 25, 100


def duration(run: SyncRun) -> str:
    """How long a run took, in words. "" while it runs."""
    if run.finished_at is None:
        return ""
    seconds = int((run.finished_at - run.started_at).total_seconds())
    return timesince(run.started_at, run.finished_at) if seconds >= 60 else _("%(count)d s") % {"count": seconds}


@dataclass(frozen=True)
class Arrival:
    """A record a run brought. changes: against what we had before; None for a new one."""

    study: Study
    changes: list[Change] | None


def arrivals(snapshots: Leaf) -> list[Arrival]:
    """What the records on one leaf of the list changed. The earlier versions come in one query."""
    before = StudySnapshot.objects.in_bulk([each.previous_id for each in snapshots if each.previous_id])
    return [_arrival(each, before.get(each.previous_id)) for each in snapshots]


def _arrival(snapshot: StudySnapshot, before: StudySnapshot | None) -> Arrival:
    return Arrival(snapshot.study, changes(before.raw, snapshot.raw) if before else None)


class RunIndexView(generic.IndexView):
    page_title = gettext_lazy("Registry runs")
    default_ordering = "-pk"

    def get_base_queryset(self) -> QuerySet:
        return SyncRun.objects.annotate(issue_count=Count("issues"))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("started_at", label=_("When"), get_url=self.get_inspect_url),
            Column("kind", label=_("What"), accessor="get_kind_display"),
            Column("state", label=_("How it ended"), accessor="get_state_display"),
            NumberColumn("seen", label=_("Seen")),
            NumberColumn("created", label=_("New")),
            NumberColumn("changed", label=_("Changed")),
            NumberColumn("unchanged", label=_("Unchanged")),
            NumberColumn("failed", label=_("Failed")),
            NumberColumn("issue_count", label=_("Issues")),
            Column("duration", label=_("Took"), accessor=duration),
            Column("data_timestamp", label=_("Data of"), accessor=lambda each: each.data_timestamp[:10]),
        ]


class RunInspectView(generic.InspectView):
    page_title = gettext_lazy("Registry run")
    template_name = "trials/admin/run.html"

    def get_page_subtitle(self) -> str:
        return date_format(timezone.localtime(self.object.started_at), "DATETIME_FORMAT")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self.object
        earlier = StudySnapshot.objects.filter(study=OuterRef("study"), pk__lt=OuterRef("pk")).order_by()
        previous = earlier.values("study").annotate(newest=Max("pk")).values("newest")
        brought = run.snapshots.select_related("study").defer("study__raw").annotate(previous_id=Subquery(previous))
        # What changed comes before what is new: it may concern a page that readers see.
        snapshots = Paginator(brought.order_by(F("previous_id").asc(nulls_last=True), "study__nct_id"), TRIALS_A_PAGE)
        leaf = snapshots.get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "run": run,
            "duration": duration(run),
            "leaf": leaf,
            "arrivals": arrivals(leaf),
            "issues": Paginator(run.issues.all(), ISSUES_A_PAGE).get_page(self.request.GET.get("issues")),
        }

    def get_fields_context(self) -> list[dict[str, Any]]:
        return []


class RunViewSet(ViewOnlyViewSet):
    model = SyncRun
    icon = "history"
    name = "trial_runs"
    url_prefix = "trials/runs"
    menu_label = gettext_lazy("Registry runs")
    index_view_class = RunIndexView
    inspect_view_class = RunInspectView
    inspect_template_name = RunInspectView.template_name
    list_filter = ("state", "kind")
    list_per_page = 50
