"""A round of checks. Each finding is written at once, so a round that is broken off goes on where it stopped."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from .asking import Asker
from .gathering import gather
from .models import Link, LinkRound
from .pace import host_of, in_turn
from .resolving import look_up
from .verdict import Verdict, record

log = logging.getLogger(__name__)

WORKING_FOR = datetime.timedelta(days=7)
# A little less than a day, so that a check does not come later every day.
FAILING_FOR = datetime.timedelta(hours=23)
# When so many sites are asked and none answers, it is our own network that is away.
SILENT_HOSTS = 3
# How long an editor waits for a server, in seconds.
HASTY_SECONDS = 4.0
# Addresses known to work that are asked when nobody else has answered.
CONTROLS = 2

OnChecked = Callable[[Link, Verdict], None]
Found = tuple[Link, Verdict]


def _nothing(link: Link, verdict: Verdict) -> None:
    """Who gives no orders is told nothing."""


@dataclass(frozen=True)
class Order:
    """everything: also what is not due. outside: whether other sites are asked. gathers: whether pages are read."""

    gathers: bool = True
    outside: bool = True
    everything: bool = False


def outside_asker(**limits: float) -> Asker:
    return Asker(**limits)


def due_outside(now: datetime.datetime) -> QuerySet[Link]:
    """The addresses on other sites whose turn it is: weekly, and daily where something was wrong."""
    fine = (Link.State.WORKS, Link.State.MOVED)
    is_due = (
        Q(last_checked=None)
        | Q(state__in=fine, last_checked__lte=now - WORKING_FOR)
        | (~Q(state__in=fine) & Q(last_checked__lte=now - FAILING_FOR))
    )
    return _outside().filter(is_due)


def _outside() -> QuerySet[Link]:
    return Link.objects.in_use().filter(kind=Link.Kind.EXTERNAL, ignored=False)


def check(order: Order, on_checked: OnChecked = _nothing) -> LinkRound:
    """One round. on_checked: told of every address."""
    begun = LinkRound.begin(timezone.now(), gathers=order.gathers)
    if order.gathers:
        gather()
        check_inside(Link.objects.in_use().filter(kind=Link.Kind.INTERNAL), on_checked)
    if order.outside:
        links = _outside() if order.everything else due_outside(timezone.now())
        begun.asked = _check_outside(links.order_by("last_checked", "pk"), on_checked)
    begun.finished_at = timezone.now()
    begun.save()
    return begun


def check_inside(links: Iterable[Link], on_checked: OnChecked = _nothing) -> None:
    """Look up what stays on this site. Nobody is asked, so it is done for all whenever pages are read."""
    for link in links:
        verdict = look_up(link.address)
        record(link, verdict, timezone.now())
        on_checked(link, verdict)


def check_now(link: Link) -> Verdict:
    """One address, because an editor wants to know, and is waiting."""
    if link.kind == Link.Kind.INTERNAL:
        verdict = look_up(link.address)
    else:
        verdict = outside_asker(connect=HASTY_SECONDS, read=HASTY_SECONDS).ask(link.address)
    record(link, verdict, timezone.now())
    return verdict


def _check_outside(links: QuerySet[Link], on_checked: OnChecked) -> int:
    asker, silence = outside_asker(), Silence()
    asked = 0
    for link in in_turn(list(links)):
        if _was_dealt_with(link):
            continue
        asked += 1
        _write(silence.sure_of(link, asker.ask(link.address)), on_checked)
    if silence.reigns:
        silence.is_broken = any(asker.ask(each.address).heard for each in _known_to_work())
    _write(silence.left(), on_checked)
    return asked


def _write(found: list[Found], on_checked: OnChecked) -> None:
    for link, verdict in found:
        record(link, verdict, timezone.now())
        on_checked(link, verdict)


def _was_dealt_with(link: Link) -> bool:
    """Whether another round has asked it, or an editor has decided about it, since this round began."""
    return not Link.objects.filter(pk=link.pk, last_checked=link.last_checked, ignored=False).exists()


def _known_to_work() -> QuerySet[Link]:
    """A few addresses to tell by whether our own network is there."""
    return _outside().filter(state=Link.State.WORKS).order_by("-last_checked")[:CONTROLS]


class Silence:
    """Holds back what did not answer until somebody has: with our own network away, no link is at fault."""

    def __init__(self) -> None:
        self.is_broken = False
        self._held: list[Found] = []

    @property
    def reigns(self) -> bool:
        """Whether there were questions, and no answer."""
        return bool(self._held) and not self.is_broken

    def sure_of(self, link: Link, verdict: Verdict) -> list[Found]:
        """What can be written down, now that this is known too."""
        self.is_broken = self.is_broken or (verdict.heard and verdict.status is not None)
        if not verdict.heard and not self.is_broken:
            self._held.append((link, verdict))
            return []
        sure = [*(self._held if self.is_broken else ()), (link, verdict)]
        self._held = [] if self.is_broken else self._held
        return sure

    def left(self) -> list[Found]:
        """What is still held back at the end. With several hosts silent and none heard, nothing is concluded."""
        hosts = {host_of(link.address) for link, _verdict in self._held}
        if self.is_broken or len(hosts) < SILENT_HOSTS:
            return self._held
        log.warning("none of %d sites answered: the network seems to be away, so nothing is noted", len(hosts))
        return []
