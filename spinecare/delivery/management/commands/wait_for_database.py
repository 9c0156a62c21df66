"""Asks the database whether it is there, before anything else is tried with it."""

from __future__ import annotations

import time

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import Error, connection


class Command(BaseCommand):
    help = "Wait until the database answers; end with one line and status 2 when it does not."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seconds", type=int, default=0, help="how long to go on trying (default: one try)")

    def handle(self, *args: object, seconds: int, **options: object) -> None:
        deadline = time.monotonic() + seconds
        while (reason := why_not()) is not None:
            if time.monotonic() >= deadline:
                raise CommandError(f"the database cannot be used: {reason}", returncode=2)
            time.sleep(1)


def why_not() -> str | None:
    """What the database driver says in one line when it cannot connect, else None."""
    try:
        connection.ensure_connection()
    except Error as error:
        # The driver's first line names host and port; it never holds the password.
        return str(error).strip().splitlines()[0]
    return None
