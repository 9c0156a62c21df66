"""What the documents say can be done: their links lead somewhere, their commands exist, their pictures are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)")
MAKE = re.compile(r"^(?:[A-Z_]+=\S+ )*make ([a-z][a-z-]+)")
MANAGE = re.compile(r"manage\.py ([a-z_]+)")
MODULE = re.compile(r"python3? -m (spinecare[\w.]+)")
PATH = re.compile(r"`((?:spinecare|templates|static|tests|docs)/[\w./-]+?)`")
every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


@every_document
def test_links_lead_to_files(document: Path) -> None:
    targets = [target for target in LINK.findall(document.read_text()) if "://" not in target]
    assert [target for target in targets if not (document.parent / target).exists()] == []


@every_document
def test_make_targets_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {name for block in code_of(document) for name in MAKE.findall(block)}
    assert named <= targets


@every_document
def test_management_commands_exist(document: Path) -> None:
    named = {name for block in code_of(document) for name in MANAGE.findall(block)}
    assert named <= set(get_commands())


@every_document
def test_modules_and_paths_exist(document: Path) -> None:
    text = document.read_text()
    modules = [name.replace(".", "/") for name in MODULE.findall(text)]
    assert [name for name in modules if not ((ROOT / name).is_dir() or (ROOT / f"{name}.py").exists())] == []
    assert [path for path in PATH.findall(text) if not (ROOT / path).exists()] == []


def code_of(document: Path) -> list[str]:
    """The code in a document: indented blocks and what stands between backquotes."""
    text = document.read_text()
    indented = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    return [*indented, *re.findall(r"`([^`\n]+)`", text)]


def test_ci_runs_the_readmes_test_command() -> None:
    assert "    make test\n" in (ROOT / "README.md").read_text()
    assert "make test\n" in (ROOT / ".ci" / "run").read_text()
