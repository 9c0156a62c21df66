"""`manage.py send_reminders`: the day's reminders of reviews, by hand."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from spinecare.desk.reminders.sending import SomeNotSent, letters_of, send_reminders


class Command(BaseCommand):
    help = "Remind owners and deputies of reviews that are due. Sends nothing twice; the schedule does it every day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be sent, and send nothing")
        parser.add_argument("--today", type=datetime.date.fromisoformat, help="another day than today: YYYY-MM-DD")

    def handle(self, *args: Any, dry_run: bool, today: datetime.date | None, **options: Any) -> None:
        day = today or timezone.localdate()
        if dry_run:
            for letter in letters_of(day):
                self.stdout.write(f"{', '.join(letter.addresses)}: {'; '.join(text.title for text in letter.texts)}")
            return
        try:
            sent = send_reminders(day)
        except SomeNotSent as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Another process is sending them." if sent is None else f"Letters sent: {sent}")
