"""A treatment, described by the same parts as every other treatment, so that a gap shows."""

from __future__ import annotations

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import CharBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.search import index

from spinecare.core.blocks import ContentBlock
from spinecare.core.fields import items_field, prose_field, questions_field, steps_field
from spinecare.core.linked_data import Node, address_of, node, part_of, reference
from spinecare.core.linked_pages import LinkedPageBlock
from spinecare.core.parts import Part
from spinecare.editorial.models import ClinicalPage

# What a treatment is called among the things its page describes.
TREATMENT = "treatment"


class CombinedTreatmentBlock(StructBlock):
    """Another treatment and why the two go together."""

    page = LinkedPageBlock("treatments.TreatmentPage", label=_("Treatment"))
    note = CharBlock(label=_("Why they go together"), max_length=200)

    class Meta:
        icon = "link"
        label = _("Treatment")


# The parts in the order of a reader's questions.
ABOUT = _("About it")
HAVING_IT = _("Having it")
GOOD_AND_HARM = _("Good and harm")
DECIDING = _("Living and deciding")


class TreatmentPage(ClinicalPage):
    """One way to treat a spinal tumor, or to live with one."""

    aim = models.CharField(
        _("what it is for, in one line"), max_length=140, help_text=_("Shown in the list of treatments.")
    )
    what_it_is = prose_field(_("what it is"))
    what_it_is_for = prose_field(_("what it is for"), _("Each aim by name. What it does not do."))
    kinds = StreamField(
        ContentBlock(required=False),
        verbose_name=_("the different kinds"),
        blank=True,
        help_text=_("Only where there are several, such as types of operation. Tables and pictures may go here."),
    )
    who_it_may_suit = prose_field(_("who it may suit"))
    who_it_may_not_suit = prose_field(_("who it may not suit"))
    before = steps_field(_("before"))
    during = steps_field(_("during"))
    after = steps_field(_("after"), _("With time ranges as far as anybody knows them."))
    benefits = items_field(_("benefits"), _("What it can do, how often, and how sure we are."))
    harms_common = items_field(_("common harms"))
    harms_serious = items_field(_("serious harms"), _("Say which signs need a call now."))
    harms_rare = items_field(_("rare harms"))
    without_it = prose_field(_("if you do not have it"))
    daily_life = prose_field(_("daily life"), _("Work, driving, sex and fertility, mood, money."))
    unknowns = prose_field(_("what we do not know"))
    combined_with = StreamField(
        [("treatment", CombinedTreatmentBlock())], verbose_name=_("often combined with"), blank=True
    )
    for_carers = prose_field(_("for carers"), _("What to watch for, whom to ring, what to bring."))
    questions = questions_field()

    parts = (
        *ClinicalPage.parts,
        Part("what_it_is", _("What it is"), "prose", group=ABOUT),
        Part("what_it_is_for", _("What it is for"), "prose", group=ABOUT),
        Part("kinds", _("The different kinds"), "content", group=ABOUT),
        Part("who_it_may_suit", _("Who it may suit"), "prose", group=ABOUT),
        Part("who_it_may_not_suit", _("Who it may not suit"), "prose", group=ABOUT),
        Part("before", _("Before"), "steps", group=HAVING_IT),
        Part("during", _("During"), "steps", group=HAVING_IT),
        Part("after", _("After"), "steps", group=HAVING_IT),
        Part("benefits", _("Benefits"), "benefits", group=GOOD_AND_HARM),
        Part("harms_common", _("Common harms"), "harms", group=GOOD_AND_HARM),
        Part("harms_serious", _("Serious harms"), "serious_harms", group=GOOD_AND_HARM),
        Part("harms_rare", _("Rare harms"), "harms", group=GOOD_AND_HARM),
        Part("without_it", _("If you do not have it"), "prose", group=GOOD_AND_HARM),
        Part("daily_life", _("Daily life"), "prose", group=DECIDING),
        Part("unknowns", _("What we do not know"), "prose", group=DECIDING),
        Part("combined_with", _("Often combined with"), "combined", group=DECIDING),
        Part("for_carers", _("For carers"), "prose", group=DECIDING),
        Part("questions", _("Questions to ask"), "questions", closing=True, group=DECIDING),
    )

    parent_page_types = ["treatments.TreatmentIndexPage"]
    subpage_types: list[str] = []
    page_description = _("A treatment, with the same parts as every other: benefits, harms, what is not known.")
    content_panels = [
        *ClinicalPage.opening_panels,
        FieldPanel("aim"),
        MultiFieldPanel(["what_it_is", "what_it_is_for", "kinds"], heading=_("What it is")),
        MultiFieldPanel(["who_it_may_suit", "who_it_may_not_suit"], heading=_("Whom it may suit")),
        MultiFieldPanel(["before", "during", "after"], heading=_("What happens")),
        MultiFieldPanel(["benefits", "harms_common", "harms_serious", "harms_rare"], heading=_("Benefits and harms")),
        MultiFieldPanel(["without_it", "daily_life", "unknowns"], heading=_("To weigh up")),
        MultiFieldPanel(["combined_with", "for_carers", "questions"], heading=_("What next")),
        *ClinicalPage.closing_panels,
    ]
    search_fields = [
        *ClinicalPage.search_fields,
        index.SearchField("aim"),
        *[index.SearchField(part.field) for part in parts if part.field not in ("in_short", "combined_with")],
    ]

    class Meta:
        verbose_name = _("treatment page")

    def page_facts(self, request: HttpRequest) -> Node:
        return super().page_facts(request) | {"about": reference(part_of(self, request, TREATMENT))}

    def things(self, request: HttpRequest) -> list[Node]:
        harms = [item["title"] for block in self.harms_serious for item in block.value]
        treatment = node(
            "MedicalTherapy",
            id=part_of(self, request, TREATMENT),
            name=self.title,
            url=address_of(self, request),
            description=self.aim,
            seriousAdverseOutcome=[node("MedicalEntity", name=harm) for harm in harms],
        )
        return [treatment]
