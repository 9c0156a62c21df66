"""What stands at a path of a raw record. Records may be of any shape, also broken: asking never raises.

`fields` reads a record for good and says what is odd in it. This is for a look at one place.
"""

from __future__ import annotations

from typing import Any


def at(raw: Any, path: str) -> Any:
    """What stands at a path such as "statusModule.overallStatus", or None."""
    for name in path.split("."):
        if not isinstance(raw, dict):
            return None
        raw = raw.get(name)
    return raw


def text_at(raw: Any, path: str) -> str:
    """The text at a path. "" where there is none."""
    found = at(raw, path)
    return found if isinstance(found, str) else ""


def texts_at(raw: Any, path: str) -> list[str]:
    """The texts of the list at a path, without what is no text. Empty where there is no list."""
    found = at(raw, path)
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []
