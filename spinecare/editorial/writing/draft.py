"""A rendered page as the rules read it: its own paragraphs, links, pictures and sections. No Django in here.

The frame of the site, the emergency card, contacts, sources and what is quoted from elsewhere are left out: an author
can do nothing about them here.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bs4 import BeautifulSoup, Tag

from ..plain_language import sentences

# What editors write, as the layouts show it.
SECTIONS = '.in-short, section.part[class*="part--"]:not([data-quoted])'
OPENING = ".page__summary, .page__for"
LEAVES = ["p", "li", "dd"]
# A drawing is looked at, a table is read cell by cell: neither is made of sentences.
NOT_SENTENCES = ["table", "figure"]
FACT = "data.fact"
# A telephone number, whichever it is today.
PHONE = "a.number"
CITATION = 'a[href^="#source-"]'
# Stands in a paragraph without being part of it: an explanation that opens on its own, the number of a source, a label.
ASIDE = f"[popover], {CITATION}, .page__for > strong"
# Letters from the part of Unicode that is nobody's, in place of a Fact, and of the number of a source.
FACT_MARK = "\ue000"
SOURCE_MARK = "\ue001"
# A source is often named after the full stop of the sentence it belongs to.
SOURCE_AFTER_STOP = re.compile(rf"([.!?][\"”’)]*)\s*((?:{SOURCE_MARK}\s*)+)")
QUOTE = re.compile(r"[\"“][^\"“”]*[\"”]")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, list item or table cell. `text` is as read; in `unsaid` signs stand for Facts and sources."""

    element: Tag
    text: str
    unsaid: str
    in_table: bool = False

    @cached_property
    def sentences(self) -> list[str]:
        return sentences(self.text)

    @cached_property
    def own_sentences(self) -> list[str]:
        """The sentences without what is said in quotes, which are words to say to somebody or somebody else's."""
        return sentences(QUOTE.sub("…", self.text))

    @cached_property
    def own_claims(self) -> list[str]:
        """What is said in our own words: no quotes and no questions, and signs for Facts and sources."""
        found = sentences(QUOTE.sub("…", self.unsaid))
        return [sentence for sentence in found if not sentence.rstrip('"”’)').endswith("?")]


@dataclass(frozen=True)
class DraftSection:
    """One part of the page under its heading."""

    element: Tag
    heading: str

    @property
    def anchor(self) -> str:
        return str(self.element.get("id", ""))

    @property
    def names_source(self) -> bool:
        return bool(self.element.select_one(f"{FACT}, {CITATION}"))


class Draft:
    """The main part of a rendered page."""

    def __init__(self, main: Tag) -> None:
        self.main = main

    @classmethod
    def of(cls, html: str) -> Draft | None:
        """None when the HTML has no main part, as the preview of a snippet."""
        main = BeautifulSoup(html, "html.parser").find("main")
        return cls(main) if isinstance(main, Tag) else None

    @cached_property
    def roots(self) -> list[Tag]:
        return self.main.select(f"{OPENING}, {SECTIONS}")

    @cached_property
    def sections(self) -> list[DraftSection]:
        found = self.main.select(SECTIONS)
        return [DraftSection(each, words_of(each.find("h2") or each)) for each in found]

    @cached_property
    def in_short(self) -> DraftSection | None:
        return next((section for section in self.sections if "in-short" in section.element.get("class", [])), None)

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """Every paragraph and list item in reading order, and every cell of a table."""
        return [_paragraph(element) for root in self.roots for element in _leaves(root)]

    @cached_property
    def running_text(self) -> list[Paragraph]:
        """What is made of sentences."""
        return [paragraph for paragraph in self.paragraphs if not paragraph.in_table]

    def within(self, section: DraftSection) -> list[Paragraph]:
        return [each for each in self.running_text if section.element in each.element.parents]

    @cached_property
    def headings(self) -> list[Tag]:
        return [heading for root in self.roots for heading in root.find_all(re.compile(r"h[2-6]"))]

    @cached_property
    def links(self) -> list[Tag]:
        return [link for root in self.roots for link in root.select(f"a[href]:not({CITATION})")]

    @cached_property
    def pictures(self) -> list[Tag]:
        return [picture for root in self.roots for picture in root.find_all("img")]

    @property
    def lists_sources(self) -> bool:
        return bool(self.main.select_one("#sources li"))

    @property
    def is_sample(self) -> bool:
        """Whether the page is about something made up, and says so: its numbers have no source and need none."""
        return bool(self.main.select_one(".page__state--sample"))


def is_sourced(sentence: str) -> bool:
    """Whether a sentence with signs holds a Fact or names a source."""
    return FACT_MARK in sentence or SOURCE_MARK in sentence


def without_signs(sentence: str) -> str:
    return sentence.replace(FACT_MARK, "…").replace(SOURCE_MARK, "")


def words_of(element: Tag) -> str:
    """The words of a tag as they are read, without what opens on its own."""
    element = copy.copy(element)
    for aside in element.select(ASIDE):
        aside.decompose()
    return _joined(element)


def _leaves(root: Tag) -> Iterator[Tag]:
    if root.name in LEAVES:
        yield root
    for element in root.find_all([*LEAVES, "td"]):
        in_figure = element.find_parent("figure")
        if not in_figure and not element.find([*LEAVES, "td"]) and not element.find_parent(attrs={"popover": True}):
            yield element


def _paragraph(element: Tag) -> Paragraph:
    unsaid = copy.copy(element)
    for citation in unsaid.select(CITATION):
        citation.replace_with(SOURCE_MARK)
    for aside in unsaid.select(ASIDE):
        aside.decompose()
    for fact in unsaid.select(FACT):
        fact.replace_with(FACT_MARK)
    for number in unsaid.select(PHONE):
        number.replace_with("…")
    in_table = element.name == "td" or element.find_parent("table") is not None
    return Paragraph(element, words_of(element), SOURCE_AFTER_STOP.sub(r"\2\1 ", _joined(unsaid)).strip(), in_table)


def _joined(element: Tag) -> str:
    return re.sub(r" (?=[.,;:)?!])", "", " ".join(element.get_text(" ").split()))
