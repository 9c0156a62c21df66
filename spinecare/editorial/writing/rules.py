"""The rules of writing: each looks at one kind of fault in a page and says where it stands. No Django in here.

A rule is a function of what is looked at, registered under its name. Most give advice; those that `must` be met keep a
page from being signed. None of them keeps a draft from being saved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from bs4 import Tag

from ..plain_language import GRADE_TARGET, PASSIVE, SHORT_GRADE_TARGET, STATES, Reading, term_pattern
from .advice import Advice, Severity
from .draft import Draft, DraftSection, is_sourced, without_signs, words_of
from .figures import LONGEST_SENTENCE, Figures, length
from .numbers import first_number
from .word_lists import Claims, Jargon, accepted_passives, claims, jargon, vague_links

ADVICE, MUST = Severity.ADVICE, Severity.MUST
BENEFITS = re.compile(r"(?:possible[- ])?benefits?\b|how it may help", re.IGNORECASE)
HARMS = re.compile(
    r"(?:(?:possible|common|serious|rare)[- ])?(?:harms?|risks?|side effects)\b|how it may harm",
    re.IGNORECASE,
)
FILE_NAME = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)$|^(?:img|dsc|image|photo|picture|graphic)[-_ ]?\d*$|_", re.I)
WEB_ADDRESS = re.compile(r"^(?:https?://|www\.)", re.IGNORECASE)


class Unmarked(Protocol):
    """A word that could be explained where it stands: the words, their sentence, and what to write in their place."""

    words: str
    sentence: str
    mark: str


@dataclass(frozen=True)
class Look:
    """What is looked at: the page as rendered, and what others know of it.

    known_terms: words that need no plainer one. unmarked: words that could be explained and are not.
    """

    draft: Draft
    known_terms: frozenset[str] = frozenset()
    missing_parts: tuple[str, ...] = ()
    unmarked: tuple[Unmarked, ...] = ()

    @cached_property
    def figures(self) -> Figures:
        return Figures.of(self.draft, self.known_terms)


@dataclass(frozen=True)
class Finding:
    """What a rule hands back: the place, the words, and what fills the blanks of the message."""

    element: Tag
    excerpt: str = ""
    details: dict[str, str] = field(default_factory=dict)
    # Where this one finding weighs less than its rule.
    severity: Severity | None = None


@dataclass(frozen=True)
class Rule:
    name: str
    severity: Severity
    find: Callable[[Look], Iterable[Finding]]

    def advice(self, look: Look) -> Iterator[Advice]:
        for found in self.find(look):
            yield Advice(self.name, found.severity or self.severity, found.element, found.excerpt, found.details)


RULES: dict[str, Rule] = {}


def rule(name: str, severity: Severity = ADVICE) -> Callable:
    """Register a function as the rule of this name."""

    def registered(find: Callable[[Look], Iterable[Finding]]) -> Callable[[Look], Iterable[Finding]]:
        RULES[name] = Rule(name, severity, find)
        return find

    return registered


def advice_on(look: Look) -> list[Advice]:
    """Everything the rules have to say about a page."""
    return [each for known in RULES.values() for each in known.advice(look)]


@rule("reading-grade")
def hard_to_read(look: Look) -> Iterator[Finding]:
    yield from _above(look.figures.whole, GRADE_TARGET, look.draft.main)


@rule("in-short-grade")
def in_short_hard_to_read(look: Look) -> Iterator[Finding]:
    if section := look.draft.in_short:
        yield from _above(look.figures.in_short, SHORT_GRADE_TARGET, section.element)


@rule("long-sentence")
def long_sentences(look: Look) -> Iterator[Finding]:
    for paragraph in look.draft.running_text:
        for sentence in paragraph.sentences:
            if (words := length(sentence)) > LONGEST_SENTENCE:
                yield Finding(paragraph.element, sentence, {"words": str(words)})


@rule("passive")
def passives(look: Look) -> Iterator[Finding]:
    for paragraph in look.draft.running_text:
        for sentence in paragraph.own_sentences:
            found = PASSIVE.finditer(STATES.sub("", sentence))
            if verb := next((each[0] for each in found if not accepted_passives().search(each[0])), ""):
                yield Finding(paragraph.element, sentence, {"verb": verb})


@rule("jargon")
def plainer_words(look: Look) -> Iterator[Finding]:
    """Each word once, where it is first used. A word that the page explains is no jargon."""
    whole = " ".join(each.text for each in look.draft.paragraphs)
    for word in jargon():
        if not word.pattern.search(whole) or _is_known(word, look.known_terms) or _is_explained(word, whole):
            continue
        first = next(each for each in look.draft.paragraphs if word.pattern.search(each.text))
        match = word.pattern.search(first.text)
        yield Finding(first.element, _around(first.text, match), {"word": match[0], "plainer": word.plainer})


@rule("term-not-marked")
def terms_not_marked(look: Look) -> Iterator[Finding]:
    """The first use of a word that a reader could have explained where it stands."""
    for term in look.unmarked:
        place = next((each for each in look.draft.paragraphs if term.words in each.text), None)
        if place:
            yield Finding(place.element, term.sentence, {"words": term.words, "mark": term.mark})


@rule("absolute-claim", MUST)
def absolute_claims(look: Look) -> Iterator[Finding]:
    yield from _claims(look, claims("absolute"), unless_sourced=True)


@rule("praise")
def praise(look: Look) -> Iterator[Finding]:
    yield from _claims(look, claims("promotional"), unless_sourced=False)


@rule("number-outside-fact", MUST)
def numbers_outside_facts(look: Look) -> Iterator[Finding]:
    """In tables it is advice: a scale of scores is made of numbers that claim nothing."""
    if look.draft.is_sample:
        return
    for paragraph in look.draft.paragraphs:
        for sentence in _in_sentences(paragraph.unsaid):
            if number := first_number(sentence):
                severity = ADVICE if paragraph.in_table else None
                yield Finding(paragraph.element, without_signs(sentence), {"number": number}, severity)


@rule("benefits-alone")
def benefits_without_harms(look: Look) -> Iterator[Finding]:
    yield from _one_side(look, BENEFITS, HARMS)


@rule("harms-alone")
def harms_without_benefits(look: Look) -> Iterator[Finding]:
    yield from _one_side(look, HARMS, BENEFITS)


@rule("missing-part", MUST)
def missing_parts(look: Look) -> Iterator[Finding]:
    for heading in look.missing_parts:
        yield Finding(look.draft.main, heading, {"part": heading})


@rule("unsourced-part", MUST)
def unsourced_parts(look: Look) -> Iterator[Finding]:
    """A part on benefit or harm rests on a Fact, on a source it cites, or on the page's list of what rests on what."""
    if look.draft.lists_sources or look.draft.is_sample:
        return
    for section in look.draft.sections:
        if not section.names_source and (_is(section, BENEFITS) or _is(section, HARMS)):
            yield Finding(section.element, section.heading, {"part": section.heading})


