"""The house stands as docs/architecture.md says: floors, names, one first migration for each room."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOP_LEVEL = {
    ".ci", ".dockerignore", ".gitignore", "Dockerfile", "LICENSE", "Makefile", "README.md", "compose.yaml", "docs",
    "manage.py", "pyproject.toml", "requirements.lock", "requirements-newest.lock", "requirements-test.lock",
    "spinecare", "static", "templates", "tests", "treatments", "trials",
}  # fmt: skip
JUNK_DRAWERS = {"utils", "helpers", "misc", "common"}
REGISTRY_HOSTS = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "deb." + "debian.org")


def tracked_files() -> list[Path]:
    """The files of the project, as git knows them, or as they lie there where git does not."""
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode == 0 and listing.stdout:
        return [path for name in listing.stdout.splitlines() if (path := ROOT / name).is_file()]
    places = [ROOT / name for name in TOP_LEVEL]
    return [path for place in places for path in (place.rglob("*") if place.is_dir() else [place]) if path.is_file()]


def test_a_lower_floor_never_imports_a_higher_one() -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_every_room_stands_on_a_floor() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    placed = set(re.findall(r"spinecare\.(\w+)", " ".join(contract["layers"])))
    rooms = {path.parent.name for path in ROOT.glob("spinecare/*/__init__.py")}
    assert rooms <= placed


def test_the_top_level_is_the_agreed_one() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked_files()} <= TOP_LEVEL


def test_no_room_is_a_junk_drawer() -> None:
    names = {part for path in tracked_files() for part in path.relative_to(ROOT).with_suffix("").parts}
    assert not names & JUNK_DRAWERS


def test_the_package_itself_is_empty() -> None:
    assert (ROOT / "spinecare" / "__init__.py").read_text() == ""


MIGRATION_FOLDERS = sorted([*ROOT.glob("spinecare/*/migrations"), *ROOT.glob("t*/migrations")])


@pytest.mark.parametrize("folder", MIGRATION_FOLDERS, ids=lambda folder: folder.parent.name)
def test_each_app_has_one_first_migration(folder: Path) -> None:
    assert [file.name for file in folder.glob("0*.py")] == ["0001_initial.py"]


def test_no_registry_address_is_committed() -> None:
    texts = {path: path.read_text(errors="ignore") for path in tracked_files()}
    found = [str(path) for path, text in texts.items() for host in REGISTRY_HOSTS if host in text]
    assert found == []


def test_every_locked_package_has_a_hash() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        lines = lock.read_text().splitlines()
        packages = [number for number, line in enumerate(lines) if "==" in line and not line.startswith(" ")]
        assert packages, lock.name
        for number in packages:
            assert "--hash=sha256:" in lines[number + 1], f"{lock.name}: {lines[number]}"
