"""What the operator sees while something is set up: one line for each step, with the seconds it took."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Failure(Exception):
    """Setting up cannot go on. The message is one line that tells the operator what to do."""


def say(line: str = "") -> None:
    """Print at once, also into a pipe."""
    print(line, flush=True)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Announce a step, and say how long it took."""
    print(f"  {what} ...", end="", flush=True)
    begin = time.monotonic()
    try:
        yield
    except BaseException:
        say(" failed")
        raise
    say(f" {time.monotonic() - begin:.1f} s")


def fail(error: Failure) -> int:
    """Print the one line. The status says: the set-up is wrong, not the site."""
    print(f"spinecare: {error}", file=sys.stderr, flush=True)
    return 2
