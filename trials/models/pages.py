"""The trial list, and an editor's plain words about one trial."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.url_routing import RouteResult

from spinecare.core.fields import prose_field, questions_field, sections_field
from spinecare.core.linked_data import VOCABULARY, Node, address_of, node, part_of, reference
from spinecare.core.parts import Part, Section, filled
from spinecare.editorial.models import ClinicalPage

from ..forms import TrialPageForm
from ..panels import RegistryChangesPanel, RegistryEntryPanel
from ..registry.numbers import canonical
from ..wording.about import Rows
from ..wording.notices import Notice
from .freshness import Freshness, freshness_of
from .showing import DoctorSheet, StatusLine, at_a_glance, doctor_sheet, notices_of, registry_sections, status_line
from .study import StudySnapshot

# The registry's words for how far a study is, in those of schema.org. What is not known is not said.
SCHEMA_STATUS = {
    "NOT_YET_RECRUITING": "NotYetRecruiting",
    "RECRUITING": "Recruiting",
    "ENROLLING_BY_INVITATION": "EnrollingByInvitation",
    "ACTIVE_NOT_RECRUITING": "ActiveNotRecruiting",
    "SUSPENDED": "Suspended",
    "COMPLETED": "Completed",
    "TERMINATED": "Terminated",
    "WITHDRAWN": "Withdrawn",
}


# The groups of a trial page's sections in the list "On this page".
OUR_WORDS = _("In plain words")
DECIDING = _("Before you decide")


class TrialIndexPage(ClinicalPage):
    """What a trial is, and the finder. The finder itself is `trials.finder`; the template asks it."""

    sections = sections_field()

    parent_page_types = ["home.HomePage"]
    subpage_types = ["trials.TrialPage"]
    max_count = 1
    schema_types = ("MedicalWebPage", "CollectionPage")
    depends_on_query = True
    page_description = _("What a clinical trial is, and the list of trials.")
    content_panels = [*ClinicalPage.opening_panels, FieldPanel("sections"), *ClinicalPage.closing_panels]
    search_fields = [*ClinicalPage.search_fields, index.SearchField("sections")]

    class Meta:
        verbose_name = _("trial list")

    @property
    def trials(self) -> PageQuerySet:
        """The trials readers may see."""
        return self.public_children(TrialPage)

    def answer_below(self, request: HttpRequest, slugs: list[str]) -> RouteResult:
        """Lead from a number in capitals, one without its zeros, or an older one, to the trial's own address."""
        number = canonical(slugs[0]) if len(slugs) == 1 else None
        if number is None:
            raise Http404
        trial = self.trials.filter(models.Q(study__nct_id=number) | models.Q(study__aliases__nct_id=number)).first()
        if trial is None:
            raise Http404
        return RouteResult(self, kwargs={"moved_to": trial})

    def serve(self, request: HttpRequest, *args: Any, moved_to: Page | None = None, **kwargs: Any) -> HttpResponse:
        if moved_to is not None:
            return HttpResponsePermanentRedirect(moved_to.get_url(request))
        return super().serve(request, *args, **kwargs)


