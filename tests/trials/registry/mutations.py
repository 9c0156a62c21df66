"""Spoiled copies of a registry record: every field gone, null, of a wrong type, unknown, or far too long."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Where = tuple[str | int, ...]
# One of each JSON type, and values that no database keeps or no calendar has.
REPLACEMENTS = (
    None, True, False, 7, -3.5, 10**30, float("inf"), float("nan"), "", "NEW_WORD", "\x00\ud800",
    [], ["x", None, 3], {}, {"x": 1},
)  # fmt: skip


def places(value: Any, where: Where = ()) -> Iterator[Where]:
    """Where everything stands in a record, the whole record first."""
    yield where
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*where, key))


def mutations(raw: dict[str, Any]) -> Iterator[tuple[Where, Any]]:
    """Each place and the record spoiled there. It is one and the same record, mended after each."""
    yield from (((), spoiled) for spoiled in REPLACEMENTS)
    for where in [where for where in places(raw) if where]:
        holder = raw
        for key in where[:-1]:
            holder = holder[key]
        key, value = where[-1], holder[where[-1]]
        for spoiled in (*REPLACEMENTS, [value], _ten_times(value)):
            holder[key] = spoiled
            yield where, raw
        holder.pop(key)
        yield where, raw
        if isinstance(holder, list):
            holder.insert(key, value)
        else:
            holder[key] = value


def _ten_times(value: Any) -> Any:
    return value * 10 if isinstance(value, str | list) else value
