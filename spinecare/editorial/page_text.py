"""The words of a clinical page as its reader meets them, without the frame around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bs4 import BeautifulSoup
from django.http import HttpRequest
from django.template.loader import render_to_string

from spinecare.core.parts import Section

from .context import safety_for
from .models import ClinicalPage
from .placeholders import fill_in

# A table is read cell by cell and a drawing is looked at: neither is made of sentences.
NOT_SENTENCES = "table, figure"
SMALLEST_PARAGRAPH = 3


@dataclass(frozen=True)
class PageText:
    """Paragraphs and list items in reading order."""

    in_short: tuple[str, ...]
    body: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return self.in_short + self.body


def text_of(page: ClinicalPage) -> PageText:
    """The text of a page: what it is for, "In short", and its sections. Menus, cards, sources and tables stay out."""
    opening = (page.summary, page.page_is_for)
    return PageText(
        in_short=tuple(_paragraphs(page, page.shown_summary_parts)),
        body=tuple(opening) + tuple(_paragraphs(page, page.shown_sections)),
    )


def _paragraphs(page: ClinicalPage, sections: Iterable[Section]) -> Iterable[str]:
    safety = safety_for(HttpRequest())
    for section in sections:
        words = {"value": section.value, "anchor": section.anchor, "page": page}
        soup = BeautifulSoup(render_to_string(section.template_name, words), "html.parser")
        for element in soup.select(NOT_SENTENCES):
            element.decompose()
        for element in soup.find_all(["p", "li", "dd"]):
            if element.find(["p", "li", "dd"]):
                continue
            text = fill_in(" ".join(element.get_text(" ").split()), safety)
            if len(text.split()) >= SMALLEST_PARAGRAPH:
                yield text.replace(" .", ".").replace(" ,", ",")
