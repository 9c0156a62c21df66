"""A place to note missed addresses in, and nobody outside to ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from spinecare.editorial.models import Source


@pytest.fixture(autouse=True)
def spool(tmp_path: Path, settings) -> Path:
    """The folder missed addresses are noted in, empty."""
    settings.MISSED_ROOT = tmp_path / "missed"
    return tmp_path / "missed"


@pytest.fixture(autouse=True)
def _nobody_outside_is_asked(request: pytest.FixtureRequest) -> None:
    """The starter's sources have addresses on the internet. Tests ask only the servers they start."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        Source.objects.update(identifier="", link="")
