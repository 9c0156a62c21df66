"""What is news to somebody who handed a link out: what they were last told, held against what is now."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from enum import Enum

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .situation import Situation, Standing


class Kind(Enum):
    """What happened, in words, and what is to be done about it."""

    CHANGED = (
        _("Clinical change on %(detail)s"),
        _("The link shows the new words by itself. Reprint what repeats the old ones, such as a leaflet."),
    )
    MOVED = (
        _("Moved to %(detail)s"),
        _("The link leads there by itself. Only the page's own address, where you printed that, is an old one."),
    )
    OVERDUE = (
        _("Its clinical review was due on %(detail)s. Readers are told so."),
        _("Nothing to do: the link still works, and whoever looks after the page is reminded."),
    )
    ENDS = (
        _("Will be taken down on %(detail)s."),
        _("Until then nothing changes. If you still need the page, speak to whoever looks after it."),
    )
    STAYS = (
        _("Will not be taken down after all."),
        _("Nothing to do: the link still works."),
    )
    GONE = (
        _("Taken down. The link says so and shows the nearest page."),
        _("Take the link out of what you hand out, or put another in its place."),
    )
    ELSEWHERE = (
        _("The link now opens another page: %(detail)s"),
        _("Read that page, and see whether it fits what you hand out."),
    )
    BACK = (
        _("It is there again, and the link opens it."),
        _("Nothing to do: the link works."),
    )


@dataclass(frozen=True)
class News:
    """One thing that happened to a page. detail: a day, an address, a title or what changed."""

    kind: Kind
    detail: str = ""

    @property
    def what(self) -> str:
        return str(self.kind.value[0]) % {"detail": self.detail}

    @property
    def to_do(self) -> str | Promise:
        return self.kind.value[1]


def news(before: Situation, now: Standing) -> list[News]:
    """What has happened since. Something that came and went in between is none."""
    after = now.situation
    if after.is_gone:
        return [] if before.is_gone else [News(Kind.GONE)]
    if before.page != after.page:
        return [_opens_again_or_elsewhere(now), *_coming(Situation(), after)]
    found = [_opens_again_or_elsewhere(now)] if before.is_gone else []
    found += _changes(before, now)
    if after.address != before.address:
        found.append(News(Kind.MOVED, after.address))
    if before.ends_at and not after.ends_at:
        found.append(News(Kind.STAYS))
    return [*found, *_coming(before, after)]


def known_after(before: Situation, now: Standing) -> Situation:
    """What an owner knows when told the news. Of a page that is gone they still know how it was."""
    return replace(before, is_gone=True, ends_at=None) if now.situation.is_gone else now.situation


def _opens_again_or_elsewhere(now: Standing) -> News:
    return News(Kind.ELSEWHERE, now.opened_title) if now.is_elsewhere else News(Kind.BACK)


def _coming(before: Situation, after: Situation) -> list[News]:
    found = []
    if after.overdue_since and after.overdue_since != before.overdue_since:
        found.append(News(Kind.OVERDUE, _day(after.overdue_since)))
    if after.ends_at and after.ends_at != before.ends_at:
        found.append(News(Kind.ENDS, _day(timezone.localdate(after.ends_at))))
    return found


def _changes(before: Situation, now: Standing) -> list[News]:
    """The oldest first, as one reads them."""
    newer = [change for change in reversed(now.changes) if change.pk > before.change]
    return [News(Kind.CHANGED, f"{_day(change.on)}: {change.note}") for change in newer]


def _day(day: datetime.date) -> str:
    return date_format(day, "DATE_FORMAT")
