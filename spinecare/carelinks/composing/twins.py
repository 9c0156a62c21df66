"""Links that say exactly what somebody is about to make another link for."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from ..making import Chosen, Wishes
from ..models import CareLink, Destination


def twin(chosen: Sequence[Chosen], wishes: Wishes) -> CareLink | None:
    """The oldest link to these pages and sections, in this order, with the same words, or None."""
    if not chosen:
        return None
    alike = CareLink.objects.filter(
        items__position=0,
        items__anchor=chosen[0].anchor,
        items__destination__in=Destination.objects.of(chosen[0].page),
        heading=wishes.heading,
        note=wishes.note,
        discreet=wishes.discreet,
    )
    if wishes.alias:
        alike = alike.filter(aliases__name=wishes.alias)
    numbered = CareLink.objects.filter(pk__in=alike.values("pk")).annotate(pages=Count("items"))
    same_length = numbered.filter(pages=len(chosen)).prefetch_related("items__destination").order_by("made_at", "pk")
    wanted = [(each.page.translation_key, each.page.locale.language_code, each.anchor) for each in chosen]
    return next((link for link in same_length if _opens(link) == wanted), None)


def _opens(link: CareLink) -> list[tuple]:
    items = link.items.all()
    return [(item.destination.translation_key, item.destination.language, item.anchor) for item in items]
