"""JSON that every database can keep: a registry answer may hold what PostgreSQL refuses, or what exhausts Python."""

from __future__ import annotations

import json
import math
import re
from typing import Any

REPLACEMENT = "\ufffd"
# NUL, and halves of characters that stand alone.
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
# Records are less than twenty levels deep. What lies deeper is kept as text.
DEEPEST = 100


def storable(value: Any, depth: int = 0) -> Any:
    """The same value with what no database keeps replaced: NUL, half characters, numbers that are not finite."""
    if isinstance(value, str):
        return NOT_TEXT.sub(REPLACEMENT, value)
    if isinstance(value, list | dict) and depth >= DEEPEST:
        return _as_text(value)
    if isinstance(value, list):
        return [storable(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {NOT_TEXT.sub(REPLACEMENT, key): storable(item, depth + 1) for key, item in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _as_text(value: Any) -> str:
    try:
        return NOT_TEXT.sub(REPLACEMENT, json.dumps(value, ensure_ascii=False))
    except RecursionError:
        return REPLACEMENT
