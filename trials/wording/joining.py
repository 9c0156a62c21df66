"""Who can join: the few facts the registry keeps as such, and the study team's own text about the rest.

Nothing here decides whether somebody fits. The text is only laid out, and only where its sides are sure.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext

from ..registry.eligibility import Eligibility, Section
from ..registry.markup import to_plain
from ..registry.record import Record
from . import ages
from .quoted import Quoted

# The forms of a text that has just one list for each side.
TWO_LISTS = ("A", "B")


@dataclass(frozen=True)
class Side:
    """One list of criteria. side: "in" or "out". heading: what stands above it. marked: which side it is, where the
    heading is the registry's own."""

    side: str
    heading: str
    marked: str
    lead_in: Quoted
    body: Quoted


@dataclass(frozen=True)
class Group:
    """The lists about the same people. title: whom, in the registry's words, or ""."""

    title: str
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Joining:
    """groups is empty where the text is shown whole. original: the text as written, where it is shown in parts."""

    facts: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    preamble: Quoted
    whole: Quoted
    original: str
    population: Quoted
    more_apply: bool


def joining(record: Record, eligibility: Eligibility) -> Joining:
    return Joining(
        facts=facts(record),
        groups=_groups(eligibility),
        preamble=Quoted("" if eligibility.whole else eligibility.preamble),
        whole=Quoted(eligibility.text if eligibility.whole else ""),
        original="" if eligibility.whole else to_plain(eligibility.text),
        population=Quoted(record.study_population),
        more_apply=eligibility.more_apply,
    )


def facts(record: Record) -> tuple[tuple[str, str], ...]:
    """What the registry keeps as facts of their own: label and words."""
    rows = (
        (gettext("Age"), ages.of_record(record)),
        (gettext("Sex"), " ".join(filter(None, (ages.sex_words(record.sex), _gender(record))))),
        (gettext("Healthy people"), ages.healthy_words(record.healthy_volunteers)),
    )
    return tuple((label, words) for label, words in rows if words)


def _gender(record: Record) -> str:
    return f"({to_plain(record.gender_description)})" if record.gender_description else ""


def heading_of(side: str) -> str:
    return gettext("You may be able to join if") if side == Section.IN else gettext("You cannot join if")


def _groups(eligibility: Eligibility) -> tuple[Group, ...]:
    own_headings = eligibility.form not in TWO_LISTS
    return tuple(
        Group(title, tuple(_side(section, own_headings) for section in sections))
        for title, sections in groupby(eligibility.sections, lambda section: section.group)
    )


def _side(section: Section, own_headings: bool) -> Side:
    words = heading_of(section.side)
    return Side(
        side=section.side,
        heading=section.title if own_headings else words,
        marked=words if own_headings else "",
        lead_in=Quoted(section.lead_in),
        body=Quoted(section.body),
    )
