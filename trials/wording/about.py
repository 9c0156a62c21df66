"""What the registry says about the study itself, in rows of label and words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from ..registry.record import Record
from . import dates, design, phases, status
from .quoted import Quoted

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Named:
    """Something tested, or a group of those who take part. kind: what sort, in our words, or ""."""

    name: str
    kind: str
    text: Quoted


@dataclass(frozen=True)
class About:
    """rows: label and words. summary, description: the study team's own."""

    rows: Rows
    tested: tuple[Named, ...]
    groups: tuple[Named, ...]
    measured: tuple[Named, ...]
    summary: Quoted
    description: Quoted


def about(record: Record) -> About:
    return About(
        rows=_rows(record),
        tested=tuple(
            Named(each.name, design.intervention_kind(each.kind), Quoted(each.description))
            for each in record.interventions
        ),
        groups=tuple(Named(arm.label, design.arm_kind(arm.kind), Quoted(arm.description)) for arm in record.arms),
        measured=tuple(Named(each.measure, "", Quoted(each.description)) for each in record.primary_outcomes),
        summary=Quoted(record.brief_summary),
        description=Quoted(record.detailed_description),
    )


def _rows(record: Record) -> Rows:
    sponsors = gettext(", ").join(record.collaborators)
    rows = (
        (gettext("Title in the registry"), record.brief_title),
        (gettext("Full title"), record.official_title if record.official_title != record.brief_title else ""),
        (gettext("Status"), f"{status.label(record.status)}. {status.explain(record.status)}"),
        (gettext("Phase"), _phase(record)),
        (gettext("Type"), design.kind_of_study(record)),
        (gettext("Who decides who gets what"), design.who_decides(record)),
        (gettext("People taking part"), design.people(record)),
        (gettext("Start"), dates.words(record.start) if record.start else ""),
        (gettext("Main results"), dates.words(record.primary_completion) if record.primary_completion else ""),
        (gettext("End"), dates.words(record.completion) if record.completion else ""),
        (gettext("Responsible"), record.lead_sponsor),
        (gettext("Together with"), sponsors),
    )
    return tuple((label, words) for label, words in rows if words)


def _phase(record: Record) -> str:
    words = phases.short(record.phases, record.study_type)
    return ". ".join(filter(None, (words, phases.explain(record.phases, record.study_type))))
