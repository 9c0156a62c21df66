"""A guide: clinical content that does not follow the fixed parts of a treatment."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from spinecare.core.fields import questions_field, sections_field
from spinecare.core.parts import Part
from spinecare.editorial.models import ClinicalPage


class GuidePage(ClinicalPage):
    """What to watch for, what to do now, how a tumor is found, what can be prevented."""

    sections = sections_field()
    questions = questions_field()

    parts = (*ClinicalPage.parts, Part("questions", _("Questions to ask"), "questions", closing=True))

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    page_description = _("A clinical guide with sections of your own, such as symptoms or tests.")
    content_panels = [
        *ClinicalPage.opening_panels,
        FieldPanel("sections"),
        FieldPanel("questions"),
        *ClinicalPage.closing_panels,
    ]
    search_fields = [
        *ClinicalPage.search_fields,
        index.SearchField("sections"),
        index.SearchField("questions"),
    ]

    class Meta:
        verbose_name = _("guide page")
