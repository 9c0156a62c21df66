"""One run at a time. The running row is the lock; a row whose process has died can be taken over."""

from __future__ import annotations

import datetime
import os
import socket

from django.db import IntegrityError, transaction
from django.utils import timezone

from ..models import SyncRun

# A live run gives a sign of life at least this often: one request may be tried for five minutes.
SILENCE = datetime.timedelta(minutes=10)


class Locked(Exception):
    """Another run is going on. The message says since when."""


def take(run: SyncRun) -> SyncRun:
    """Save the run as the running one, or hand back one that has died and can be gone on with.

    Raises Locked when another run lives.
    """
    run.process = _this_process()
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError:
        return _take_over(run)
    return run


def beat(run: SyncRun) -> None:
    """Give a sign of life."""
    run.heartbeat = timezone.now()
    run.save(update_fields=["heartbeat"])


def _take_over(run: SyncRun) -> SyncRun:
    holder = SyncRun.objects.filter(state=SyncRun.State.RUNNING).first()
    if holder is None:
        return take(run)
    if _lives(holder):
        raise Locked(f"A run is going on since {timezone.localtime(holder.started_at):%H:%M}. Try again later.")
    # Two that find the same dead run: only one of them still finds its last sign of life.
    found = SyncRun.objects.filter(pk=holder.pk, heartbeat=holder.heartbeat, process=holder.process)
    if not found.update(heartbeat=timezone.now(), process=_this_process()):
        raise Locked("Another run has just begun. Try again later.")
    holder.refresh_from_db()
    return holder


def _this_process() -> str:
    return f"{socket.gethostname()} {os.getpid()}"


def _lives(run: SyncRun) -> bool:
    host, _, number = run.process.rpartition(" ")
    if host == socket.gethostname() and number.isdigit():
        return int(number) != os.getpid() and _is_running(int(number)) and not _silent(run)
    return not _silent(run)


def _silent(run: SyncRun) -> bool:
    return run.heartbeat < timezone.now() - SILENCE


def _is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
