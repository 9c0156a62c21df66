"""Check where the links of the site lead."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from spinecare.links.checking import Order, check
from spinecare.links.models import Link, LinkUse
from spinecare.links.verdict import Verdict


class Command(BaseCommand):
    """`manage.py check_links`. What it finds is in the admin too, under Reports."""

    help = (
        "Read the links of all live pages, and check those whose turn it is. Broken off, it goes on where it stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="ask every address, not only those whose turn it is")
        parser.add_argument("--internal", action="store_true", help="only what stays on this site; nobody is asked")
        parser.add_argument("--json-report", type=Path, metavar="F", help="write what is wrong into this file")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"] and options["internal"]:
            raise CommandError("--all and --internal do not go together.")
        check(Order(outside=not options["internal"], everything=options["all"]), self._tell)
        counts = {state.label: Link.objects.in_use().filter(state=state).count() for state in Link.State}
        self.stdout.write(", ".join(f"{label}: {count}" for label, count in counts.items() if count) or "No links.")
        if options["json_report"]:
            _write(options["json_report"])

    def _tell(self, link: Link, verdict: Verdict) -> None:
        if link.state in Link.FAULTY:
            self.stdout.write(f"{link.state}  {link.address}  {verdict.finding}")


def _write(path: Path) -> None:
    uses = LinkUse.objects.filter(link__in=Link.objects.faulty()).select_related("link", "page")
    report = [_entry(use) for use in uses]
    try:
        path.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}") from error


def _entry(use: LinkUse) -> dict[str, Any]:
    link = use.link
    return {
        "page": use.page.title if use.page else None,
        "page_address": use.page.url if use.page else None,
        "place": use.place,
        "text": use.text,
        "target": link.address,
        "state": link.state,
        "finding": link.finding,
        "status_code": link.status_code,
        "moved_to": link.moved_to,
        "failing_since": link.first_failed.isoformat() if link.first_failed else None,
        "last_checked": link.last_checked.isoformat() if link.last_checked else None,
    }
