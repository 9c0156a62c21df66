"""Files that are written to while people read, one for each day: reading the site never writes to its database.

A room notes lines in a spool, and the schedule takes them into a table of the room: each line once, whatever is killed
in between. Many processes write at once: what is noted together is one write to the end of the file, which the system
keeps whole. That there is a file for each day means that a day is all that is known of when.
"""

from __future__ import annotations

import datetime
import os
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django.utils import timezone

DAY, FILLING, TAKEN = "????-??-??", ".spool", ".taken"
# Who opened a file just before it was put aside has written by then.
GRACE_SECONDS = 1.0

# Takes the lines of one day into a table.
Count = Callable[[datetime.date, list[str]], None]


class TakenFile(models.Model):
    """Abstract: a file whose lines are counted. Kept until the file is gone, so that none is counted twice."""

    name = models.CharField(max_length=100, unique=True)

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class DaySpool:
    """A folder of such files. setting: what names the folder. largest: so many bytes of a day are kept until taken."""

    setting: str
    largest: int

    @property
    def folder(self) -> Path:
        root = getattr(settings, self.setting, None)
        if not root:
            raise ImproperlyConfigured(f"{self.setting} is not set, so there is no folder to note anything in.")
        return Path(root)

    def note(self, lines: Iterable[str], day: datetime.date | None = None) -> None:
        """Add these lines to a day, today where none is named. All of them, or none where there is no room."""
        written = "".join(f"{line}\n" for line in lines).encode()
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / f"{(day or timezone.localdate()).isoformat()}{FILLING}"
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            if os.fstat(handle).st_size + len(written) <= self.largest:
                os.write(handle, written)
        finally:
            os.close(handle)

    def waits(self) -> bool:
        """Whether there is anything to take in."""
        return any(self.folder.glob(f"{DAY}{FILLING}")) or any(self.folder.glob(f"{DAY}.*{TAKEN}"))

    def take_in(self, taken: type[TakenFile], count: Count, grace: float = GRACE_SECONDS) -> None:
        """Count all that has been noted so far. taken: the table in which the room remembers which files it counted."""
        files = self._put_aside()
        time.sleep(grace)
        for file in files:
            _take(file, taken, count)
            file.unlink(missing_ok=True)
            taken.objects.filter(name=file.name).delete()

    def _put_aside(self) -> list[Path]:
        """The files under names of their own, so that nothing more is written to them; also those left behind."""
        for file in self.folder.glob(f"{DAY}{FILLING}"):
            file.rename(file.with_name(f"{file.stem}.{uuid.uuid4().hex}{TAKEN}"))
        return sorted(self.folder.glob(f"{DAY}.*{TAKEN}"))


@transaction.atomic
def _take(file: Path, taken: type[TakenFile], count: Count) -> None:
    """Count a file. That it is done is written down together with the numbers: all of it or nothing."""
    _row, is_new = taken.objects.get_or_create(name=file.name)
    if is_new:
        day = datetime.date.fromisoformat(file.name.partition(".")[0])
        count(day, file.read_text(encoding="utf-8", errors="replace").splitlines())
