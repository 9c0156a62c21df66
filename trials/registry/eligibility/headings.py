"""Headings that say which side their criteria are on.

A heading is a line that says little else than "inclusion criteria" or "exclusion criteria", or begins with that and a
colon. Whether it counts where it stands is for `splitting` to decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..markup import to_plain
from .result import Section

NAME = re.compile(r"\b(?P<non>non[- ]?)?(?P<word>inclusion|exclusion)(?:ary)?\s+criteri\w*", re.IGNORECASE)
SHORT_NAME = re.compile(r"(?P<non>non[- ]?)?(?P<word>inclusion|exclusion)s?(?=[\s*_]*(?:[:：]|$))", re.IGNORECASE)
BOTH = r"\b(?:inclusion|exclusion)\s*(?:criteri\w*\s*)?(?:/|&|,|\band\b|\bor\b)[\s/]*(?:inclusion|exclusion)\b"
BOTH_NAMES = re.compile(BOTH, re.IGNORECASE)
COMBINED = re.compile(rf"(?:\w+\s+){{0,4}}?{BOTH}\s*(?:criteri\w*)?", re.IGNORECASE)

# Bullets that the registry did not make a list, emphasis, and numbers.
OPENING_MARKS = re.compile(r"[\s•·●▪◦‣∙*_–—-]*")
NUMBER = re.compile(r"\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])\\?[.)]\s*", re.IGNORECASE)
END_OF_TITLE = re.compile(r"[:：]|\s•")
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
WORD = re.compile(r"\w+")

# Words that only say whose or which criteria they are. Any other may be of a criterion that the heading is glued to.
WHOSE = re.compile(
    r"(?:\d+|[a-z]|i{2,3}|iv|vi*|additional|adults?|all|and|arms?|basic|both|caregivers?|cases?|child|children|clinical"
    r"|cohorts?|common|controls?|core|criteria|diagnosis|diagnostic|disease|donors?|early|eligibility|enrollment|entry|every"
    r"|exploratory|eye|family|first|for|full|further|general|generic|groups?|healthy|important|initial|intra|intraoperative"
    r"|key|main|maintenance|major|mothers?|nurses?|operative|other|overall|parents?|participants?|parts?|patients?|phase"
    r"|physicians?|post|postoperative|pre|preoperative|primary|principal|providers?|radiographic|radiological"
    r"|randomization|recipients?|registry|related|screening|second|secondary|sites?|specific|spouses?|staff|stage|study"
    r"|sub|subjects?|substudy|summary|surgical|the|therapists?|third|treatment|trial|volunteers?)",
    re.IGNORECASE,
)
# With one of these before or after the name of the criteria, the line is a sentence about them.
SENTENCE_BEFORE = re.compile(
    r"\b(?:not|no|none|who|which|that|if|any|each|meets?|meeting|met|fulfil\w*|satisf\w*|following|above|below|per|these"
    r"|those|to|in|with|without|same|must|have|has|having|are|is|appl\w*|review|see|listed)\b|[.;?!\\]",
    re.IGNORECASE,
)
SENTENCE_AFTER = re.compile(
    r"\b(?:is|are|was|were|will|may|might|could|would|should|can|must|shall|has|have|appl\w*|meets?|include[sd]?"
    r"|including|listed|above|below|who|if|met|unmet|fulfil\w*|satisf\w*|violat\w*|fail\w*|lack\w*)\b|[;?!]",
    re.IGNORECASE,
)
# "Inclusion criteria for daughters are:" is a heading all the same.
CLOSING_VERB = re.compile(r"\b(?:is|are|was|were|includes?)(?:\s+as\s+follows|\s+the\s+following)?\s*$", re.IGNORECASE)
# How a heading goes on after the name of the criteria.
LINK = re.compile(r"(?:for|specific|of|at|in|on|prior|before|after|during|determined)\b|[(\[,–—-]", re.IGNORECASE)

MOST_WORDS_BEFORE = 10
MOST_WORDS_AFTER = 20
MOST_WORDS_AFTER_WITHOUT_LINK = 4


@dataclass(frozen=True)
class Heading:
    """A line that announces criteria.

    title: as written, plain. qualifier: what the title says beyond the criteria's name. clear: nothing in it can be
    part of a criterion. rest: CommonMark that follows on the same line.
    """

    side: str
    title: str
    qualifier: str
    clear: bool
    rest: str


def read_heading(line: str) -> Heading | None:
    """The heading that a line is or begins with. The line is CommonMark without the mark of its list."""
    text = without_marks(line)
    name = SHORT_NAME.match(text) or NAME.search(text)
    if not name or BOTH_NAMES.search(text):
        return None
    end = END_OF_TITLE.search(masked(text), name.end())
    before, after = text[: name.start()], _tail(text[name.end() : end.start() if end else None])
    if not (_may_stand_before(before) and _may_stand_after(after)):
        return None
    return Heading(
        side=side_of(name),
        title=plain(text[: end.start() if end else None]),
        qualifier=_qualifier(before, after),
        clear=_says_whose(before) and (_says_whose(after) or LINK.match(after) is not None),
        rest=_rest(line, text, end) if end else "",
    )


def side_of(name: re.Match[str]) -> str:
    """The side that a match of NAME or SHORT_NAME speaks of. French protocols call exclusion "non-inclusion"."""
    included = name["word"].lower() == "inclusion" and not name["non"]
    return Section.IN if included else Section.OUT


def is_combined(line: str) -> bool:
    """Whether the line is a heading for both sides at once."""
    text = without_marks(line)
    names = COMBINED.match(text)
    if not names:
        return False
    end = END_OF_TITLE.search(text, names.end())
    return _may_stand_after(_tail(text[names.end() : end.start() if end else None]))


def without_marks(line: str) -> str:
    return line[OPENING_MARKS.match(line).end() :]


def plain(markdown: str) -> str:
    """The words of a heading, without emphasis, closing marks and backslashes."""
    return to_plain(markdown).strip(" \t*_:：.,–—-")


def masked(text: str) -> str:
    """The text with everything in brackets blanked, so that only the line itself is judged."""
    return BRACKETS.sub(lambda found: " " * len(found[0]), text)


def _may_stand_before(text: str) -> bool:
    words = NUMBER.sub("", masked(text), count=1) if NUMBER.match(text) else masked(text)
    return len(words.split()) <= MOST_WORDS_BEFORE and not SENTENCE_BEFORE.search(words)


def _tail(text: str) -> str:
    """What follows the name of the criteria in a heading, without the verb at its end."""
    return CLOSING_VERB.sub("", text.strip(" *_.")).strip()


def _may_stand_after(tail: str) -> bool:
    most = MOST_WORDS_AFTER if LINK.match(tail) else MOST_WORDS_AFTER_WITHOUT_LINK
    words = masked(tail)
    return len(words.split()) <= most and not SENTENCE_AFTER.search(words)


def _says_whose(text: str) -> bool:
    return all(WHOSE.fullmatch(word) for word in WORD.findall(masked(text)))


def _qualifier(before: str, tail: str) -> str:
    words = f"{before.strip()} {tail}".strip().removeprefix("The ")
    return plain(words[1:-1] if BRACKETS.fullmatch(words) else words)


def _rest(line: str, text: str, end: re.Match[str]) -> str:
    rest = text[end.end() :] if end[0] in ":：" else text[end.start() :]
    opened = line[: len(line) - len(text)].strip()
    # "**Exclusion Criteria:** none" closes on this side what it opened on the other.
    return rest.lstrip("*_ ").strip() if opened.endswith(("*", "_")) else rest.strip()
