"""Work that recurs: what other rooms want done at set times, beside publishing.

A room registers the hook `scheduled_work` with a function that hands back the `Work` that is due now, if any. What was
missed while the site was down is due as soon as it is up again, because each room looks at what it did last.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connections
from wagtail import hooks

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Work:
    """Something to do. While one of a name is going on, no second is begun."""

    name: str
    do: Callable[[], None]


class Workshop:
    """Does what is due, each work in a thread of its own, so that publishing never waits for it."""

    def __init__(self) -> None:
        self.threads: dict[str, threading.Thread] = {}

    def begin_what_is_due(self) -> None:
        for work in _all_that_is_due():
            if not self._goes_on(work.name):
                self._begin(work)

    def finish(self) -> None:
        """Wait for what was begun."""
        for thread in self.threads.values():
            thread.join()

    def _goes_on(self, name: str) -> bool:
        return name in self.threads and self.threads[name].is_alive()

    def _begin(self, work: Work) -> None:
        self.threads[work.name] = threading.Thread(target=_do_in_a_thread, args=[work], name=work.name, daemon=True)
        self.threads[work.name].start()


def do_what_is_due() -> None:
    """All of it, one after the other, here and now: for a round that somebody asked for and waits for."""
    for work in _all_that_is_due():
        _do(work)


def _all_that_is_due() -> Iterator[Work]:
    for what_is_due in hooks.get_hooks("scheduled_work"):
        work = what_is_due()
        if work is not None:
            yield work


def _do_in_a_thread(work: Work) -> None:
    try:
        _do(work)
    finally:
        connections.close_all()


def _do(work: Work) -> None:
    try:
        work.do()
    except Exception as error:
        # The next round tries again; what went wrong is in the room's own report too.
        log.warning("%s did not succeed: %s", work.name, error)
