"""Where to find people: support, and the center itself."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from spinecare.core.fields import items_field, prose_field, questions_field, sections_field
from spinecare.core.linked_data import Node, center
from spinecare.core.parts import Part
from spinecare.editorial.models import ClinicalPage


class SupportIndexPage(ClinicalPage):
    """All kinds of support."""

    sections = sections_field()

    parent_page_types = ["home.HomePage"]
    subpage_types = ["support.SupportPage"]
    max_count = 1
    schema_types = ("MedicalWebPage", "CollectionPage")
    page_description = _("The list of support pages.")
    content_panels = [*ClinicalPage.opening_panels, FieldPanel("sections"), *ClinicalPage.closing_panels]
    search_fields = [*ClinicalPage.search_fields, index.SearchField("sections")]

    class Meta:
        verbose_name = _("support list")

    @cached_property
    def support_pages(self) -> QuerySet[SupportPage]:
        """The live support pages in the order editors gave them."""
        pages = self.public_children(SupportPage)
        return pages.only("id", "title", "summary", "url_path", "locale_id", "depth", "path")


class SupportPage(ClinicalPage):
    """One kind of support, and how to ask for it."""

    what_it_is = prose_field(_("what it is"))
    who_it_is_for = prose_field(_("who it is for"))
    how_to_ask = prose_field(_("how to ask"), _("Phone first. The number itself comes from the contact chosen below."))
    what_is_private = prose_field(_("what is private"))
    sections = sections_field()
    questions = questions_field()

    parts = (
        *ClinicalPage.parts,
        Part("what_it_is", _("What it is"), "prose"),
        Part("who_it_is_for", _("Who it is for"), "prose"),
        Part("how_to_ask", _("How to ask"), "prose"),
        Part("what_is_private", _("What is private"), "prose"),
        Part("questions", _("Questions to ask"), "questions", closing=True),
    )

    parent_page_types = ["support.SupportIndexPage"]
    subpage_types: list[str] = []
    page_description = _("One kind of support: what it is, whom it is for, how to ask, what stays private.")
    content_panels = [
        *ClinicalPage.opening_panels,
        MultiFieldPanel(["what_it_is", "who_it_is_for", "how_to_ask", "what_is_private"], heading=_("The support")),
        FieldPanel("sections"),
        FieldPanel("questions"),
        *ClinicalPage.closing_panels,
    ]
    search_fields = [
        *ClinicalPage.search_fields,
        *[index.SearchField(part.field) for part in parts if part.field != "in_short"],
        index.SearchField("sections"),
    ]

    class Meta:
        verbose_name = _("support page")


class CenterPage(ClinicalPage):
    """The center: where it is, how to get in, who works there, and facts that can be checked."""

    where_we_are = prose_field(_("where we are"))
    how_to_get_here = prose_field(_("how to get here"), _("By wheelchair, and for somebody who must lie flat."))
    hours = prose_field(_("hours"))
    team = items_field(_("who is in the team"), _("Roles and what each does for the reader. No names."))
    experience = items_field(
        _("facts about our experience"),
        _("What was counted, the number, the year and where it can be checked. No praise."),
    )
    sections = sections_field()
    questions = questions_field()

    parts = (
        *ClinicalPage.parts,
        Part("where_we_are", _("Where we are"), "prose"),
        Part("how_to_get_here", _("How to get here"), "prose"),
        Part("hours", _("Hours"), "prose"),
        Part("team", _("Who is in the team"), "items"),
        Part("experience", _("Facts about our experience"), "items"),
        Part("questions", _("Questions to ask"), "questions", closing=True),
    )

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    schema_types = ("MedicalWebPage", "AboutPage")
    introduces_center = True
    page_description = _("The center itself: place, hours, roles, checkable facts.")
    content_panels = [
        *ClinicalPage.opening_panels,
        MultiFieldPanel(["where_we_are", "how_to_get_here", "hours"], heading=_("Getting here")),
        MultiFieldPanel(["team", "experience"], heading=_("The team")),
        FieldPanel("sections"),
        FieldPanel("questions"),
        *ClinicalPage.closing_panels,
    ]
    search_fields = [
        *ClinicalPage.search_fields,
        *[index.SearchField(part.field) for part in parts if part.field != "in_short"],
        index.SearchField("sections"),
    ]

    class Meta:
        verbose_name = _("center page")

    def page_facts(self, request: HttpRequest) -> Node:
        return super().page_facts(request) | {"about": center()}
