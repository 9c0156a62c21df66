"""What can go wrong with a registry, as a script: on which request, and what happens instead of the answer.

Fault("status", 429, on=2, retry_after="0")        the second request is refused for now
Fault("html", path="/studies", page=3, times=2)    page three is a web page, twice
Fault("moves", on=4, timestamp="2026-11-23T09:00:04")   new data arrives before the fourth request is answered
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

STATUS = "status"  # answers with `status` and a text
HTML = "html"  # answers 200 with a web page, as a registry under maintenance does
CUT = "cut"  # promises the whole body and sends half of it
SLOW = "slow"  # sends the body in pieces, `seconds` apart
RESET = "reset"  # drops the connection without an answer
TOKEN = "token"  # noqa: S105  refuses the page token, as a registry that has forgotten it
MOVES = "moves"  # `timestamp` becomes the registry's, and the answer follows as usual
KINDS = (STATUS, HTML, CUT, SLOW, RESET, TOKEN, MOVES)


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong.

    It counts the requests that match `path` (a pattern such as "/studies/*", without the base address) and, for a
    search, `page`; it happens on the `on`-th of them and `times` times in a row, for ever with `times=None`.
    """

    kind: str
    status: int = 0
    on: int = 1
    times: int | None = 1
    path: str = "*"
    page: int | None = None
    retry_after: str = ""
    seconds: float = 0.0
    timestamp: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"No such fault: {self.kind!r}. There are: {', '.join(KINDS)}.")
        if self.kind == STATUS and not self.status:
            raise ValueError("A fault of the kind 'status' needs the status, such as 429.")
        if self.kind == MOVES and not self.timestamp:
            raise ValueError("A fault of the kind 'moves' needs the new timestamp.")

    def matches(self, path: str, page: int | None) -> bool:
        return fnmatchcase(path, self.path) and self.page in (None, page)

    def due(self, count: int) -> bool:
        """Whether it happens on this matching request, counted from 1."""
        return count >= self.on and (self.times is None or count < self.on + self.times)


class Script:
    """The faults of one server, and how often each has been met."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self._faults = tuple(faults)
        self._counts = [0] * len(self._faults)
        self._lock = threading.Lock()

    def due(self, path: str, page: int | None) -> list[Fault]:
        """The faults that happen on this request. Every one that matches counts it."""
        due = []
        with self._lock:
            for place, fault in enumerate(self._faults):
                if fault.matches(path, page):
                    self._counts[place] += 1
                    if fault.due(self._counts[place]):
                        due.append(fault)
        return due
