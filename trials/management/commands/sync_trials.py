"""Bring clinical trials in from the registry."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from trials.models import RegistryQuery, SyncRun
from trials.registry.files import FileError
from trials.registry.numbers import canonical
from trials.sync.applying import Outcome
from trials.sync.engine import Order, Sync
from trials.sync.lease import Locked
from trials.sync.report import Report
from trials.sync.source import Source, configured_source
from trials.sync.staging import KeptPage

# What a scheduler can read.
PARTIAL = 1
NOTHING_APPLIED = 2
REFUSED = 3
LOCKED = 4
EXIT_CODES = {
    SyncRun.State.REFUSED: REFUSED,
    SyncRun.State.FAILED: NOTHING_APPLIED,
    SyncRun.State.BRAKED: NOTHING_APPLIED,
}
LONGEST_VALUE = 100


class Command(BaseCommand):
    """`manage.py sync_trials`. See docs/operators.md."""

    help = (
        "Bring clinical trials in from the registry (SPINECARE_REGISTRY_URL; without it, from the sample registry). "
        "Exit codes: 0 all is in, 1 something did not arrive, 2 nothing was applied, 3 the registry refused us, "
        "4 another run is going on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--full", action="store_true", help="ask for everything, not only for what changed")
        parser.add_argument("--nct", nargs="+", type=_number, default=[], metavar="ID", help="only these studies")
        parser.add_argument("--query", default="", metavar="NAME", help="only this saved query")
        parser.add_argument(
            "--from-file", type=Path, metavar="F", help="a download of the registry, instead of asking it"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")
        parser.add_argument("--force", action="store_true", help="go on although very much would change")
        parser.add_argument("--json-report", type=Path, metavar="F", help="write what happened into this file")

    def handle(self, *args: Any, **options: Any) -> None:
        order = self._order(options)
        try:
            report = self._run(order)
        except Locked as error:
            raise CommandError(str(error), returncode=LOCKED) from error
        except FileError as error:
            raise CommandError(str(error), returncode=NOTHING_APPLIED) from error
        self._tell(report)
        if options["json_report"]:
            _write(options["json_report"], report)
        self._finish(report)

    def _order(self, options: dict[str, Any]) -> Order:
        chosen = [name for name in ("full", "nct", "query", "from_file") if options[name]]
        if len(chosen) > 1 and chosen != ["full", "query"]:
            names = " and ".join(f"--{name.replace('_', '-')}" for name in chosen)
            raise CommandError(f"{names} do not go together.", returncode=NOTHING_APPLIED)
        if options["query"] and not RegistryQuery.objects.filter(slug=options["query"]).exists():
            known = ", ".join(RegistryQuery.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(
                f"There is no query “{options['query']}”. There are: {known}.", returncode=NOTHING_APPLIED
            )
        return Order(
            full=options["full"],
            numbers=tuple(options["nct"]),
            query=options["query"],
            file=options["from_file"],
            dry_run=options["dry_run"],
            force=options["force"],
        )

    def _run(self, order: Order) -> Report:
        with _source(order) as source, self._listener() as listener:
            return Sync(source, order, listener).go()

    @contextmanager
    def _listener(self) -> Iterator[Progress]:
        progress = Progress(self.stderr if self.stderr.isatty() else None, self.stdout)
        try:
            yield progress
        finally:
            progress.close()

    def _tell(self, report: Report) -> None:
        for study in report.studies:
            self.stdout.write(f"{study.nct_id} {study.result}")
            for difference in study.differences:
                before, after = _short(difference.before), _short(difference.after)
                self.stdout.write(f"    {difference.path}: {before} -> {after}")
        for number, issue in report.issues:
            self.stdout.write(f"issue  {number} {issue.path}: {issue.problem} {_short(issue.value)}")
        self.stdout.write(str(report))

    def _finish(self, report: Report) -> None:
        code = EXIT_CODES.get(report.state, PARTIAL if report.is_partial else 0)
        if code:
            raise CommandError(report.message or "Something did not arrive; see the issues above.", returncode=code)


class Progress:
    """A bar on a terminal; elsewhere one line for each page of the registry."""

    def __init__(self, terminal: Any, out: Any) -> None:
        self.terminal = terminal
        self.out = out
        self.bar: tqdm | None = None
        self.studies = 0

    def fetched(self, page: KeptPage) -> None:
        self.studies += len(page.studies)
        if self.terminal is None:
            of_total = "" if page.total is None else f" of {page.total}"
            self.out.write(f"{page.query}: {len(page.studies)}{of_total} studies")
            return
        if self.bar is None:
            self.bar = tqdm(desc="Asking", unit=" studies", file=sys.stderr)
        self.bar.update(len(page.studies))

    def applying(self, total: int) -> None:
        self.close()
        if self.terminal is not None:
            self.bar = tqdm(desc="Applying", total=total, unit=" studies", file=sys.stderr)

    def applied(self, outcome: Outcome) -> None:
        if self.bar is not None:
            self.bar.update()

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()
        self.bar = None


@contextmanager
def _source(order: Order) -> Iterator[Source]:
    """A file needs no registry, and is filed under its own name."""
    if order.file:
        yield Source(f"file:{order.file.name}")
        return
    with configured_source() as source:
        yield source


def _number(text: str) -> str:
    number = canonical(text)
    if number is None:
        raise ArgumentTypeError(f"{text!r} is no registry number; write it like NCT01234567")
    return number


def _short(text: str) -> str:
    words = " ".join(str(text).split())
    return words if len(words) <= LONGEST_VALUE else f"{words[:LONGEST_VALUE]}…"


def _write(path: Path, report: Report) -> None:
    try:
        path.write_text(json.dumps(report.as_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}", returncode=PARTIAL) from error
