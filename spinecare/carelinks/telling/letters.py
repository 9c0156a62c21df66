"""Who gets which letter today: one for each owner, with all their letters and leaflets that are concerned."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_user_display_name

from spinecare.core.origin import absolute
from spinecare.users.administrators import administrators
from spinecare.users.models import User

from ..ledger.screens import LIST
from ..models import Placement, Told
from .keeping import known_to_owner
from .news import News, known_after, news
from .situation import Situation, Standing, standings


@dataclass(frozen=True)
class Mention:
    """What is news about one page for one placement. known: what its owner knows once told."""

    told: Told
    standing: Standing
    news: tuple[News, ...]
    known: Situation

    @property
    def is_to_be_kept(self) -> bool:
        return known_to_owner(self.told) != self.known


@dataclass(frozen=True)
class PageNews:
    """One page in a letter, its news, and where its links are used."""

    title: str
    address: str
    news: tuple[News, ...]
    used_in: list[Placement]


@dataclass
class Letter:
    """To the owner, or to all administrators together where there is no owner to write to."""

    to: tuple[User, ...]
    mentions: list[Mention] = field(default_factory=list)

    @property
    def addresses(self) -> list[str]:
        return [user.email for user in self.to]

    @property
    def pages(self) -> list[PageNews]:
        """By title. Pages of which two placements have different news come twice."""
        used_in: dict[tuple[int, tuple[News, ...]], list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            used_in[mention.told.destination_id, mention.news].append(mention)
        pages = [_page_news(together) for together in used_in.values()]
        return sorted(pages, key=lambda page: page.title.casefold())

    @property
    def unattended(self) -> list[str]:
        """What those who get the letter do not own."""
        placements = {mention.told.placement for mention in self.mentions}
        return sorted(each.name for each in placements if each.owner not in self.to)

    def as_mail(self) -> EmailMessage:
        with translation.override(settings.LANGUAGE_CODE):
            return EmailMessage(self._subject(), self._body(), to=self.addresses)

    def _subject(self) -> str:
        number = len({mention.told.destination_id for mention in self.mentions})
        words = ngettext("News of %(count)d page that you link to", "News of %(count)d pages that you link to", number)
        return settings.EMAIL_SUBJECT_PREFIX + words % {"count": number}

    def _body(self) -> str:
        context = {
            "name": get_user_display_name(self.to[0]) if len(self.to) == 1 else "",
            "pages": self.pages,
            "unattended": self.unattended,
            "ledger": absolute(reverse(LIST)),
        }
        return render_to_string("carelinks/owners_letter.txt", context)


def mentions_of(day: datetime.date) -> list[Mention]:
    """What is news today, and what has changed without being news to anybody."""
    in_use = Told.objects.filter(placement__in=Placement.objects.in_use(day))
    rows = list(in_use.select_related("placement__owner", "placement__link", "destination"))
    now = standings({told.destination for told in rows}, day)
    return [mention for mention in (_mention(told, now[told.destination_id]) for told in rows) if mention.is_to_be_kept]


def letters(mentions: Iterable[Mention]) -> list[Letter]:
    """The letters of today. Where there is nobody to write to, there is none: it waits until there is somebody."""
    others = tuple(administrators())
    found: dict[tuple[User, ...], Letter] = {}
    for mention in mentions:
        owner = mention.told.placement.owner
        to = (owner,) if owner and owner.is_active and owner.email else others
        if mention.news and to:
            found.setdefault(to, Letter(to)).mentions.append(mention)
    return list(found.values())


def _page_news(mentions: list[Mention]) -> PageNews:
    """Mentions of one page with the same news, together."""
    standing = mentions[0].standing
    title, address = standing.destination.title, standing.situation.address
    if standing.is_elsewhere:
        title = _("%(title)s (its links open “%(other)s”)") % {"title": title, "other": standing.opened_title}
    used_in = sorted((mention.told.placement for mention in mentions), key=lambda each: each.name)
    return PageNews(title, absolute(address) if address else "", mentions[0].news, used_in)


def _mention(told: Told, now: Standing) -> Mention:
    before = known_to_owner(told)
    return Mention(told, now, tuple(news(before, now)), known_after(before, now))
