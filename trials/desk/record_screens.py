"""What the registry says, as it is kept here: every record, its versions, and what was odd in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views import generic

from ..models import Study, StudySnapshot, SyncIssue
from ..registry.eligibility import Eligibility, split
from ..wording import status
from .candidate_screens import status_choices
from .changes import Change, changes
from .read_only import ViewOnlyViewSet

# Forms of an eligibility text of which at most one side was found.
WHOLE_FORMS = ("E", "F", "G")
MOST_VERSIONS, MOST_ISSUES, MOST_SITES = 10, 100, 200
REMARKS = {
    Eligibility.NO_TEXT: gettext_lazy("there is no text"),
    Eligibility.TOO_LONG: gettext_lazy("the text is too long"),
    Eligibility.NO_HEADING: gettext_lazy("it has no headings"),
    Eligibility.ONE_SIDE: gettext_lazy("only one of the two headings was found"),
    Eligibility.EXCLUSION_FIRST: gettext_lazy("who cannot join comes first"),
    Eligibility.COMBINED_HEADING: gettext_lazy("one heading stands over both"),
    Eligibility.HEADING_INSIDE_A_LINE: gettext_lazy("a heading stands inside a line"),
    Eligibility.HEADING_INSIDE_A_LIST: gettext_lazy("a heading stands inside a list"),
    Eligibility.UNCLEAR_HEADING: gettext_lazy("a heading is not clear"),
    Eligibility.TURNED_LIST: gettext_lazy("a list turns to the other side"),
    Eligibility.EMPTY_SIDE: gettext_lazy("nothing stands under one of the headings"),
    Eligibility.REQUIREMENT_UNDER_EXCLUSION: gettext_lazy("a reason not to join reads like a condition for joining"),
    Eligibility.SAME_WORDS_ON_BOTH_SIDES: gettext_lazy("the same words stand on both sides"),
    Eligibility.NAMES_THE_CRITERIA: gettext_lazy("an item speaks of the criteria themselves"),
    Eligibility.NEGATED_EXCLUSION: gettext_lazy("a reason not to join begins with “no” or “not”"),
    Eligibility.TEXT_BEFORE_HEADINGS: gettext_lazy("there is text before the first heading"),
}


def out_of_step(studies: QuerySet) -> QuerySet:
    """Studies whose page was written against a record that said something else."""
    written = studies.filter(page__written_against__isnull=False)
    return written.exclude(page__written_against__words_digest=F("words_digest"))


def to_look_at(studies: QuerySet) -> QuerySet:
    """Studies whose eligibility text should be read by somebody.

    Those shown whole for want of headings; of those with a page, also the ones in which something is unusual.
    """
    whole = set(studies.filter(eligibility_form__in=WHOLE_FORMS).values_list("pk", flat=True))
    text = "raw__protocolSection__eligibilityModule__eligibilityCriteria"
    with_page = studies.filter(page__isnull=False).exclude(pk__in=whole).values_list("pk", text)
    flagged = {pk for pk, words in with_page if isinstance(words, str) and split(words).flags}
    return studies.filter(pk__in=whole | flagged)


class RecordFilters(WagtailFilterSet):
    status = django_filters.ChoiceFilter(label=gettext_lazy("Status"), choices=status_choices, widget=forms.RadioSelect)
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("In the registry"), choices=Study.State.choices, widget=forms.RadioSelect
    )
    look = django_filters.ChoiceFilter(
        label=gettext_lazy("To look at"),
        choices=(
            ("out-of-step", gettext_lazy("The registry changed since we wrote")),
            ("eligibility", gettext_lazy("Who can join: not split, or doubtful")),
            ("stale", gettext_lazy("Could not be refreshed")),
        ),
        method="look_at",
        widget=forms.RadioSelect,
    )
    has_page = django_filters.ChoiceFilter(
        label=gettext_lazy("On the site"),
        choices=(("yes", gettext_lazy("Has a page")), ("no", gettext_lazy("Has no page"))),
        method="with_page",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Study
        fields = ("status", "state", "look", "has_page")

    def look_at(self, studies: QuerySet, name: str, value: str) -> QuerySet:
        if value == "out-of-step":
            return out_of_step(studies)
        return to_look_at(studies) if value == "eligibility" else studies.filter(is_stale=True)

    def with_page(self, studies: QuerySet, name: str, value: str) -> QuerySet:
        return studies.filter(page__isnull=value == "no")


class RecordIndexView(generic.IndexView):
    page_title = gettext_lazy("Registry records")
    default_ordering = "nct_id"
    table_classname = "listing trial-list"

    def get_base_queryset(self) -> QuerySet:
        return Study.objects.defer("raw", "search_words").annotate(page_id=F("page__pk"))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("nct_id", label=_("Number"), get_url=self.get_inspect_url, sort_key="nct_id"),
            Column("brief_title", label=_("Title in the registry"), sort_key="brief_title", width="40%"),
            Column("status", label=_("Status"), accessor=lambda each: status.label(each.status), sort_key="status"),
            Column("state", label=_("In the registry"), accessor="get_state_display", sort_key="state"),
            Column("registry_updated_on", label=_("Updated there"), sort_key="registry_updated_on"),
            Column("data_date", label=_("Data of"), sort_key="data_timestamp"),
            PageColumn("page_id", label=_("Page")),
        ]


class PageColumn(Column):
    cell_template_name = "trials/admin/page_cell.html"


@dataclass(frozen=True)
class Version:
    """One kept version of a record. changes: against the one before it; None for the first."""

    snapshot: StudySnapshot
    changes: list[Change] | None


def versions_of(study: Study) -> list[Version]:
    """The newest versions, newest first."""
    kept = list(study.snapshots.select_related("run").order_by("-pk")[: MOST_VERSIONS + 1])
    earlier = [*kept[1:], None]
    pairs = zip(kept[:MOST_VERSIONS], earlier, strict=False)
    return [Version(after, changes(before.raw, after.raw) if before else None) for after, before in pairs]


def shown_as(eligibility: Eligibility) -> str:
    """How readers see the words on who can join."""
    if eligibility.whole:
        why = REMARKS.get(eligibility.why_whole, eligibility.why_whole)
        return _("Readers see the whole text, not two lists: %(why)s.") % {"why": why}
    return _("Readers see who can join and who cannot under the registry's own headings.")


class RecordInspectView(generic.InspectView):
    page_title = gettext_lazy("Registry record")
    template_name = "trials/admin/record.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        study = self.object
        issues = SyncIssue.objects.filter(nct_id=study.nct_id).select_related("run").order_by("-run_id", "path")
        return super().get_context_data(**kwargs) | {
            "study": study,
            "page_id": Study.objects.filter(pk=study.pk).values_list("page__pk", flat=True).get(),
            "is_out_of_step": out_of_step(Study.objects.filter(pk=study.pk)).exists(),
            "sites": study.record.sites[:MOST_SITES],
            "shown_as": shown_as(study.eligibility),
            "flags": [REMARKS.get(flag, flag) for flag in study.eligibility.flags],
            "versions": versions_of(study),
            "version_count": study.snapshots.count(),
            "issues": issues[:MOST_ISSUES],
            "raw": json.dumps(study.raw, indent=2, ensure_ascii=False),
        }

    def get_fields_context(self) -> list[dict[str, Any]]:
        return []


class RecordViewSet(ViewOnlyViewSet):
    model = Study
    icon = "doc-full"
    name = "trial_records"
    url_prefix = "trials/records"
    menu_label = gettext_lazy("Registry records")
    index_view_class = RecordIndexView
    inspect_view_class = RecordInspectView
    inspect_template_name = RecordInspectView.template_name
    filterset_class = RecordFilters
    search_fields = ("nct_id", "brief_title", "search_words")
    list_per_page = 50
