"""Where links lead today: to the page they were made for, to the one chosen in its place, or to an explanation.

Pages are found by who they are, never by where they are. Three queries, however many links are asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import F, QuerySet, Subquery
from wagtail.models import Page, Site

from .answers import Answer, Entry, Place
from .models import CareLink, Destination, Item

Identity = tuple[UUID, str]


def answers(links: QuerySet[CareLink]) -> list[Answer]:
    """What each of these links opens."""
    items = Item.objects.filter(link__in=links).select_related("link", "destination").order_by("link_id", "position")
    of_link: dict[CareLink, list[Item]] = defaultdict(list)
    for item in items:
        of_link[item.link].append(item)
    if not of_link:
        return []
    found = Found([item.destination for each in of_link.values() for item in each])
    return [_answer(link, each, found) for link, each in of_link.items()]


def open_pages(destinations: Iterable[Destination]) -> dict[int, Place | None]:
    """The page each destination leads to now, by the destination's number."""
    destinations = list(destinations)
    found = Found(destinations)
    return {each.pk: found.opens(each) for each in destinations}


def _answer(link: CareLink, items: list[Item], found: Found) -> Answer:
    return Answer(
        code=link.code,
        entries=tuple(_entry(item, found) for item in items),
        heading=link.heading,
        note=link.note,
        discreet=link.discreet,
        language=items[0].destination.language,
    )


def _entry(item: Item, found: Found) -> Entry:
    destination = item.destination
    own = found.own(destination)
    if own is not None:
        return Entry(own.title, destination.summary, item.section, Place(own.title, own.address, item.anchor))
    opens = found.opens(destination)
    nearest = None if opens else found.nearest(destination)
    return Entry(destination.title, destination.summary, item.section, opens, nearest)


class Found:
    """The public pages that some destinations, those led to in their place, and the pages above them have now."""

    def __init__(self, destinations: Iterable[Destination]) -> None:
        self._chain = self._led_from(destinations)
        keys = {each.translation_key for each in self._chain.values()}
        above = {UUID(key) for each in self._chain.values() for key in each.above}
        self._places = public_places(keys | above)

    def own(self, destination: Destination) -> Place | None:
        """The page itself, if readers can open it."""
        return self._places.get((destination.translation_key, destination.language))

    def opens(self, destination: Destination) -> Place | None:
        """The page itself, or the one chosen in its place, or the one chosen in the place of that."""
        opened = self.opened(destination)
        return self.own(opened) if opened else None

    def opened(self, destination: Destination) -> Destination | None:
        """Whose page is opened: see `opens`."""
        seen: set[int] = set()
        at: Destination | None = destination
        while at is not None and at.pk not in seen:
            if self.own(at):
                return at
            seen.add(at.pk)
            at = self._chain.get(at.leads_to_id) if at.answer == Destination.Answer.LEAD else None
        return None

    def nearest(self, destination: Destination) -> Place | None:
        """The same page in another language, or else the nearest page above it that readers can open."""
        for key in (destination.translation_key, *map(UUID, destination.above)):
            for language in (destination.language, settings.LANGUAGE_CODE):
                if place := self._places.get((key, language)):
                    return place
        return None

    @staticmethod
    def _led_from(destinations: Iterable[Destination]) -> dict[int, Destination]:
        """These, and whatever is led to in their place. Few are led elsewhere, so all of those are read at once."""
        known = {each.pk: each for each in destinations}
        if any(each.leads_to_id for each in known.values()):
            chosen = Destination.objects.filter(answer=Destination.Answer.LEAD)
            led_to = Destination.objects.filter(pk__in=chosen.values("leads_to"))
            known |= {each.pk: each for each in chosen.union(led_to)}
        return known


def public_places(keys: Iterable[UUID]) -> dict[Identity, Place]:
    """The public pages with these keys, by who they are. One query."""
    root = Site.objects.filter(is_default_site=True).values("root_page__url_path")[:1]
    pages = (
        Page.objects.live()
        .filter(translation_key__in=set(keys), view_restrictions=None, depth__gt=1)
        .annotate(root=Subquery(root), language=F("locale__language_code"))
    )
    places = ((page, _address(page)) for page in pages)
    return {(page.translation_key, page.language): Place(page.title, address) for page, address in places if address}


def _address(page: Page) -> str:
    """The path of a page, without asking for the site again. Empty for a page outside the site."""
    if settings.WAGTAIL_I18N_ENABLED:
        return page.get_url() or ""
    if not page.root or not page.url_path.startswith(page.root):
        return ""
    return f"/{page.url_path[len(page.root) :]}"
