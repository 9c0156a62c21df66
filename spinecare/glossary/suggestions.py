"""Which terms of the glossary a page uses without marking them. What to do about it is for the editor to say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bs4 import BeautifulSoup, NavigableString, Tag

# Where a mark would be plain words, where the words are somebody else's, or where nobody reads a sentence.
NOT_HERE = (
    "h1, h2, h3, h4, h5, h6, a, button, summary, title, script, style, svg, nav, [popover], [data-quoted], .words"
)
MARK = re.compile(r"\{term:(?P<slug>[a-z0-9-]+)[^{}]*\}|\{[a-z_]+[^{}]*\}")
MARKED_ID = "term-"
BLOCKS = "p, li, dd, dt, td, th, figcaption, caption, blockquote, div, section"
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# An abbreviation is meant only as it is written: "IT" is not "it".
ABBREVIATION = re.compile(r"^[A-Z0-9]{2,}s?$")


class Explained(Protocol):
    """What is asked of a term: its key, and every way it is written."""

    slug: str

    @property
    def forms(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Unmarked:
    """A term where a page first uses it without a mark.

    words: as they stand there. sentence: where they stand. anchor: the part of the page, or nothing. mark: what to
    write in place of the words.
    """

    slug: str
    words: str
    sentence: str
    anchor: str

    @property
    def mark(self) -> str:
        return f"{{term:{self.slug}|{self.words}}}"


def unmarked_terms(html: str, terms: Iterable[Explained]) -> list[Unmarked]:
    """The terms a page uses and never marks, in reading order, each where it first stands.

    The HTML may be the page as readers get it, or a text as an editor writes it, with its marks in braces.
    """
    slugs = {form: term.slug for term in terms for form in term.forms}
    if not slugs:
        return []
    soup = BeautifulSoup(html, "html.parser")
    marked = _marked(soup, html)
    for element in soup.select(NOT_HERE):
        element.decompose()
    pattern = _any_of(slugs)
    spelled = {form if ABBREVIATION.match(form) else form.casefold(): slug for form, slug in slugs.items()}
    found: dict[str, Unmarked] = {}
    for text in soup.find_all(string=True):
        for match in pattern.finditer(MARK.sub(lambda mark: " " * len(mark[0]), text)):
            slug = spelled.get(match[0]) or spelled[match[0].casefold()]
            if slug not in marked and slug not in found:
                found[slug] = Unmarked(slug, match[0], _sentence(text, match.start()), _anchor(text))
    return list(found.values())


def known_words(terms: Iterable[Explained]) -> frozenset[str]:
    """Every word of every term, in lower case: the words a reader can look up where they stand."""
    return frozenset(word.casefold() for term in terms for form in term.forms for word in WORD.findall(form))


def _marked(soup: BeautifulSoup, html: str) -> set[str]:
    """The keys of the terms that are marked, in braces or as readers see them."""
    in_braces = {match["slug"] for match in MARK.finditer(html) if match["slug"]}
    shown = {button["popovertarget"].removeprefix(MARKED_ID) for button in soup.select("button.term[popovertarget]")}
    return in_braces | shown


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the forms, the longest first, so that “spinal cord compression” is not found as “cord”."""
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    written = (re.escape(form) if ABBREVIATION.match(form) else f"(?i:{re.escape(form)})" for form in longest_first)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(written)})(?![\w-])")


def _sentence(text: NavigableString, start: int) -> str:
    """The sentence around a place in a text, without the tags and marks inside it."""
    block = text.find_parent(BLOCKS.split(", "))
    whole = block.get_text() if isinstance(block, Tag) else str(text)
    before = 0
    if isinstance(block, Tag):
        for piece in block.find_all(string=True):
            if piece is text:
                break
            before += len(piece)
    place, end = before + start, 0
    for sentence in SENTENCE_END.split(whole):
        begin = whole.index(sentence, end)
        end = begin + len(sentence)
        if begin <= place < end:
            return _without_marks(sentence)
    return _without_marks(whole)


def _without_marks(text: str) -> str:
    """The text as readers see it, as far as the marks themselves say."""
    words = re.sub(r"\{[a-z_]+(?::[a-z0-9-]+)?\|([^{}|]+)\}", r"\1", text)
    return " ".join(words.split())


def _anchor(text: NavigableString) -> str:
    """The nearest part of the page that can be linked to."""
    parent = text.find_parent(id=True)
    return parent["id"] if parent else ""
