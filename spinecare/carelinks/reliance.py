"""Who relies on a page: the letters, leaflets and emails in which links to it stand, and how often they are opened."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from wagtail.admin.utils import get_user_display_name

from .models import CareLink, Destination, Opened, Placement

Kind = Placement.Kind

COUNTED = {
    Kind.LETTER: ngettext_lazy("%(count)d letter", "%(count)d letters", "count"),
    Kind.LEAFLET: ngettext_lazy("%(count)d leaflet", "%(count)d leaflets", "count"),
    Kind.EMAIL: ngettext_lazy("%(count)d clinic email", "%(count)d clinic emails", "count"),
    Kind.WEBSITE: ngettext_lazy("%(count)d website", "%(count)d websites", "count"),
    Kind.OTHER: ngettext_lazy("%(count)d other thing", "%(count)d other things", "count"),
}


@dataclass(frozen=True)
class Use:
    """A letter, a leaflet or the like that is handed out. owner: a name, or "" where nobody looks after it."""

    kind: Kind
    name: str
    owner: str
    code: str


@dataclass(frozen=True)
class Reliance:
    """What depends on a page.

    links: how many links lead to it, in the ledger or not. opened: at least so often in the last 30 days.
    """

    links: int = 0
    uses: tuple[Use, ...] = ()
    opened: int = 0

    def __bool__(self) -> bool:
        return bool(self.links)

    @property
    def by_kind(self) -> dict[Kind, int]:
        """How many letters, leaflets and so on, without those there are none of. One with two links is one."""
        found = Counter(kind for kind, _name in {(use.kind, use.name) for use in self.uses})
        return {kind: found[kind] for kind in Kind if found[kind]}

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(use.name for use in self.uses))

    @property
    def owners(self) -> list[str]:
        return sorted({use.owner for use in self.uses if use.owner})

    @property
    def in_words(self) -> str:
        """Such as “3 letters and 1 leaflet”. Empty where the ledger has nothing."""
        return get_text_list([COUNTED[kind] % {"count": number} for kind, number in self.by_kind.items()], _("and"))


def relied_on_by(destination: Destination) -> Reliance:
    """What is in use today, or will be, and opens this page: also for pages that are gone and lead here."""
    opening = Destination.objects.opening(destination)
    links = set(CareLink.objects.filter(items__destination__in=opening).values_list("pk", flat=True))
    if not links:
        return Reliance()
    placements = Placement.objects.in_use().filter(link__in=links).select_related("link", "owner")
    uses = tuple(_use(placement) for placement in placements)
    return Reliance(len(links), uses, Opened.objects.filter(link__in=links).lately().times())


def _use(placement: Placement) -> Use:
    owner = get_user_display_name(placement.owner) if placement.owner else ""
    return Use(Kind(placement.kind), placement.name, owner, placement.link.code)
