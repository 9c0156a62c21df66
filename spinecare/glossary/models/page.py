"""The glossary: every term from A to Z."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.search import index

from spinecare.core.fields import sections_field
from spinecare.core.linked_data import Node, address_of, node, part_of, reference
from spinecare.core.models import BasePage

from .term import Term

NO_LETTER = "#"


@dataclass(frozen=True)
class Letter:
    """The terms that begin with one letter, and where they stand on the page."""

    letter: str
    terms: tuple[Term, ...]

    @property
    def anchor(self) -> str:
        return "letter-other" if self.letter == NO_LETTER else f"letter-{self.letter.lower()}"


def letter_of(term: Term) -> str:
    """The letter a term is looked for under: without accents, and one place for all that begins with none."""
    first = unicodedata.normalize("NFKD", term.term[:1]).upper()[:1]
    return first if first.isalpha() else NO_LETTER


class GlossaryPage(BasePage):
    """The list of all terms. Its words are the terms' own, so each is changed in one place."""

    sections = sections_field()

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    schema_types = ("CollectionPage",)
    page_description = _("The glossary: every term with its meaning, from A to Z.")
    content_panels = [
        HelpPanel(content=_("<p>The terms stand here by themselves. Edit them under “Glossary” in the menu.</p>")),
        *BasePage.content_panels,
        FieldPanel("sections"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("sections")]

    class Meta:
        verbose_name = _("glossary page")

    @cached_property
    def terms(self) -> list[Term]:
        """The published terms, in the order of a dictionary."""
        return sorted(Term.objects.filter(live=True), key=lambda term: (letter_of(term), term.term.casefold()))

    @cached_property
    def letters(self) -> list[Letter]:
        return [Letter(letter, tuple(terms)) for letter, terms in groupby(self.terms, key=letter_of)]

    def page_facts(self, request: HttpRequest) -> Node:
        return {"mainEntity": reference(part_of(self, request, "terms"))} if self.terms else {}

    def things(self, request: HttpRequest) -> list[Node]:
        if not self.terms:
            return []
        return [
            node(
                "DefinedTermSet",
                id=part_of(self, request, "terms"),
                name=self.heading,
                url=address_of(self, request),
                hasDefinedTerm=[self._defined(term, request) for term in self.terms],
            )
        ]

    def _defined(self, term: Term, request: HttpRequest) -> Node:
        return node(
            "DefinedTerm",
            id=part_of(self, request, term.slug),
            name=term.term,
            alternateName=term.other_form_list,
            description=term.definition,
            termCode=term.slug,
        )
