"""Politeness: one request at a time to a host, and a pause between two."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from urllib.parse import urlsplit

from .models import Link

PAUSE_SECONDS = 1.0


class Pace:
    """Waits until a host may be asked again. Who asks does so one after another."""

    def __init__(
        self,
        pause: float = PAUSE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._free_at: dict[str, float] = {}

    def wait_for(self, host: str) -> None:
        left = self._free_at.get(host, 0.0) - self._clock()
        if left > 0:
            self._sleep(left)

    def asked(self, host: str) -> None:
        """The pause begins when the answer is in, so that a slow host gets the rest it needs."""
        self._free_at[host] = self._clock() + self._pause


def in_turn(links: Iterable[Link]) -> Iterator[Link]:
    """One link of each host after another: while one host rests, others are asked."""
    by_host: dict[str, list[Link]] = {}
    for link in links:
        by_host.setdefault(host_of(link.address), []).append(link)
    for row in zip_longest(*by_host.values()):
        yield from (link for link in row if link is not None)


def host_of(address: str) -> str:
    """The host of an address; "" for half an address."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
