"""Put together, for each clinical page, what was counted, what readers scored, and which numbers have a source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wagtail.models import Page

from spinecare.core.parts import missing
from spinecare.editorial.models import ClinicalPage
from spinecare.editorial.page_text import PageText, text_of
from spinecare.editorial.plain_language import GRADE_TARGET, SHORT_GRADE_TARGET, Reading, measure, sentences
from spinecare.editorial.writing.advice import Severity
from spinecare.editorial.writing.draft import Draft
from spinecare.editorial.writing.numbers import first_number
from spinecare.editorial.writing.rules import Look, advice_on

from .records import Rating, fingerprint, ratings_of

OUTSIDE_FACTS = "number-outside-fact"


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
        """Easy enough, every part filled, every number a Fact, and every reader's scores at their targets."""
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
    return PageReport(
        address=address,
        reading=measured(text.all, address),
        in_short=measured(text.in_short, address),
        parts=len(page.parts),
        parts_filled=len(page.parts) - len(missing(page, page.parts)),
        sources=len(page.sources),
        untraced=numbers_outside_facts(page),
        number_sentences=len(number_sentences(text)),
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
    return [sentence for sentence in found if first_number(sentence)]


def numbers_outside_facts(page: ClinicalPage) -> tuple[str, ...]:
    """The sentences with a number that is no Fact, in the page as its readers get it."""
    draft = Draft.of(page.make_preview_request().content.decode())
    found = advice_on(Look(draft)) if draft else []
    return tuple(each.excerpt for each in found if each.rule == OUTSIDE_FACTS and each.severity is Severity.MUST)
