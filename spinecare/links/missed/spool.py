"""A file that missed addresses are noted in, one a line: reading the site never writes to its database.

Many processes write at once: each line is one write to the end of the file, which the system keeps whole. A file for
each day, so that a day is all that is known of when.
"""

from __future__ import annotations

import datetime
import logging
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from .tidying import NUMBER, tidy

log = logging.getLogger(__name__)

# So much of a day is kept. More is a scanner at work, not readers.
LARGEST_FILE = 512 * 2**10
DAY, FILLING, TAKEN = "????-??-??", ".spool", ".taken"


def note_missed(path: str) -> None:
    """Note that a reader found nothing at a path. Never fails: the reader is waiting for an answer."""
    try:
        if kept := tidy(path):
            _append(folder() / f"{timezone.localdate().isoformat()}{FILLING}", f"{kept}\n".encode())
    except Exception as error:
        # Without the path, which may say more than we want to keep.
        log.warning("a missed address could not be noted (%s)", type(error).__name__)


def folder() -> Path:
    root = getattr(settings, "MISSED_ROOT", None)
    if not root:
        raise ImproperlyConfigured("MISSED_ROOT is not set, so there is no folder to note missed addresses in.")
    return Path(root)


def _append(file: Path, line: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if os.fstat(handle).st_size + len(line) <= LARGEST_FILE:
            os.write(handle, line)
    finally:
        os.close(handle)


def waits() -> bool:
    """Whether there is anything to count."""
    return any(folder().glob(f"{DAY}{FILLING}")) or any(folder().glob(f"{DAY}.*{TAKEN}"))


def take_files() -> list[Path]:
    """Put what has been written so far aside, under names of its own. Also what an earlier round left behind."""
    for file in folder().glob(f"{DAY}{FILLING}"):
        file.rename(file.with_name(f"{file.stem}.{uuid.uuid4().hex}{TAKEN}"))
    return sorted(folder().glob(f"{DAY}.*{TAKEN}"))


def day_of(file: Path) -> datetime.date:
    return datetime.date.fromisoformat(file.name.partition(".")[0])


def paths_in(file: Path) -> Iterator[str]:
    """The lines of a file. Looked at again: the rules may have become stricter since they were written."""
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        # The mark of a number that was left out is no part of a path; any long number says the same.
        if path := tidy(line.replace(NUMBER, "00000")):
            yield path
