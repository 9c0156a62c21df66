"""What a room puts on an editor's desk: numbers that lead to reports.

A room registers the hook `desk_items`: a function that takes the request and hands back `DeskItem`s, without those
somebody has no right to see.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class Tone(StrEnum):
    """How much it presses."""

    LATE = "late"
    SOON = "soon"
    PLAIN = "plain"


@dataclass(frozen=True)
class DeskItem:
    """A number, and where it leads. `mine`: how many of them are the reader's own, or None where nobody owns any."""

    label: str | Promise
    count: int
    address: str
    tone: Tone = Tone.PLAIN
    mine: int | None = None
    my_address: str = ""