class TrialPage(ClinicalPage):
    """A trial in plain words. What the registry says is on the study, and is never edited here."""

    study = models.OneToOneField(
        "trials.Study", verbose_name=_("registry record"), on_delete=models.PROTECT, related_name="page"
    )
    what_is_compared = prose_field(_("what is being compared"))
    taking_part = prose_field(_("what taking part involves"), _("Visits, tests, time."))
    possible_benefits = prose_field(_("possible benefits"))
    possible_harms = prose_field(_("possible harms"))
    for_our_patients = prose_field(
        _("for patients of our center"), _("Whether it runs here, whom to ask, what your team should know.")
    )
    questions = questions_field()
    tumor_types = ParentalManyToManyField(
        "treatments.TumorTypePage", verbose_name=_("tumor types"), blank=True, related_name="trial_pages"
    )
    treatments = ParentalManyToManyField(
        "treatments.TreatmentPage", verbose_name=_("treatments"), blank=True, related_name="trial_pages"
    )
    # The version of the record that the words above were last held against. A newer one may say something else.
    written_against = models.ForeignKey(
        StudySnapshot,
        verbose_name=_("written against"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    parts = (
        *ClinicalPage.parts,
        Part("what_is_compared", _("What is being compared"), "prose", group=OUR_WORDS),
        Part("taking_part", _("What taking part involves"), "prose", group=OUR_WORDS),
        Part("possible_benefits", _("Possible benefits"), "prose", group=OUR_WORDS),
        Part("possible_harms", _("Possible harms"), "prose", group=OUR_WORDS),
        Part("for_our_patients", _("If you are a patient here"), "prose", group=OUR_WORDS, optional=True),
        Part("questions", _("Questions to ask"), "questions", closing=True, group=DECIDING),
    )

    parent_page_types = ["trials.TrialIndexPage"]
    subpage_types: list[str] = []
    page_description = _("One clinical trial in plain words.")
    content_panels = [
        MultiFieldPanel(
            [RegistryChangesPanel(), FieldPanel("fits_registry")],
            heading=_("The registry changed since you wrote this"),
            icon="warning",
        ),
        RegistryEntryPanel(heading=_("What the registry says"), icon="doc-full"),
        FieldPanel("study", help_text=_("A trial has one page. It cannot be changed later.")),
        # Wagtail's own panel for titles would look for the slug.
        FieldPanel("title", help_text=_("One to four words. Used in menus, lists and the path at the top of pages.")),
        *ClinicalPage.opening_panels[1:],
        MultiFieldPanel(
            [
                FieldPanel("tumor_types", widget=forms.CheckboxSelectMultiple),
                FieldPanel("treatments", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("What it is about"),
        ),
        MultiFieldPanel(["what_is_compared", "taking_part"], heading=_("The trial")),
        MultiFieldPanel(["possible_benefits", "possible_harms"], heading=_("Benefits and harms")),
        FieldPanel("for_our_patients"),
        FieldPanel("questions"),
        *ClinicalPage.closing_panels,
    ]
    base_form_class = TrialPageForm
    # The address is the registry number, so there is no slug to edit.
    promote_panels = [MultiFieldPanel(["seo_title", "search_description"], heading=_("For search engines and links"))]
    search_fields = [
        *ClinicalPage.search_fields,
        *[index.SearchField(part.field) for part in parts if part.field != "in_short"],
        index.RelatedFields(
            "study",
            [index.SearchField("nct_id"), index.SearchField("brief_title"), index.SearchField("search_words")],
        ),
    ]

    class Meta:
        verbose_name = _("trial page")

    def minimal_clean(self) -> None:
        self.slug = self._own_slug()
        super().minimal_clean()

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self._own_slug()
        super().full_clean(*args, **kwargs)

    def _own_slug(self) -> str:
        """The registry number: an address that nobody has to think up, and that never changes."""
        return self.study.nct_id.lower() if self.study_id else self.slug

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._read_both_versions()
        heir = self._merged_into()
        if heir is not None:
            return HttpResponsePermanentRedirect(heir.get_url(request))
        return super().serve(request, *args, **kwargs)

    def _read_both_versions(self) -> None:
        """The study, and the version our words were held against, in one query where that version is known."""
        versions = StudySnapshot.objects.select_related("study").defer("raw")
        version = versions.filter(pk=self.written_against_id, study=self.study_id).first()
        if version is not None:
            self.written_against, self.study = version, version.study

    def _merged_into(self) -> TrialPage | None:
        """The page of the entry this one became part of, when readers may see it."""
        if self.study.merged_into_id is None:
            return None
        return TrialPage.objects.live().filter(study=self.study.merged_into_id).first()

    @property
    def is_out_of_step(self) -> bool:
        """Whether the registry has changed what the plain words rest on since they were held against it."""
        return self.written_against is not None and self.written_against.words_digest != self.study.words_digest

    def iter_sections(self) -> Iterator[Section]:
        """Our words first, then the registry's, then what to ask."""
        body = [part for part in self.parts if not part.summary]
        yield from filled(self, [part for part in body if not part.closing])
        if self.study_id:
            yield from registry_sections(self.study, self.freshness)
        yield from filled(self, [part for part in body if part.closing])

    @cached_property
    def freshness(self) -> Freshness:
        return freshness_of(self.study)

    @property
    def notices(self) -> list[Notice]:
        """What a reader must know before anything else."""
        return notices_of(self.study, self.freshness) if self.study_id else []

    @property
    def status_line(self) -> StatusLine:
        return status_line(self.study)

    @property
    def facts(self) -> Rows:
        return at_a_glance(self.study)

    @property
    def doctor_sheet(self) -> DoctorSheet:
        return doctor_sheet(self.study)

    @property
    def words_from(self) -> datetime.date | None:
        """The day of the version that the plain words were last held against."""
        return timezone.localdate(self.written_against.taken_at) if self.written_against else None

    @property
    def subjects(self) -> list[Page]:
        """The public pages of the tumor types and treatments it is about."""
        if self.known_to_be_open:
            return self._subjects_as_kept()
        # A draft has them in its revision.
        return [page for page in (*self.tumor_types.all(), *self.treatments.all()) if page.live]

    def _subjects_as_kept(self) -> list[Page]:
        """The same in one query, for a page that was found by its address and is shown as it is kept."""
        about = models.Q(tumortypepage__trial_pages=self.pk) | models.Q(treatmentpage__trial_pages=self.pk)
        pages = Page.objects.live().filter(about).distinct().order_by("path")
        return sorted(pages, key=lambda page: page.cached_content_type.model != "tumortypepage")

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
