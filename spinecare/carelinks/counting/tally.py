"""How often each link was opened, in the memory of this process until a thread of its own notes it on disk.

So whoever opens a link waits for nothing. Only link, day and number are ever known. What a process has not noted yet
when it is killed is lost: a few seconds of counting.
"""

from __future__ import annotations

import atexit
import datetime
import logging
import os
import threading
from collections import Counter, defaultdict

from django.http import HttpRequest
from django.utils import timezone

from spinecare.delivery.day_spool import DaySpool

from .person import is_person

log = logging.getLogger(__name__)

SPOOL = DaySpool("OPENED_ROOT", largest=4 * 2**20)
SECONDS_BETWEEN_NOTES = 10.0


def count_opening(request: HttpRequest, code: str) -> None:
    """The hook `care_link_opened`. Never fails: a reader is waiting for an answer."""
    try:
        if is_person(request):
            _tally.add(code)
    except Exception as error:
        log.warning("the opening of a link could not be counted (%s)", type(error).__name__)


def note_what_was_counted() -> None:
    """Note it now, without waiting for the thread."""
    _tally.note()


class Tally:
    """The numbers of one process. The thread begins with the first: gunicorn's processes are forked before."""

    def __init__(self) -> None:
        self._times: Counter[tuple[datetime.date, str]] = Counter()
        self._counting = threading.Lock()
        self._something_counted = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, code: str) -> None:
        with self._counting:
            self._times[timezone.localdate(), code] += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._note_now_and_then, name="openings", daemon=True)
                self._thread.start()
                atexit.register(note_what_was_counted)
        self._something_counted.set()

    def note(self) -> None:
        """Write down what was counted and forget it. What cannot be written is kept for the next time."""
        with self._counting:
            times, self._times = self._times, Counter()
        of_day: dict[datetime.date, list[str]] = defaultdict(list)
        for (day, code), number in times.items():
            of_day[day].append(f"{code} {number}")
        for day, lines in of_day.items():
            try:
                SPOOL.note(lines, day)
            except Exception as error:
                log.warning("openings of links could not be noted (%s)", type(error).__name__)
                self._put_back({key: number for key, number in times.items() if key[0] == day})

    def _put_back(self, times: dict[tuple[datetime.date, str], int]) -> None:
        with self._counting:
            self._times.update(times)

    def _note_now_and_then(self) -> None:
        pause = threading.Event()
        while self._something_counted.wait():
            pause.wait(SECONDS_BETWEEN_NOTES)
            self._something_counted.clear()
            self.note()


_tally = Tally()


def _begin_anew() -> None:
    """In a process that was just forked off: what was counted before is its parent's to note."""
    global _tally
    _tally = Tally()


os.register_at_fork(after_in_child=_begin_anew)
