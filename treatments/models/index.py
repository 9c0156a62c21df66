"""The lists of treatments and of tumor types."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from spinecare.core.fields import sections_field
from spinecare.editorial.models import ClinicalPage

from .treatment import TreatmentPage
from .tumor_type import TumorTypePage


class ClinicalIndexPage(ClinicalPage):
    """Abstract: an introduction, signed off like any clinical page, and the list of the pages below."""

    sections = sections_field()

    schema_types = ("MedicalWebPage", "CollectionPage")
    content_panels = [*ClinicalPage.opening_panels, FieldPanel("sections"), *ClinicalPage.closing_panels]
    search_fields = [*ClinicalPage.search_fields, index.SearchField("sections")]

    class Meta:
        abstract = True


class TreatmentIndexPage(ClinicalIndexPage):
    """All treatments, and how a team and a person decide."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["treatments.TreatmentPage"]
    max_count = 1
    page_description = _("The list of treatments and how teams decide.")

    class Meta:
        verbose_name = _("treatment list")

    @cached_property
    def treatments(self) -> QuerySet[TreatmentPage]:
        """The live treatments in the order editors gave them."""
        pages = self.public_children(TreatmentPage)
        return pages.only("id", "title", "aim", "summary", "url_path", "locale_id", "depth", "path")


@dataclass(frozen=True)
class PlaceGroup:
    """The tumor types that usually grow in one place."""

    location: str
    name: str
    pages: list[TumorTypePage]


class TumorTypeIndexPage(ClinicalIndexPage):
    """All tumor types, grouped by where they grow."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["treatments.TumorTypePage"]
    max_count = 1
    page_description = _("The list of tumor types, by where they grow.")

    class Meta:
        verbose_name = _("tumor type list")

    @cached_property
    def groups(self) -> list[PlaceGroup]:
        """The live tumor types by place, empty places left out."""
        fields = ("id", "title", "summary", "location", "nature", "url_path", "locale_id", "depth", "path")
        pages = list(self.public_children(TumorTypePage).only(*fields))
        groups = (
            PlaceGroup(value, label, [page for page in pages if page.location == value])
            for value, label in TumorTypePage.Location.choices
        )
        return [group for group in groups if group.pages]
