"""A kind of spinal tumor."""

from __future__ import annotations

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, StructValue
from wagtail.fields import StreamField
from wagtail.search import index

from spinecare.core.fields import prose_field, questions_field
from spinecare.core.linked_data import Node, address_of, node, part_of, reference
from spinecare.core.linked_pages import LinkedPageBlock
from spinecare.core.parts import Part
from spinecare.editorial.models import ClinicalPage

from .treatment import TREATMENT


class Frequency(models.TextChoices):
    USUAL = "usual", _("Usual")
    SOMETIMES = "sometimes", _("Sometimes")
    RARELY = "rarely", _("Rarely")


class UsualTreatmentValue(StructValue):
    @property
    def frequency_label(self) -> str:
        return Frequency(self["frequency"]).label


class UsualTreatmentBlock(StructBlock):
    """A treatment, how often it is used for this tumor, and what it may give and take.

    Help and harm stand side by side and are both required, so that no treatment is shown by its good side alone.
    """

    page = LinkedPageBlock("treatments.TreatmentPage", label=_("Treatment"))
    frequency = ChoiceBlock(choices=Frequency.choices, label=_("How often it is used"))
    note = CharBlock(
        label=_("How it works here"), max_length=300, help_text=_("What it does for this tumor, in a sentence or two.")
    )
    benefit = CharBlock(
        label=_("May help"), max_length=400, help_text=_("What it may do for the reader, or “unknown”.")
    )
    harm = CharBlock(label=_("May harm"), max_length=400, help_text=_("What it may cost the reader, or “unknown”."))

    class Meta:
        icon = "link"
        label = _("Treatment")
        value_class = UsualTreatmentValue


# The parts in the order of a reader's questions.
ABOUT = _("About the tumor")
TREATING = _("Treating it")
DECIDING = _("Living and deciding")


class TumorTypePage(ClinicalPage):
    """One kind of tumor that starts in, on or beside the spinal cord, or spreads to the spine."""

    class Location(models.TextChoices):
        INSIDE_CORD = "inside-cord", _("Inside the spinal cord")
        INSIDE_COVERING = "inside-covering", _("Inside the covering, outside the cord")
        OUTSIDE_COVERING = "outside-covering", _("Outside the covering, often in bone")

    class Nature(models.TextChoices):
        NOT_CANCER = "not-cancer", _("Usually not cancer")
        CANCER = "cancer", _("Cancer")
        EITHER = "either", _("May or may not be cancer")

    location = models.CharField(_("where it usually grows"), max_length=20, choices=Location.choices)
    nature = models.CharField(_("nature"), max_length=20, choices=Nature.choices)
    other_names = models.CharField(_("other names"), max_length=200, blank=True)
    where_it_grows = prose_field(_("where it grows"))
    who_gets_it = prose_field(_("who gets it"))
    how_it_behaves = prose_field(_("how it behaves"))
    how_it_is_found = prose_field(_("how it is found"))
    usual_treatments = StreamField(
        [("treatment", UsualTreatmentBlock())], verbose_name=_("usual treatments"), blank=True
    )
    if_not_treated = prose_field(_("if it is not treated"))
    daily_life = prose_field(_("daily life"), _("Work, driving, mood, money, sex and having children."))
    where_experts_differ = prose_field(_("where experts differ"), _("Both sides, each with its evidence."))
    unknowns = prose_field(_("what we do not know"))
    questions = questions_field()

    parts = (
        *ClinicalPage.parts,
        Part("where_it_grows", _("Where it grows"), "where_it_grows", group=ABOUT),
        Part("who_gets_it", _("Who gets it"), "prose", group=ABOUT),
        Part("how_it_behaves", _("How it behaves"), "prose", group=ABOUT),
        Part("how_it_is_found", _("How it is found"), "prose", group=ABOUT),
        Part("usual_treatments", _("Usual treatments"), "usual_treatments", group=TREATING),
        Part("if_not_treated", _("If it is not treated"), "prose", group=TREATING),
        Part("where_experts_differ", _("Where experts differ"), "prose", group=TREATING),
        Part("daily_life", _("Daily life"), "prose", group=DECIDING),
        Part("unknowns", _("What we do not know"), "prose", group=DECIDING),
        Part("questions", _("Questions to ask"), "questions", closing=True, group=DECIDING),
    )

    parent_page_types = ["treatments.TumorTypeIndexPage"]
    subpage_types: list[str] = []
    page_description = _("A kind of tumor: where it grows, how it behaves, how it is usually treated.")
    content_panels = [
        *ClinicalPage.opening_panels,
        MultiFieldPanel(["location", "nature", "other_names"], heading=_("At a glance")),
        MultiFieldPanel(
            ["where_it_grows", "who_gets_it", "how_it_behaves", "how_it_is_found"], heading=_("About the tumor")
        ),
        MultiFieldPanel(
            ["usual_treatments", "if_not_treated", "where_experts_differ", "unknowns"], heading=_("Treating it")
        ),
        MultiFieldPanel(["daily_life", "questions"], heading=_("Living with it, and what next")),
        *ClinicalPage.closing_panels,
    ]
    search_fields = [
        *ClinicalPage.search_fields,
        index.SearchField("other_names"),
        *[index.SearchField(part.field) for part in parts if part.field not in ("in_short", "usual_treatments")],
    ]

    class Meta:
        verbose_name = _("tumor type page")

    def page_facts(self, request: HttpRequest) -> Node:
        return super().page_facts(request) | {"about": reference(part_of(self, request, "tumor"))}

    def things(self, request: HttpRequest) -> list[Node]:
        treatments = [block.value["page"] for block in self.usual_treatments]
        tumor = node(
            "MedicalCondition",
            id=part_of(self, request, "tumor"),
            name=self.title,
            alternateName=[name.strip() for name in self.other_names.split(",") if name.strip()],
            url=address_of(self, request),
            description=self.summary,
            associatedAnatomy=node("AnatomicalStructure", name=_("Spine"), description=self.get_location_display()),
            possibleTreatment=[
                node(
                    "MedicalTherapy",
                    id=part_of(page, request, TREATMENT),
                    name=page.title,
                    url=address_of(page, request),
                )
                for page in treatments
                if page
            ],
        )
        return [tumor]
