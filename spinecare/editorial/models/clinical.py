"""What every page with clinical content has: who it is for, its sources, and whether anybody has signed it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import CharBlock, StructBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index
from wagtail.snippets.blocks import SnippetChooserBlock

from spinecare.core.linked_data import Node, moment, node
from spinecare.core.models import BasePage
from spinecare.core.parts import Part
from spinecare.signoff.forms import SignedPageForm
from spinecare.signoff.models import SignedPage

from ..context import safety_for


class CitedSourceBlock(StructBlock):
    """A source and what on this page rests on it."""

    source = SnippetChooserBlock("editorial.Source", label=_("Source"))
    supports = CharBlock(label=_("What it supports"), max_length=250)

    class Meta:
        icon = "openquote"
        label = _("Source")


IN_SHORT = Part("in_short", _("In short"), "summary", summary=True)


class ClinicalPage(SignedPage, BasePage):
    """Abstract base of clinical and support pages: their words are signed, and say what they rest on."""

    page_is_for = models.TextField(
        _("this page is for"),
        max_length=300,
        help_text=_("Who should read it and what it tells them. One or two sentences."),
    )
    in_short = RichTextField(
        _("in short"),
        features=["bold", "ul", "link", "term"],
        help_text=_("Three to six short points. The most important first. Reading grade 6 or lower."),
    )
    sources = StreamField([("source", CitedSourceBlock())], verbose_name=_("sources"), blank=True)
    evidence_date = models.DateField(
        _("information gathered on"),
        null=True,
        blank=True,
        help_text=_("When the facts on this page were last looked up. Not the day of the last edit."),
    )
    contact = models.ForeignKey(
        "editorial.Contact",
        verbose_name=_("contact"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who to ring about what this page says. The team's 24-hour line is shown anyway."),
    )
    base_form_class = SignedPageForm
    parts = (IN_SHORT,)

    opening_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(["page_is_for", "in_short"], heading=_("The opening")),
    ]
    closing_panels = [
        FieldPanel("contact"),
        MultiFieldPanel(["evidence_date", "sources"], heading=_("Where this comes from")),
        FieldPanel("change_note"),
    ]
    content_panels = [*opening_panels, *closing_panels]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("page_is_for"),
        index.SearchField("in_short"),
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["contact"] = safety_for(request).contact_of(self.contact_id)
        return context

    @property
    def schema_types(self) -> tuple[str, ...]:
        return ("MedicalWebPage",) if self.shows_review else ("WebPage",)

    def page_facts(self, request: HttpRequest) -> Node:
        return {"citation": self.citations()} | (self._review_facts() if self.shows_review else {})

    def _review_facts(self) -> Node:
        """Whom the page is for and how far to trust it. A page nobody has signed says so, and claims no review."""
        facts: Node = {"audience": node("Patient", audienceType=_("People with a spinal tumor, and their carers"))}
        if not self.is_signed:
            return facts | {"creativeWorkStatus": _("Sample text, awaiting clinical sign-off")}
        # Who signs is named by role: the page does not name people either.
        reviewer = node("Person", jobTitle=self.reviewed_by) if self.reviewed_by else None
        return facts | {"lastReviewed": moment(self.reviewed_on), "reviewedBy": reviewer}

    def citations(self) -> list[Node]:
        """The sources that a reader can open."""
        cited = (block.value["source"] for block in self.sources)
        return [source.linked_data for source in cited if source and source.address]

    @property
    def source_years(self) -> tuple[int, int] | None:
        """The years of the oldest and the newest source, or None when no source has a year."""
        cited = (block.value["source"] for block in self.sources)
        years = [source.year for source in cited if source and source.year]
        return (min(years), max(years)) if years else None

    @property
    def shows_review(self) -> bool:
        """Whether the page carries a review panel. Every clinical page does."""
        return True

    @property
    def needs_sign_off(self) -> bool:
        return self.shows_review
