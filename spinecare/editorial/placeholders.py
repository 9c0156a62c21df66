"""Phone numbers inside text: `{emergency_number}` and `{team_line}`. Readers see the number of the day, and can tap it.

So a number that changes on the emergency card, or on the contact, changes in every sentence that names it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.html import format_html

from spinecare.core.marks import Mark, MarkKind, Shown

from .context import safety_for


class EmergencyNumber:
    name = "emergency_number"
    late = False

    def show(self, marks: Sequence[Mark], request: HttpRequest) -> Sequence[Shown]:
        safety = safety_for(request)
        dial = safety.card.dial if safety.card else None
        return [_number(safety.emergency_number, dial)] * len(marks)


class TeamLine:
    name = "team_line"
    late = False

    def show(self, marks: Sequence[Mark], request: HttpRequest) -> Sequence[Shown]:
        safety = safety_for(request)
        dial = safety.team_line.dial if safety.team_line else None
        return [_number(safety.team_line_number, dial)] * len(marks)


def phone_numbers() -> list[MarkKind]:
    return [EmergencyNumber(), TeamLine()]


def _number(number: str, dial: str | None) -> Shown:
    if dial is None:
        return Shown.of(number)
    return Shown(number, format_html('<a class="number" href="{}">{}</a>', dial, number))
