"""What links open, kept on disk: read before the database is asked, and when it is away.

One file, replaced in one step. Whatever could make it wrong takes it away first (`forget`), and when the change is
done it is written anew (`refresh`), one process at a time, from what the database says then. So an old answer is never
given for a new one: without the file the database is asked.
"""

from __future__ import annotations

import datetime
import fcntl
import json
import logging
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from . import journal
from .answers import Answer
from .describing import learn
from .leading import answers
from .models import Alias, CareLink
from .typed import Asked

log = logging.getLogger(__name__)

FILE, LOCK = "answers.json", "lock"


@dataclass(frozen=True)
class Kept:
    """All answers, by code, and the codes of readable names. stamp: which writing of the file they are from."""

    stamp: tuple[int, int]
    answers: dict[str, dict]
    aliases: dict[str, str]


_read: Kept | None = None
_reading = threading.Lock()


def find(asked: Asked) -> Answer | None:
    """The kept answer, or None when none is kept. Never fails: the database can be asked instead."""
    try:
        kept = _kept()
        if kept is None:
            return None
        code = kept.aliases.get(asked.alias) or asked.code
        answer = kept.answers.get(code)
        return Answer.from_json(answer) if answer else None
    except (OSError, ValueError, KeyError, TypeError):
        log.warning("the kept answers of care links cannot be read")
        return None


def forget() -> None:
    """Keep nothing until the change that is being made is done."""
    _path().unlink(missing_ok=True)


def is_older_than(age: datetime.timedelta) -> bool:
    """Whether it was written so long ago, or is not there."""
    try:
        return time.time() - _path().stat().st_mtime > age.total_seconds()
    except FileNotFoundError:
        return True


def refresh_on_commit() -> None:
    """Forget now; write everything anew when the change is sure: once, however much is changed together."""
    forget()
    if not any(ordered[1] is refresh_quietly for ordered in connection.run_on_commit):
        transaction.on_commit(refresh_quietly)


def refresh_quietly() -> None:
    """As `refresh`. What goes wrong is made up for by the schedule: an editor's work must not fail for it."""
    try:
        refresh()
    except Exception:
        log.exception("what care links open could not be written down")
        forget()


def refresh() -> list[str]:
    """Write down what every link opens now. Gives the codes that had to be taken in from the journal."""
    with _alone():
        adopted = journal.bring_into_step()
        learn()
        known = {answer.code: answer.as_json() for answer in answers(CareLink.objects.all())}
        aliases = dict(Alias.objects.values_list("name", "link__code"))
        _replace(json.dumps({"answers": known, "aliases": aliases}, ensure_ascii=False))
        return adopted


def _kept() -> Kept | None:
    """What is kept, read anew only when it was written anew."""
    global _read
    try:
        found = _path().stat()
    except FileNotFoundError:
        return None
    stamp = (found.st_ino, found.st_mtime_ns)
    with _reading:
        if _read is None or _read.stamp != stamp:
            content = json.loads(_path().read_text(encoding="utf-8"))
            _read = Kept(stamp, content["answers"], content["aliases"])
        return _read


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time: who writes last has read last."""
    folder = _path().parent
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _replace(text: str) -> None:
    path = _path()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(path)


def _path() -> Path:
    return Path(settings.PUBLISHED_ROOT) / "care-links" / FILE
