"""`make benchmark`: how the finder's time grows with the trials, on both databases."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from . import postgres
from .packages import ROOT
from .progress import step
from .rounds import clean_environment


def compare() -> int:
    """Measure with few trials and with many. 1: many make it too slow, or it asks the database too often."""
    with ExitStack() as kept:
        folder = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="spinecare-benchmark-")))
        on_sqlite = _measure("on SQLite", folder / "sqlite")
        with step("Starting PostgreSQL twice"):
            urls = [kept.enter_context(postgres.cluster(folder / size, durable=False)) for size in ("few", "many")]
        on_postgres = _measure("on PostgreSQL", folder / "postgres", *urls)
    return max(on_sqlite, on_postgres)


def _measure(name: str, folder: Path, *urls: str) -> int:
    command = [sys.executable, "-m", "tests.benchmark.finder", name, str(folder), *urls]
    return subprocess.run(command, cwd=ROOT, env=clean_environment(), check=False).returncode
