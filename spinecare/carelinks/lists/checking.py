"""Which links lead nowhere, and whether somebody meant that."""

from __future__ import annotations

from dataclasses import dataclass

from ..leading import Found
from ..models import Destination, Item


@dataclass(frozen=True)
class Nowhere:
    """A page of a link that is gone, with nothing in its place. is_answered: somebody chose to have that explained."""

    code: str
    title: str
    is_answered: bool


def leading_nowhere() -> list[Nowhere]:
    """By code. Three queries, however many links there are."""
    items = list(Item.objects.select_related("link", "destination").order_by("link__code", "position"))
    found = Found(item.destination for item in items)
    return [
        Nowhere(item.link.code, item.destination.title, item.destination.answer == Destination.Answer.EXPLAIN)
        for item in items
        if found.opened(item.destination) is None
    ]
