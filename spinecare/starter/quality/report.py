"""Put together, for each clinical page, what was counted, what readers scored, and which numbers have a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wagtail.models import Page

from spinecare.core.parts import missing
from spinecare.editorial.models import ClinicalPage
from spinecare.editorial.page_text import PageText, text_of
from spinecare.editorial.plain_language import Reading, measure, sentences

from .records import Rating, TracedNumber, fingerprint, ratings_of, traced_numbers

GRADE_TARGET = 8.0
SHORT_GRADE_TARGET = 6.0
NUMBER = re.compile(r"\d")
# Digits that are no claim: telephone numbers, "24-hour", names of trials and genes, phases, days and years.
NOT_A_CLAIM = re.compile(
    r"\b\d{3}-\d{3}-\d{4}\b|\b911\b|\b24[- ]hours?\b|\bH3 ?K27\w*|\b[A-Z]+\d+\b|\bSC\.24|\bRTOG 0631|\b[Pp]hases? \d"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2},)? \d{4}"
    r"|\b(?:19|20)\d\d\b"
)


@dataclass(frozen=True)
class PageReport:
    """What is known about one page's quality."""

    address: str
    reading: Reading
    in_short: Reading
    parts: int
    parts_filled: int
    sources: int
    untraced: tuple[str, ...]
    number_sentences: int
    ratings: tuple[Rating, ...]
    fingerprint: str

    @property
    def outdated(self) -> tuple[Rating, ...]:
        """The scores given to an earlier text."""
        return tuple(rating for rating in self.ratings if rating.fingerprint != self.fingerprint)

    @property
    def readable(self) -> bool:
        return self.reading.flesch_kincaid <= GRADE_TARGET and self.in_short.flesch_kincaid <= SHORT_GRADE_TARGET

    @property
    def on_target(self) -> bool:
        """Easy enough, every part filled, every number traced, and every reader's scores at their targets."""
        scored = len(self.ratings) > 1 and all(rating.on_target for rating in self.ratings)
        return self.readable and self.parts == self.parts_filled and not self.untraced and scored


def clinical_pages() -> Iterator[ClinicalPage]:
    """The live pages with clinical content, in the order of the site."""
    for page in Page.objects.live().public().order_by("path").specific():
        if isinstance(page, ClinicalPage) and page.shows_review:
            yield page


def report_on(page: ClinicalPage) -> PageReport:
    text = text_of(page)
    address = page.url_path.removeprefix("/home")
    traced = traced_numbers(address)
    claims = number_sentences(text)
    keys = {block.value["source"].key for block in page.sources}
    return PageReport(
        address=address,
        reading=measured(text.all, address),
        in_short=measured(text.in_short, address),
        parts=len(page.parts),
        parts_filled=len(page.parts) - len(missing(page, page.parts)),
        sources=len(page.sources),
        untraced=tuple(claim for claim in claims if not is_traced(claim, traced, keys)),
        number_sentences=len(claims),
        ratings=tuple(ratings_of(address)),
        fingerprint=fingerprint(text.whole),
    )


def measured(paragraphs: tuple[str, ...], address: str) -> Reading:
    reading = measure(paragraphs)
    if reading is None:
        raise ValueError(f"{address} has no text to measure")
    return reading


def number_sentences(text: PageText) -> list[str]:
    """The sentences that state a number."""
    found = (sentence for paragraph in text.all for sentence in sentences(paragraph))
    return [sentence for sentence in found if NUMBER.search(NOT_A_CLAIM.sub("", sentence))]


def is_traced(sentence: str, traced: list[TracedNumber], keys: set[str]) -> bool:
    """Whether every number of the sentence stands in words that were traced to a source the page lists."""
    rest = NOT_A_CLAIM.sub("", sentence)
    for entry in traced:
        if entry.words in sentence and (entry.source in keys or entry.source == "none"):
            rest = rest.replace(NOT_A_CLAIM.sub("", entry.words), "")
    return not NUMBER.search(rest)
