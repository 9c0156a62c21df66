"""How it stands with the pages behind links, as far as it matters to whoever handed the links out."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from wagtail.models import Page

from spinecare.signoff.models import Change, Signed

from ..leading import Found, Identity
from ..models import Destination

PageKey = tuple[int, int]


@dataclass(frozen=True)
class Situation:
    """What an owner knows, or would have to know.

    page: the number of the destination whose page the link opens, its own or another; or opened before it was gone.
    is_gone: the link explains that the page is gone. change: the number of the newest change that readers are told of.
    overdue_since: the day its review was due, if that has passed. ends_at: when it will be taken down by itself.
    """

    page: int | None = None
    is_gone: bool = True
    address: str = ""
    change: int = 0
    overdue_since: datetime.date | None = None
    ends_at: datetime.datetime | None = None


@dataclass(frozen=True)
class Standing:
    """How it stands with one destination now.

    opened_title, changes: of the page that its links open, whichever that is; the newest change first.
    """

    destination: Destination
    situation: Situation
    opened_title: str = ""
    changes: list[Change] = field(default_factory=list)

    @property
    def is_elsewhere(self) -> bool:
        """Whether its links open another page."""
        return self.situation.page not in (None, self.destination.pk)


def standings(destinations: Iterable[Destination], day: datetime.date) -> dict[int, Standing]:
    """How it stands on this day, by the number of the destination. The queries do not grow with them."""
    asked = list(destinations)
    found = Found(asked)
    opened = {each.pk: found.opened(each) for each in asked}
    pages = _pages([each for each in opened.values() if each])
    changes = _changes(pages.values())
    return {each.pk: _standing(each, opened[each.pk], pages, changes, found, day) for each in asked}


def _standing(
    destination: Destination,
    opened: Destination | None,
    pages: dict[Identity, Page],
    changes: dict[PageKey, list[Change]],
    found: Found,
    day: datetime.date,
) -> Standing:
    page = pages.get((opened.translation_key, opened.language)) if opened else None
    if opened is None or page is None:
        return Standing(destination, Situation())
    its_changes = changes.get(_key(page), [])
    situation = Situation(
        page=opened.pk,
        is_gone=False,
        address=found.own(opened).address,
        change=its_changes[0].pk if its_changes else 0,
        overdue_since=_overdue_since(page, day),
        ends_at=page.expire_at,
    )
    return Standing(destination, situation, page.title, its_changes)


def _pages(destinations: Collection[Destination]) -> dict[Identity, Page]:
    keys = {each.translation_key for each in destinations}
    pages = Page.objects.filter(translation_key__in=keys).select_related("locale").specific(defer=False)
    return {(page.translation_key, page.locale.language_code): page for page in pages}


def _changes(pages: Iterable[Page]) -> dict[PageKey, list[Change]]:
    """What readers are told of these pages' changes, the newest first."""
    about = Q(pk__in=[])
    for page in pages:
        about |= Q(content_type=page.content_type_id, object_id=page.pk)
    found: dict[PageKey, list[Change]] = defaultdict(list)
    for change in Change.objects.filter(about).order_by("-pk"):
        found[change.content_type_id, change.object_id].append(change)
    return found


def _key(page: Page) -> PageKey:
    return page.content_type_id, page.pk


def _overdue_since(page: Page, day: datetime.date) -> datetime.date | None:
    due = page.review_due if isinstance(page, Signed) else None
    return due if due and due < day else None
