"""Where missed addresses are noted, one a line, until they are counted."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from spinecare.delivery.day_spool import DaySpool

from .tidying import NUMBER, tidy

log = logging.getLogger(__name__)

# So much of a day is kept. More is a scanner at work, not readers.
SPOOL = DaySpool("MISSED_ROOT", largest=512 * 2**10)


def note_missed(path: str) -> None:
    """Note that a reader found nothing at a path. Never fails: the reader is waiting for an answer."""
    try:
        if kept := tidy(path):
            SPOOL.note([kept])
    except Exception as error:
        # Without the path, which may say more than we want to keep.
        log.warning("a missed address could not be noted (%s)", type(error).__name__)


def paths_in(lines: Iterable[str]) -> Iterator[str]:
    """What was noted. Looked at again: the rules may have become stricter since it was written."""
    for line in lines:
        # The mark of a number that was left out is no part of a path; any long number says the same.
        if path := tidy(line.replace(NUMBER, "00000")):
            yield path
