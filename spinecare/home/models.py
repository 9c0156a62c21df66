"""The home page and the plain pages about the site."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from spinecare.core.blocks import PageNoteBlock, TaskBlock
from spinecare.core.fields import sections_field
from spinecare.core.linked_data import Node, node
from spinecare.core.models import BasePage
from spinecare.core.origin import absolute
from spinecare.signoff.permissions import AboveSignedPages

# schema.org's way to say that the address of a search has a place for what was typed.
SEARCH_INPUT = "required name=search_term_string"


class HomePage(AboveSignedPages, BasePage):
    """The front door: emergency signs first, then what people come to do."""

    tasks = StreamField(
        [("task", TaskBlock())],
        verbose_name=_("what people come to do"),
        max_num=6,
        help_text=_("In the order you want them. Each leads to one page."),
    )
    featured = StreamField(
        [("page", PageNoteBlock())],
        verbose_name=_("featured pages"),
        blank=True,
        max_num=6,
        help_text=_("Pages to draw attention to now, in the order you want them."),
    )
    sections = sections_field()

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "treatments.TreatmentIndexPage",
        "treatments.TumorTypeIndexPage",
        "trials.TrialIndexPage",
        "knowledge.KnowledgeIndexPage",
        "knowledge.GuidePage",
        "support.SupportIndexPage",
        "support.CenterPage",
        "glossary.GlossaryPage",
        "home.StandardPage",
    ]
    max_count = 1
    introduces_center = True
    page_description = _("The front page of the site.")
    content_panels = [
        HelpPanel(
            content=_("<p>The emergency card stands at the top by itself. Edit it under “Once for all pages”.</p>")
        ),
        *BasePage.content_panels,
        FieldPanel("tasks"),
        FieldPanel("featured"),
        FieldPanel("sections"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("tasks"), index.SearchField("sections")]

    class Meta:
        verbose_name = _("home page")

    def site_facts(self, request: HttpRequest) -> Node:
        address = absolute(reverse("search")) + "?q={search_term_string}"
        target = node("EntryPoint", urlTemplate=address)
        return {"potentialAction": node("SearchAction", target=target) | {"query-input": SEARCH_INPUT}}


class StandardPage(BasePage):
    """A page about the site itself, without clinical content."""

    sections = sections_field()

    shows_contacts = models.BooleanField(
        _("show the phone numbers"),
        default=False,
        help_text=_("Puts the emergency card and everybody who can be called at the top, as on the contact page."),
    )

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    page_description = _("A page about the site: privacy, accessibility, contact. Not for clinical content.")
    content_panels = [*BasePage.content_panels, FieldPanel("shows_contacts"), FieldPanel("sections")]
    search_fields = [*BasePage.search_fields, index.SearchField("sections")]

    class Meta:
        verbose_name = _("standard page")

    @property
    def schema_types(self) -> tuple[str, ...]:
        return ("ContactPage",) if self.shows_contacts else ("AboutPage",)

    @property
    def introduces_center(self) -> bool:
        return self.shows_contacts

    @cached_property
    def subpages(self) -> QuerySet[Page]:
        """The live pages below, in the order editors gave them."""
        return self.public_children(Page)
