"""The sample records: made-up studies in the registry's exact shape. Their numbers begin with NCT9999."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "records"

# The day the samples stand for. It is also the `versionHolder` in each of them.
DATA_TIMESTAMP = "2026-11-20T09:00:05"


def sample_records() -> list[dict[str, Any]]:
    """All of them, in the order of their numbers. Each call reads them anew, so a caller may change what it gets."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("NCT9999*.json"))]
