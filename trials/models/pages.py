"""The trial list, and an editor's plain words about one trial."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Case, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from spinecare.core.fields import prose_field, questions_field, sections_field
from spinecare.core.linked_data import VOCABULARY, Node, address_of, node, part_of, reference
from spinecare.core.parts import Part
from spinecare.editorial.models import ClinicalPage

from .study import Study

PAGE_SIZE = 20
# The registry's words for how far a study is, in those of schema.org. What is not known is not said.
SCHEMA_STATUS = {
    Study.Status.NOT_YET_RECRUITING: "NotYetRecruiting",
    Study.Status.RECRUITING: "Recruiting",
    Study.Status.ENROLLING_BY_INVITATION: "EnrollingByInvitation",
    Study.Status.ACTIVE_NOT_RECRUITING: "ActiveNotRecruiting",
    Study.Status.SUSPENDED: "Suspended",
    Study.Status.COMPLETED: "Completed",
    Study.Status.TERMINATED: "Terminated",
    Study.Status.WITHDRAWN: "Withdrawn",
}


class TrialIndexPage(ClinicalPage):
    """What a trial is, and the trials there are."""

    sections = sections_field()

    parent_page_types = ["home.HomePage"]
    subpage_types = ["trials.TrialPage"]
    max_count = 1
    schema_types = ("MedicalWebPage", "CollectionPage")
    page_description = _("What a clinical trial is, and the list of trials.")
    content_panels = [*ClinicalPage.opening_panels, FieldPanel("sections"), *ClinicalPage.closing_panels]
    search_fields = [*ClinicalPage.search_fields, index.SearchField("sections")]

    class Meta:
        verbose_name = _("trial list")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["results"] = self.results(request.GET.get("page"))
        return context

    def results(self, number: str | None) -> ResultPage:
        """One page of the trials, open ones first. A number that is not one of its pages gives the nearest that is."""
        trials = self.public_children(TrialPage).select_related("study").defer_streamfields()
        open_first = Case(When(study__status=Study.Status.RECRUITING, then=0), default=1)
        return Paginator(trials.order_by(open_first, "study__nct_id"), PAGE_SIZE).get_page(number)


class TrialPage(ClinicalPage):
    """A trial in plain words. What the registry says is on the study, and is never edited here."""

    study = models.OneToOneField("trials.Study", verbose_name=_("registry record"), on_delete=models.PROTECT)
    what_is_compared = prose_field(_("what is being compared"))
    taking_part = prose_field(_("what taking part involves"), _("Visits, tests, time."))
    possible_benefits = prose_field(_("possible benefits"))
    possible_harms = prose_field(_("possible harms"))
    questions = questions_field()

    parts = (
        *ClinicalPage.parts,
        Part("what_is_compared", _("What is being compared"), "prose"),
        Part("taking_part", _("What taking part involves"), "prose"),
        Part("possible_benefits", _("Possible benefits"), "prose"),
        Part("possible_harms", _("Possible harms"), "prose"),
        Part("questions", _("Questions to ask"), "questions", closing=True),
    )

    parent_page_types = ["trials.TrialIndexPage"]
    subpage_types: list[str] = []
    page_description = _("One clinical trial in plain words.")
    content_panels = [
        *ClinicalPage.opening_panels,
        FieldPanel("study"),
        MultiFieldPanel(["what_is_compared", "taking_part"], heading=_("The trial")),
        MultiFieldPanel(["possible_benefits", "possible_harms"], heading=_("Benefits and harms")),
        FieldPanel("questions"),
        *ClinicalPage.closing_panels,
    ]
    search_fields = [
        *ClinicalPage.search_fields,
        *[index.SearchField(part.field) for part in parts if part.field != "in_short"],
        index.RelatedFields("study", [index.SearchField("nct_id"), index.SearchField("brief_title")]),
    ]

    class Meta:
        verbose_name = _("trial page")

    def page_facts(self, request: HttpRequest) -> Node:
        about = reference(part_of(self, request, "trial")) if self.study_id else None
        return super().page_facts(request) | {"about": about}

    def things(self, request: HttpRequest) -> list[Node]:
        if self.study_id is None:
            return []
        facts = self._sample_facts() if self.study.is_sample else self._registry_facts()
        trial = node("MedicalTrial", id=part_of(self, request, "trial"), url=address_of(self, request), **facts)
        return [trial]

    def _sample_facts(self) -> Node:
        """A made-up study must not be found as one that looks for people."""
        return {"name": self.study.brief_title, "description": _("Sample. This is not a real trial.")}

    def _registry_facts(self) -> Node:
        status = SCHEMA_STATUS.get(self.study.status)
        return {
            "name": self.study.brief_title,
            "description": self.summary,
            "identifier": node("PropertyValue", propertyID="ClinicalTrials.gov", value=self.study.nct_id),
            "status": f"{VOCABULARY}/{status}" if status else None,
            "sameAs": self.study.registry_address,
        }
