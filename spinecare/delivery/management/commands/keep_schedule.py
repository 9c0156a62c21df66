"""Publishes and withdraws pages at the times their editors set, and does what else recurs."""

from __future__ import annotations

import logging
import signal
import threading
from types import FrameType
from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command
from django.db import Error, connections
from wagtail import hooks

from spinecare.delivery.scheduled_work import Workshop, do_what_is_due

log = logging.getLogger(__name__)

SECONDS_BETWEEN_ROUNDS = 60


class Command(BaseCommand):
    """Runs until told to stop. A database outage costs a round, never the process."""

    help = "Publish and withdraw pages at their set times, and do what recurs: once a minute until stopped, or --once."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = Workshop()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do one round and end")

    def handle(self, *args: object, once: bool, **options: object) -> None:
        if once:
            publish_what_is_due()
            do_what_is_due()
            return
        stop = threading.Event()

        def on_signal(number: int, frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, on_signal)
        signal.signal(signal.SIGINT, on_signal)
        while not stop.is_set():
            self._round()
            stop.wait(SECONDS_BETWEEN_ROUNDS)

    def _round(self) -> None:
        try:
            publish_what_is_due()
            self.workshop.begin_what_is_due()
        except Error as error:
            log.warning("the schedule waits a minute: the database does not answer (%s)", type(error).__name__)
        except Exception:
            # One page that cannot be published must not keep the others from being published next time.
            log.exception("a round of the schedule failed")
        finally:
            # A connection kept for a minute is one the database may have closed meanwhile.
            connections.close_all()


def publish_what_is_due() -> None:
    """One round of Wagtail's own scheduled publishing, after other rooms have looked at what is due."""
    for look in hooks.get_hooks("before_scheduled_publishing"):
        look()
    call_command("publish_scheduled")
