"""What splitting gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """The criteria under one heading of the registry.

    side: IN or OUT. title: the heading as written, without marks. qualifier: what it says beyond the criteria's name,
    such as "specific to Cohort A1", or "". group: whose criteria these are by a line above this or an earlier
    heading, such as "Healthy volunteers", or "". lead_in and body: CommonMark as written; the body keeps
    nested lists and numbers. Both are empty where a heading only stands over the sections of its side that follow.
    """

    side: str
    title: str
    qualifier: str = ""
    group: str = ""
    lead_in: str = ""
    body: str = ""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True)
class Eligibility:
    """An eligibility text, split or whole.

    form: "A" exactly the registry's two headings; "B" two headings, worded otherwise; "C" several; "D" exclusion first;
    "E" only inclusion; "F" only exclusion; "G" no usable heading; "" no text. whole: show `text` and nothing else.
    why_whole: one of the reasons below, "" where it is split. sections: in the order of the text, empty when whole.
    preamble: CommonMark before the first heading. text: everything, as written. flags: what an editor should look at.
    more_apply: the text itself says that it is not complete.
    """

    form: str
    whole: bool
    text: str
    why_whole: str = ""
    sections: tuple[Section, ...] = ()
    preamble: str = ""
    flags: tuple[str, ...] = ()
    more_apply: bool = False

    # Why a text is shown whole.
    NO_TEXT = "no text"
    TOO_LONG = "too long"
    NO_HEADING = "no heading"
    ONE_SIDE = "one side only"
    EXCLUSION_FIRST = "exclusion first"
    COMBINED_HEADING = "combined heading"
    HEADING_INSIDE_A_LINE = "heading inside a line"
    HEADING_INSIDE_A_LIST = "heading inside a list"
    UNCLEAR_HEADING = "unclear heading"
    TURNED_LIST = "a list that turns to the other side"
    EMPTY_SIDE = "empty side"
    REQUIREMENT_UNDER_EXCLUSION = "a requirement under exclusion"
    SAME_WORDS_ON_BOTH_SIDES = "same words on both sides"

    # What an editor should look at, although nothing is in doubt.
    NAMES_THE_CRITERIA = "an item names the criteria"
    NEGATED_EXCLUSION = "an exclusion that begins with no or not"
    TEXT_BEFORE_HEADINGS = "text before the first heading"
