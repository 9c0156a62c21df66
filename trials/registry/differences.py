"""What changed between two raw records, leaf by leaf, for somebody to read."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .digest import without_data_date, words

# What an entry of a list is known by, the first that it has. A place has no number and no name of its own.
NAMES = ("label", "name", "measure", "term", "title", "nctId", "id")
PLACE = ("facility", "city", "country")
# Records are nowhere near as deep. What lies deeper is compared whole.
DEEPEST = 20


@dataclass(frozen=True)
class Difference:
    """One thing that is no longer as it was.

    path: where, such as "protocolSection.armsInterventionsModule.armGroups[Arm A].description". An entry of a list is
    named, never counted: a new one shifts all after it. before, after: as text; "" where there was nothing, or is
    nothing now.
    """

    path: str
    before: str
    after: str


def differences(before: Any, after: Any, only_words: bool = False) -> list[Difference]:
    """What differs from `before` to `after`; with `only_words` only in the parts that plain words rest on.

    Where the content digests are the same there are none. Lists are compared as sets, unless only their order changed.
    That something missing is now null or empty, or the other way, is no difference.
    """
    take = words if only_words else without_data_date
    return list(_values("", take(before), take(after), 0))


def _values(path: str, before: Any, after: Any, depth: int) -> Iterator[Difference]:
    if _written(before) == _written(after):
        return
    if depth < DEEPEST and isinstance(before, dict | None) and isinstance(after, dict | None):
        yield from _structs(path, before or {}, after or {}, depth + 1)
    elif isinstance(before, list | None) and isinstance(after, list | None):
        yield from _lists(path, before or [], after or [], depth)
    else:
        yield from _whole(path, before, after)


def _whole(path: str, before: Any, after: Any) -> Iterator[Difference]:
    """One difference, unless there is nothing to read before and nothing after."""
    texts = _text(before), _text(after)
    if any(texts):
        yield Difference(path, *texts)


def _structs(path: str, before: dict[str, Any], after: dict[str, Any], depth: int) -> Iterator[Difference]:
    for name in dict.fromkeys([*before, *after]):
        yield from _values(f"{path}.{name}" if path else name, before.get(name), after.get(name), depth)


def _lists(path: str, before: list[Any], after: list[Any], depth: int) -> Iterator[Difference]:
    gone, new = _without(before, after), _without(after, before)
    if not gone and not new:
        yield from _whole(path, before, after)
    named = defaultdict(list)
    for entry in new:
        named[_name(entry)].append(entry)
    for entry in gone:
        name = _name(entry)
        if name and named[name]:
            yield from _values(f"{path}[{name}]", entry, named[name].pop(0), depth)
        else:
            yield from _whole(path, entry, None)
    for entry in (entry for entries in named.values() for entry in entries):
        yield from _whole(path, None, entry)


def _without(entries: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """The entries that are not among the others; one of two alike is, if the others have one."""
    left = Counter(_written(other) for other in others)
    kept = []
    for entry in entries:
        written = _written(entry)
        if left[written]:
            left[written] -= 1
        else:
            kept.append(entry)
    return kept


def _name(entry: Any) -> str:
    """What people know an entry by, or ""."""
    if not isinstance(entry, dict):
        return ""
    place = ", ".join(entry[key] for key in PLACE if isinstance(entry.get(key), str))
    names = (entry[key] for key in NAMES if isinstance(entry.get(key), str))
    return place or next(names, "")


def _text(value: Any, depth: int = 0) -> str:
    """A value for people."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and depth < DEEPEST:
        return ", ".join(_text(entry, depth + 1) for entry in value)
    if isinstance(value, dict) and depth < DEEPEST:
        return "; ".join(f"{name}: {_text(entry, depth + 1)}" for name, entry in value.items())
    return _written(value)


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
