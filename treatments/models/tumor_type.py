"""A kind of spinal tumor."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, StructValue
from wagtail.fields import StreamField
from wagtail.search import index

from spinecare.core.fields import prose_field, questions_field
from spinecare.core.linked_pages import LinkedPageBlock
from spinecare.core.parts import Part
from spinecare.editorial.models import ClinicalPage


class Frequency(models.TextChoices):
    USUAL = "usual", _("Usual")
    SOMETIMES = "sometimes", _("Sometimes")
    RARELY = "rarely", _("Rarely")


class UsualTreatmentValue(StructValue):
    @property
    def frequency_label(self) -> str:
        return Frequency(self["frequency"]).label


class UsualTreatmentBlock(StructBlock):
    """A treatment and how often it is used for this tumor."""

    page = LinkedPageBlock("treatments.TreatmentPage", label=_("Treatment"))
    frequency = ChoiceBlock(choices=Frequency.choices, label=_("How often it is used"))
    note = CharBlock(label=_("Note"), max_length=250, required=False)

    class Meta:
        icon = "link"
        label = _("Treatment")
        value_class = UsualTreatmentValue


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
    usual_treatments = StreamField(
        [("treatment", UsualTreatmentBlock())], verbose_name=_("usual treatments"), blank=True
    )
    where_experts_differ = prose_field(_("where experts differ"), _("Both sides, each with its evidence."))
    unknowns = prose_field(_("what we do not know"))
    questions = questions_field()

    parts = (
        *ClinicalPage.parts,
        Part("where_it_grows", _("Where it grows"), "prose"),
        Part("who_gets_it", _("Who gets it"), "prose"),
        Part("how_it_behaves", _("How it behaves"), "prose"),
        Part("usual_treatments", _("Usual treatments"), "usual_treatments"),
        Part("where_experts_differ", _("Where experts differ"), "prose"),
        Part("unknowns", _("What we do not know"), "prose"),
        Part("questions", _("Questions to ask"), "questions", closing=True),
    )

    parent_page_types = ["treatments.TumorTypeIndexPage"]
    subpage_types: list[str] = []
    page_description = _("A kind of tumor: where it grows, how it behaves, how it is usually treated.")
    content_panels = [
        *ClinicalPage.opening_panels,
        MultiFieldPanel(["location", "nature", "other_names"], heading=_("At a glance")),
        MultiFieldPanel(["where_it_grows", "who_gets_it", "how_it_behaves"], heading=_("About the tumor")),
        MultiFieldPanel(["usual_treatments", "where_experts_differ", "unknowns"], heading=_("Treating it")),
        MultiFieldPanel(["questions"], heading=_("What next")),
        *ClinicalPage.closing_panels,
    ]
    search_fields = [
        *ClinicalPage.search_fields,
        index.SearchField("other_names"),
        *[index.SearchField(part.field) for part in parts if part.field not in ("in_short", "usual_treatments")],
    ]

    class Meta:
        verbose_name = _("tumor type page")
