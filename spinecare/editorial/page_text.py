"""The words of a clinical page as its reader meets them, without the frame around them."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from django.http import HttpRequest
from django.template.loader import render_to_string

from spinecare.core.marks import show_in_text
from spinecare.core.parts import Section

from .models import ClinicalPage
from .plain_language import is_paragraph

# A table is read cell by cell and a drawing is looked at: neither is made of sentences.
NOT_SENTENCES = "table, figure"


@dataclass(frozen=True)
class PageText:
    """The words of a page in reading order.

    in_short, body: paragraphs and list items, the sentences that are measured. whole: also headings, tables and
    captions, everything a reader judges.
    """

    in_short: tuple[str, ...]
    body: tuple[str, ...]
    whole: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return self.in_short + self.body


def text_of(page: ClinicalPage) -> PageText:
    """The text of a page: what it is for, "In short", and its sections. Menus, cards, sources and quotes stay out."""
    request = HttpRequest()
    opening = [show_in_text(request, words) for words in (page.summary, page.page_is_for)]
    in_short = [_Part.of(page, section, request) for section in page.shown_summary_parts]
    body = [_Part.of(page, section, request) for section in page.shown_sections if not section.quoted]
    return PageText(
        in_short=tuple(text for part in in_short for text in part.paragraphs),
        body=(*opening, *(text for part in body for text in part.paragraphs)),
        whole=(page.heading, *opening, *(part.words for part in (*in_short, *body))),
    )


@dataclass(frozen=True)
class _Part:
    """One section as it is shown: all its words, and those that are sentences."""

    words: str
    paragraphs: tuple[str, ...]

    @classmethod
    def of(cls, page: ClinicalPage, section: Section, request: HttpRequest) -> _Part:
        context = {"value": section.value, "anchor": section.anchor, "page": page}
        soup = BeautifulSoup(render_to_string(section.template_name, context), "html.parser")
        words = show_in_text(request, f"{section.heading} {_plain(soup)}")
        for element in soup.select(NOT_SENTENCES):
            element.decompose()
        texts = (_plain(element) for element in soup.find_all(["p", "li", "dd"]) if not element.find(["p", "li", "dd"]))
        paragraphs = [show_in_text(request, text) for text in texts]
        return cls(words, tuple(text for text in paragraphs if is_paragraph(text)))


def _plain(element: Tag) -> str:
    return " ".join(element.get_text(" ").split()).replace(" .", ".").replace(" ,", ",")
