"""Signs that a criterion may stand on the wrong side.

They look at the lines under a heading. Most hits turn out harmless when read; a text shown whole is a small price.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import pairwise

from .headings import NAME, SHORT_NAME, masked, plain, side_of, without_marks
from .lines import Line
from .result import Eligibility, Section

NAMES = ("inclusion", "exclusion", "inclusionary", "exclusionary")
# How like a name a word must be to count as the name misspelt: "exlusion", "inculsion", "exclusive".
LIKENESS = 0.75
KIND_OF_CRITERIA = re.compile(r"\b(\w{3,20})\s+criteri", re.IGNORECASE)
# The name of the criteria after other words, then a colon or the end of the line: a heading glued to a criterion.
GLUED_HEADING = re.compile(r"(?:in|ex)clusion(?:ary)?\s+criteri\w*\s*(?:[:：]|$)", re.IGNORECASE)
GLUED_SHORT_HEADING = re.compile(r"\b(?P<non>non[- ]?)?(?P<word>inclusion|exclusion)s?\s*[:：]", re.IGNORECASE)
GLUED_LAST_WORD = re.compile(r"\s(?:Inclusion|Exclusion)$")
# "Removing criteria", "Withdrawal criteria": neither side, and not to be read as one.
OTHER_KIND = re.compile(
    r"(?:\w+[\s/-]+){0,3}?(?:remov\w*|withdraw\w*|discontinu\w*|terminat\w*|reject\w*|eliminat\w*|drop[- ]?out|exit"
    r"|shedding|suspension|stopping|censoring|culling|ineligib\w*|deferral)\s+criteri\w*(?:\W*$|\s*[:：])",
    re.IGNORECASE,
)
# A line that announces what stands on the other side: "Patients will not be eligible if:".
ANNOUNCES_OUT = re.compile(
    r"\b(?:exclude[ds]?|ineligible"
    r"|(?:not|cannot)\s+(?:be\s+)?(?:eligible|included|enrolled|allowed|participate|take part))\b",
    re.IGNORECASE,
)
ANNOUNCES_IN = re.compile(
    r"\b(?:(?:must|should)\s+(?:meet|fulfil\w*|satisfy)|(?:are|is|be|being)\s+(?:eligible|included|enrolled)"
    r"|can\s+(?:be|participate|take part))\b",
    re.IGNORECASE,
)
TURNED_BACK = re.compile(r"\b(?:not|exclu\w*|ineligible|unless|cannot)\b", re.IGNORECASE)
# "No history of stroke" under exclusion means a requirement; "You cannot join if" above it would say the opposite. "No
# telephone" is a reason to be left out, so only words of illness and treatment count.
REQUIREMENT = re.compile(
    r"(?:\(?\w{1,2}[.)]\s+)?(?:"
    r"(?:no|not|have not|has not)\s+(?:\w+\s+){0,2}?(?:histor\w+|known|prior|previous\w*|significant\w*|evidence|active"
    r"|other|current\w*|concurrent\w*|concomitant\w*|pregnant|pregnancy|severe|clinical\w*|uncontrolled"
    r"|contraindications?|received|limitations?)\b"
    r"|no\s+(?:\w+\s+){0,3}?(?:impairments?|diseases?|disorders?|conditions?|problems?|infections?|injur\w+|allerg\w+"
    r"|surger\w+|treatments?|medications?|therap\w+|deficits?|cancers?|malignan\w+|complications?|illness\w*)\b"
    r"|(?:no|not)\s+more\b|no\b[^.;]{0,80}\b(?:can|may|should|for\s+\d))",
    re.IGNORECASE,
)
# Shorter lines, such as "General medical history", stand on both sides as labels.
FEWEST_LETTERS_OF_A_CRITERION = 25
LETTERS = re.compile(r"[^\W_]+")


def doubt_about(line: Line, side: str) -> str:
    """Why this line, under a heading of this side, makes the whole text doubtful; "" if it does not."""
    text = without_marks(line.text)
    if _is_glued(text, side):
        return Eligibility.HEADING_INSIDE_A_LINE
    if OTHER_KIND.match(text) or _names_unknown_criteria(text) or _begins_with_other_side(text, side):
        return Eligibility.UNCLEAR_HEADING
    if line.depth == 0 and text.endswith((":", "：")) and _turns(masked(text), side):
        return Eligibility.TURNED_LIST
    if side == Section.OUT and line.opens_block and REQUIREMENT.match(text):
        return Eligibility.REQUIREMENT_UNDER_EXCLUSION
    return ""


def same_words(one: list[Line], other: list[Line]) -> bool:
    """Whether a criterion stands word for word among both: then one of the two places is wrong."""
    return not _letters(one).isdisjoint(_letters(other))


def _letters(lines: list[Line]) -> set[str]:
    """The letters of each criterion. A line at the margin over a list is none: it may say what the list is about."""
    items = (line.text for line, below in pairwise([*lines, None]) if line.depth or not (below and below.depth))
    letters = ("".join(LETTERS.findall(plain(text).lower())) for text in items)
    return {item for item in letters if len(item) >= FEWEST_LETTERS_OF_A_CRITERION}


def _is_glued(text: str, side: str) -> bool:
    return (
        any(found.start() for found in GLUED_HEADING.finditer(text))
        or GLUED_LAST_WORD.search(text) is not None
        or any(side_of(found) != side for found in GLUED_SHORT_HEADING.finditer(text))
    )


def _begins_with_other_side(text: str, side: str) -> bool:
    name = NAME.match(text) or SHORT_NAME.match(text)
    return name is not None and side_of(name) != side


def _names_unknown_criteria(text: str) -> bool:
    words = (word.lower() for word in KIND_OF_CRITERIA.findall(text))
    return any(word not in NAMES and get_close_matches(word, NAMES, 1, LIKENESS) for word in words)


def _turns(text: str, side: str) -> bool:
    if side == Section.IN:
        return ANNOUNCES_OUT.search(text) is not None
    return ANNOUNCES_IN.search(text) is not None and not TURNED_BACK.search(text)
