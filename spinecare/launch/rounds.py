"""The rounds of `make test`: what runs against what. A round that ran no test has failed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from . import postgres, tools
from .packages import ROOT
from .progress import say, step

WITHOUT_SERVERS = "not browser and not stack and not conformance"


@dataclass(frozen=True)
class Round:
    """One run of pytest over a part of the tests."""

    name: str
    selection: str
    variables: dict[str, str] = field(default_factory=dict)
    # Which folder, and how the tests are shared out to one process for each processor.
    arguments: tuple[str, ...] = ("-n", "auto")


def everything() -> int:
    """All tests: on SQLite, on a PostgreSQL of its own, in a browser, and against the whole stack."""
    # Asked first, so that a missing program is known before the first minutes are spent.
    tools.chromium()
    tools.nginx()
    tools.java()
    results = [_run(Round("on SQLite", WITHOUT_SERVERS))]
    with _passing_postgres() as url:
        results.append(_run(Round("on PostgreSQL", WITHOUT_SERVERS, {"DATABASE_URL": url})))
    # Whole files, because the editor of one file changes the site; each process has a site of its own.
    results.append(_run(Round("in a browser", "browser", arguments=("-n", "auto", "--dist", "loadfile"))))
    # There is one stack, and it is put under load.
    results.append(_run(Round("against the stack", "stack", arguments=())))
    return _conclude(results)


def fast() -> int:
    """The quick tests that need no other program."""
    return _conclude([_run(Round("on SQLite, without the slow ones", f"{WITHOUT_SERVERS} and not slow"))])


def conformance() -> int:
    """Hold the registry code against real records, where their folder is. They are not part of the project."""
    return _conclude([_run(Round("against real registry records", "conformance", arguments=("tests/conformance",)))])


def newest() -> int:
    """The same on the newest Wagtail and Django, on both databases."""
    results = [_run(Round("on SQLite", WITHOUT_SERVERS))]
    with _passing_postgres() as url:
        results.append(_run(Round("on PostgreSQL", WITHOUT_SERVERS, {"DATABASE_URL": url})))
    return _conclude(results)


@dataclass(frozen=True)
class Result:
    name: str
    passed: bool
    seconds: float


def _run(part: Round) -> Result:
    say(f"\n=== Tests {part.name} ===")
    begin = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-m", part.selection, *part.arguments]
    # pytest's own status 5, "no test was collected", counts as a failure like any other.
    done = subprocess.run(command, cwd=ROOT, env=clean_environment() | part.variables, check=False)
    return Result(part.name, done.returncode == 0, time.monotonic() - begin)


def clean_environment() -> dict[str, str]:
    """What the developer has set for a site of theirs must not reach the tests."""
    ours = ("SPINECARE_", "DATABASE_URL", "PORT", "DJANGO_SETTINGS_MODULE")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@contextmanager
def _passing_postgres() -> Iterator[str]:
    with ExitStack() as kept:
        folder = kept.enter_context(tempfile.TemporaryDirectory(prefix="spinecare-postgres-"))
        with step("Starting PostgreSQL"):
            url = kept.enter_context(postgres.cluster(Path(folder) / "cluster", durable=False))
        yield url


def _conclude(results: list[Result]) -> int:
    say()
    for result in results:
        say(f"  {'passed' if result.passed else 'FAILED'}  {result.name} ({result.seconds:.0f} s)")
    return 0 if all(result.passed for result in results) else 1
