"""A run that is killed, wherever it stands, and begun again ends as an unbroken run would have."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trials.standin.faults import Fault
from trials.standin.server import StandIn, serving

from .conftest import numbered

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60.0
STUDY = "JOIN trials_study s ON s.id = study_id"
CANDIDATE = "JOIN trials_candidate c ON c.id = candidate_id"
END_STATE = (
    "SELECT state, seen, created, changed, unchanged, failed FROM trials_syncrun ORDER BY id DESC LIMIT 1",
    "SELECT nct_id, status, state, content_digest, opened_on, countries FROM trials_study ORDER BY 1",
    f"SELECT s.nct_id, t.content_digest FROM trials_studysnapshot t {STUDY} ORDER BY 1, t.id",
    f"SELECT s.nct_id, position, city, is_offered FROM trials_studysite {STUDY} ORDER BY 1, 2",
    f"SELECT s.nct_id, decision, registryquery_id FROM trials_candidate_found_by {CANDIDATE} {STUDY} ORDER BY 1, 3",
    "SELECT nct_id, path, problem FROM trials_syncissue ORDER BY 1, 2",
    "SELECT count(*) FROM trials_stagedpage",
)
pytestmark = pytest.mark.slow


class OwnSite:
    """A database in a file of its own, and `manage.py` working on it."""

    def __init__(self, folder: Path, registry: str) -> None:
        self.file = folder / "spinecare.sqlite3"
        ours = ("SPINECARE_", "DATABASE_URL", "PORT", "DJANGO_SETTINGS_MODULE")
        self.variables = {name: value for name, value in os.environ.items() if not name.startswith(ours)} | {
            "SPINECARE_VAR": str(folder),
            "SPINECARE_SECRET_KEY": "k" * 60,
            "SPINECARE_REGISTRY_URL": registry,
        }

    def begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            env=self.variables, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def manage(self, *arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            env=self.variables, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def rows(self, sql: str) -> list[Any]:
        with sqlite3.connect(self.file, timeout=20) as connection:
            return connection.execute(sql).fetchall()

    @property
    def end_state(self) -> list[Any]:
        """Everything the sync decides, and the counts it reports last."""
        return [self.rows(sql) for sql in END_STATE]


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one query and no studies."""
    folder = tmp_path_factory.mktemp("migrated")
    site = OwnSite(folder, "")
    site.manage("migrate", "--verbosity", "0")
    with sqlite3.connect(site.file) as connection:
        connection.execute(
            "INSERT INTO trials_registryquery (name, slug, condition, is_active) VALUES ('All', 'all', 'chordoma', 1)"
        )
    return site.file


@pytest.fixture
def new_site(migrated: Path, tmp_path: Path) -> Callable[[str, str], OwnSite]:
    def make(name: str, registry: str) -> OwnSite:
        (tmp_path / name).mkdir()
        shutil.copy(migrated, tmp_path / name / "spinecare.sqlite3")
        return OwnSite(tmp_path / name, registry)

    return make


def records() -> list[dict[str, Any]]:
    odd = numbered(40, designModule={"phases": ["PHASE9"]})
    return [*(numbered(n) for n in range(1, 40)), odd]


def kept_pages(count: int) -> Callable[[OwnSite], bool]:
    return lambda site: len(site.rows("SELECT 1 FROM trials_stagedpage")) >= count


def applied(count: int) -> Callable[[OwnSite], bool]:
    return lambda site: len(site.rows("SELECT 1 FROM trials_study")) >= count


MOMENTS = {
    "before the first page": lambda site: bool(site.rows("SELECT 1 FROM trials_syncrun")),
    "after the first page": kept_pages(1),
    "after the third page": kept_pages(3),
    "after the first study": applied(1),
    "in the middle of applying": applied(20),
    "before the last study": applied(39),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_and_begun_again_it_ends_as_an_unbroken_run(
    new_site: Callable[[str, str], OwnSite], moment: str
) -> None:
    with serving(records=records(), faults=[Fault("slow", path="/studies", times=None, seconds=0.03)]) as registry:
        unbroken, broken = new_site("unbroken", registry.url), new_site("broken", registry.url)
        unbroken.manage("sync_trials")
        _kill_at(broken, MOMENTS[moment])
        broken.manage("sync_trials")
        assert broken.end_state == unbroken.end_state
        assert broken.end_state[0] == [("with-issues", 40, 40, 0, 0, 0)]


def test_what_was_fetched_is_not_fetched_again(new_site: Callable[[str, str], OwnSite]) -> None:
    with serving(records=records(), faults=[Fault("slow", path="/studies", times=None, seconds=0.03)]) as registry:
        site = new_site("site", registry.url)
        _kill_at(site, kept_pages(3))
        registry.requests.clear()
        site.manage("sync_trials")
        assert _asked_pages(registry) <= 3


def _asked_pages(registry: StandIn) -> int:
    return sum(asked.path == "/studies" for asked in registry.requests)


def _kill_at(site: OwnSite, reached: Callable[[OwnSite], bool]) -> None:
    process = site.begin("sync_trials")
    deadline = time.monotonic() + PATIENCE
    while not reached(site):
        assert process.poll() is None, "it ended before the moment came"
        assert time.monotonic() < deadline
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
