"""How long the finder takes with few trials and with many, each filter by itself, on one kind of database.

    python -m tests.benchmark.finder NAME FOLDER [URL_FOR_FEW URL_FOR_MANY]

Both sites answer in turn, so that whatever else the machine does falls on both. The status is 1 if many trials make any
filter too slow, or if an answer asks the database too often.
"""

from __future__ import annotations

import json
import os
import secrets
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from spinecare.launch.progress import say

FEW, MANY = 100, 10_000
ROUNDS = 9
MOST_TIMES_SLOWER = 5.0
MOST_QUERIES = 10
ADDRESSES = {
    "nothing chosen": "/trials/",
    "any status": "/trials/?status=any",
    "words": "/trials/?q=radiation",
    "number": "/trials/?q=NCT10000042",
    "tumor type": "/trials/?type=chordoma",
    "treatment": "/trials/?treatment=surgery",
    "place": "/trials/?place=Houston",
    "country": "/trials/?country=US",
    "place and country": "/trials/?place=London&country=GB&country=CA",
    "age": "/trials/?age=50",
    "sex": "/trials/?sex=female",
    "status": "/trials/?status=completed&status=unknown",
    "phase": "/trials/?phase=2",
    "newest, third page": "/trials/?status=any&sort=newest&page=3",
    "everything": "/trials/?q=spine&type=chordoma&place=Texas&age=40&sex=male&phase=2&treatment=surgery",
    "nothing found": "/trials/?q=xylophone&place=Atlantis",
    "feed": "/trials/feed/?place=Houston",
    "places of the trials": "/trials/places/?place=Houston",
}


@dataclass(frozen=True)
class Site:
    """A worker with its site."""

    process: subprocess.Popen[str]

    def wait(self) -> None:
        """Until it is set up. Before that its commands print what they do."""
        if not any(line.strip() == "ready" for line in iter(self.process.stdout.readline, "")):
            raise SystemExit("a site could not be set up; see above")

    def measure(self, address: str) -> tuple[float, int]:
        """Milliseconds, and queries."""
        self.process.stdin.write(f"{address}\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer["milliseconds"], answer["queries"]


@dataclass(frozen=True)
class Line:
    """What was measured of one address: medians in milliseconds, and the most queries."""

    name: str
    few: float
    many: float
    queries: int

    @property
    def ratio(self) -> float:
        return self.many / self.few

    @property
    def is_good(self) -> bool:
        return self.ratio <= MOST_TIMES_SLOWER and self.queries <= MOST_QUERIES

    def __str__(self) -> str:
        mark = "" if self.is_good else "  TOO MUCH"
        return f"  {self.name:20} {self.few:9.1f} {self.many:9.1f} {self.ratio:7.2f} {self.queries:9}{mark}"


@contextmanager
def site(folder: Path, number: int, url: str | None) -> Iterator[Site]:
    folder.mkdir(parents=True, exist_ok=True)
    variables = os.environ | {"SPINECARE_VAR": str(folder), "SPINECARE_SECRET_KEY": secrets.token_urlsafe(64)}
    variables |= {"DATABASE_URL": url} if url else {}
    command = [sys.executable, "-m", "tests.benchmark.worker", str(number)]
    with subprocess.Popen(command, env=variables, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Site(process)
        finally:
            process.stdin.close()


def compare(few: Site, many: Site, name: str, address: str) -> Line:
    """Ask both in turn; the first answers only warm them up."""
    measured: tuple[list[tuple[float, int]], ...] = ([], [])
    for _round in range(ROUNDS + 1):
        for answers, asked in zip(measured, (few, many), strict=True):
            answers.append(asked.measure(address))
    medians = [statistics.median(milliseconds for milliseconds, _queries in answers[1:]) for answers in measured]
    queries = max(queries for answers in measured for _milliseconds, queries in answers[1:])
    return Line(name, medians[0], medians[1], queries)


def main(name: str, folder: str, *urls: str) -> int:
    few_url, many_url = urls or (None, None)
    say(f"\n=== The finder {name} ===")
    with ExitStack() as running:
        few = running.enter_context(site(Path(folder) / "few", FEW, few_url))
        many = running.enter_context(site(Path(folder) / "many", MANY, many_url))
        few.wait()
        many.wait()
        say(f"  {'':20} {FEW:>6} ms {MANY:>6} ms   ratio   queries")
        lines = []
        for label, address in ADDRESSES.items():
            lines.append(compare(few, many, label, address))
            say(str(lines[-1]))
    return 0 if all(line.is_good for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
