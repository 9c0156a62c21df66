"""Where the real registry records lie, and what was counted in them.

They are not part of the project. They are looked for in the folder `SPINECARE_TRIAL_RECORDS` names, else beside the
project; without them these tests are skipped.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

BESIDE_THE_PROJECT = Path(__file__).resolve().parents[3] / "shared" / "trials"
# A property of a test with this name is printed at the end of the run.
COUNTED = "counted"


@pytest.fixture(scope="session")
def trial_records() -> Path:
    """The folder with real records, as its own README describes it."""
    folder = Path(os.environ.get("SPINECARE_TRIAL_RECORDS") or BESIDE_THE_PROJECT)
    if not (folder / "records").is_dir():
        pytest.skip(f"no registry records in {folder}; set SPINECARE_TRIAL_RECORDS to a folder that has them")
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.getreports(outcome)]
    lines = [text for report in reports for name, text in report.user_properties if name == COUNTED]
    if lines:
        terminalreporter.section("real registry records")
    for line in lines:
        terminalreporter.line(line)