@rule("link-text")
def vague_link_text(look: Look) -> Iterator[Finding]:
    for link in look.draft.links:
        words = words_of(link)
        bare = re.sub(r"[^\w\s]", "", words).strip().lower()
        if bare in vague_links() or "click here" in bare or WEB_ADDRESS.match(words):
            yield Finding(link, words, {"words": words})


@rule("picture-description")
def undescribed_pictures(look: Look) -> Iterator[Finding]:
    """A picture that stands in the text as a figure says something; decoration does not stand in the text."""
    for picture in look.draft.pictures:
        alt = picture.get("alt")
        undescribed = alt is None or (not alt.strip() and picture.find_parent("figure") is not None)
        if undescribed or FILE_NAME.search((alt or "").strip()):
            yield Finding(picture, alt or "")


def _above(reading: Reading | None, target: float, element: Tag) -> Iterator[Finding]:
    if reading and reading.flesch_kincaid > target:
        grade, words = f"{reading.flesch_kincaid:.1f}", f"{reading.words_per_sentence:.0f}"
        yield Finding(element, "", {"grade": grade, "target": f"{target:.0f}", "words": words})


def _claims(look: Look, kind: Claims, *, unless_sourced: bool) -> Iterator[Finding]:
    for paragraph in look.draft.paragraphs:
        for sentence in paragraph.own_claims:
            if not (unless_sourced and is_sourced(sentence)) and (words := kind.found_in(sentence)):
                yield Finding(paragraph.element, without_signs(sentence), {"words": words})
    for heading in look.draft.headings:
        text = words_of(heading)
        if not text.endswith("?") and (words := kind.found_in(text)):
            yield Finding(heading, text, {"words": words})


def _one_side(look: Look, side: re.Pattern[str], other: re.Pattern[str]) -> Iterator[Finding]:
    """The first section on one side of the balance, where there is none on the other."""
    here = [section for section in look.draft.sections if _is(section, side)]
    if here and not any(_is(section, other) or _has_heading(section, other) for section in look.draft.sections):
        yield Finding(here[0].element, here[0].heading, {"part": here[0].heading})


def _is(section: DraftSection, side: re.Pattern[str]) -> bool:
    return bool(side.match(section.anchor) or side.match(section.heading))


def _has_heading(section: DraftSection, side: re.Pattern[str]) -> bool:
    return any(side.match(words_of(heading)) for heading in section.element.find_all(["h3", "h4", "dt"]))


def _is_known(word: Jargon, terms: frozenset[str]) -> bool:
    return bool(terms) and bool(term_pattern(terms).fullmatch(word.word))


def _is_explained(word: Jargon, text: str) -> bool:
    """Explained in brackets or after a comma, given as the name of what was just described, or asked about."""
    term = word.pattern.pattern
    explained = rf"{term}[\"”]? (?:\(|means\b|is (?:a|an|the|when)\b)|{term}, (?:a|an|the|which|or)\b"
    named = rf"(?:called|named|words?|says?|\()\s?(?:an? |the )?[\"“]?{term}"
    return bool(re.search(f"{explained}|{named}", text, re.IGNORECASE))


def _in_sentences(text: str) -> list[str]:
    # A cell or a list item may hold a number and no word, which is no sentence to the measure.
    return re.split(r"(?<=[.!?])\s+(?=[A-Z\"“])", text)


def _around(text: str, match: re.Match[str]) -> str:
    start = text.rfind(". ", 0, match.start()) + 2 if ". " in text[: match.start()] else 0
    end = text.find(". ", match.end())
    return text[start : end + 1 if end >= 0 else len(text)]
