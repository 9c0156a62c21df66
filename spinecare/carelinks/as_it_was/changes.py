"""Whether and how a page changed since a day: what readers were told, and whether anything else is different."""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass

from wagtail import hooks
from wagtail.models import Page

from spinecare.signoff.models import Change, Signed

from .versions import revision_on

# Functions of a page that return querysets of `Change`: of what stands on it and is kept elsewhere.
HOOK = "changes_of_what_stands_on_page"


class Since(enum.Enum):
    """What can be said of a page since a day."""

    SAME = "same"
    CHANGED = "changed"
    # Something differs, and nobody told readers of it: spelling, or a page that is not clinical.
    SMALL = "small"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Changes:
    """What can be said. told: what readers were told of, the newest first. has_old: whether the old words are kept."""

    since: datetime.date
    state: Since
    told: tuple[Change, ...]
    has_old: bool

    @property
    def offers_old_words(self) -> bool:
        """Whether there is anything else to read than the page itself."""
        return self.has_old and self.state is not Since.SAME


def changes_since(page: Page, day: datetime.date) -> Changes:
    then = revision_on(page, day)
    told = tuple(sorted(_told(page, day), key=lambda change: (change.on, change.pk), reverse=True))
    return Changes(day, _state(page, then.pk if then else None, told), told, then is not None)


def _told(page: Page, day: datetime.date) -> list[Change]:
    """On the day itself too: whether it was before or after the sending, nobody knows."""
    found = [*Change.about(page).filter(on__gte=day)] if isinstance(page, Signed) else []
    for changes_of in hooks.get_hooks(HOOK):
        found += changes_of(page).filter(on__gte=day)
    return found


def _state(page: Page, then: int | None, told: tuple[Change, ...]) -> Since:
    if told:
        return Since.CHANGED
    if then is None:
        return Since.UNKNOWN
    return Since.SAME if then == page.live_revision_id else Since.SMALL
