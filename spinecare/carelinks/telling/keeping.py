"""What each owner knows, kept beside each placement."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from django.utils import timezone

from ..models import Destination, Item, Placement, Told
from .situation import Situation, standings


class ToldByAnother(Exception):
    """Another process has told it meanwhile."""


def begin_with(placements: Collection[Placement], day: datetime.date) -> None:
    """Write down how their pages are now, where nothing is written yet: what was before is no news to anybody."""
    items = Item.objects.filter(link__in={each.link_id for each in placements}).values_list("link", "destination")
    known = set(Told.objects.filter(placement__in=placements).values_list("placement", "destination"))
    pairs = {(each.pk, page) for each in placements for link, page in items if link == each.link_id}
    missing = pairs - known
    if not missing:
        return
    now = standings(Destination.objects.filter(pk__in={page for _placement, page in missing}), day)
    at = timezone.now()
    rows = [
        Told(placement_id=placement, destination_id=page, at=at, **_columns(now[page].situation))
        for placement, page in sorted(missing)
    ]
    Told.objects.bulk_create(rows, ignore_conflicts=True)


def known_to_owner(told: Told) -> Situation:
    return Situation(told.page_id, told.is_gone, told.address, told.change, told.overdue_since, told.ends_at)


def write_down(told: Told, situation: Situation) -> None:
    """This is known from now on. Raises ToldByAnother, and writes nothing, when the row is not as it was read."""
    as_read = Told.objects.filter(pk=told.pk, at=told.at)
    if not as_read.update(at=timezone.now(), **_columns(situation)):
        raise ToldByAnother


def _columns(situation: Situation) -> dict[str, Any]:
    return {
        "page_id": situation.page,
        "is_gone": situation.is_gone,
        "address": situation.address,
        "change": situation.change,
        "overdue_since": situation.overdue_since,
        "ends_at": situation.ends_at,
    }
