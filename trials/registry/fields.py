"""Reading nested JSON field by field, so that one odd field spoils no other.

Asking never raises, whatever the JSON holds. What is missing or null is empty; what is there but cannot be used is
empty too, and an `Issue` says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .record import Issue

# PostgreSQL keeps neither in a text: the NUL character, and halves of characters.
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
SHOWN_CHARACTERS = 200
LARGEST_COUNT = 10**9


@dataclass(frozen=True)
class Fields:
    """A struct of a record.

    values: its fields. path: where it stands, "" for the whole record. issues: what was found so far; it grows.
    """

    values: Mapping[str, Any]
    path: str
    issues: list[Issue]

    @classmethod
    def of(cls, raw: Any, issues: list[Issue]) -> Fields:
        """The whole record. Something other than a struct has no fields."""
        if not isinstance(raw, dict):
            issues.append(Issue("", Issue.WRONG_TYPE, shown(raw)))
            return cls({}, "", issues)
        return cls(raw, "", issues)

    def report(self, name: str, problem: str, value: Any = "") -> None:
        """Say that the field `name` is not as expected."""
        self.issues.append(Issue(self._path(name), problem, shown(value)))

    def text(self, name: str) -> str:
        """A text as written, without the characters that no database keeps."""
        return self._kept(name, self._value(name, _is_text) or "")

    def line(self, name: str) -> str:
        """A text as one line, with one space between words."""
        return " ".join(self.text(name).split())

    def lines(self, name: str) -> tuple[str, ...]:
        """A list of texts, each as one line."""
        return tuple(line for _where, line in self.placed_lines(name))

    def placed_lines(self, name: str) -> Iterator[tuple[str, str]]:
        """The lines of a list, each with its name here, such as "phases.0"."""
        for where, item in self._items(name, _is_text):
            line = " ".join(self._kept(where, item).split())
            if line:
                yield where, line

    def word(self, name: str, known: Collection[str]) -> str:
        """A text that should be one of `known`. It is returned even if it is not."""
        return self._known(name, self.line(name), known)

    def words(self, name: str, known: Collection[str]) -> tuple[str, ...]:
        """A list of texts, each of which should be one of `known`."""
        return tuple(self._known(where, word, known) for where, word in self.placed_lines(name))

    def flag(self, name: str) -> bool | None:
        """True, false, or None where nothing is said."""
        return self._value(name, lambda value: isinstance(value, bool))

    def number(self, name: str, lowest: float, highest: float) -> float | None:
        """A number from `lowest` to `highest`."""
        value = self._value(name, _is_number)
        # Not a number is in no range either.
        if value is not None and not lowest <= value <= highest:
            self.report(name, Issue.UNREADABLE, value)
            return None
        return value

    def count(self, name: str) -> int | None:
        """A whole number, not negative."""
        value = self.number(name, 0, LARGEST_COUNT)
        if isinstance(value, float) and not value.is_integer():
            self.report(name, Issue.UNREADABLE, value)
            return None
        return None if value is None else int(value)

    def struct(self, name: str) -> Fields:
        """A struct in this one. It has no fields where there is none."""
        return Fields(self._value(name, _is_struct) or {}, self._path(name), self.issues)

    def structs(self, name: str) -> list[Fields]:
        """A list of structs."""
        return [Fields(item, self._path(where), self.issues) for where, item in self._items(name, _is_struct)]

    def _path(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def _value(self, name: str, fits: Callable[[Any], bool]) -> Any:
        value = self.values.get(name)
        if value is None or fits(value):
            return value
        self.report(name, Issue.WRONG_TYPE, value)
        return None

    def _items(self, name: str, fits: Callable[[Any], bool]) -> Iterator[tuple[str, Any]]:
        """What stands in a list and fits, each with its name here."""
        for index, item in enumerate(self._value(name, lambda value: isinstance(value, list)) or ()):
            where = f"{name}.{index}"
            if item is not None and not fits(item):
                self.report(where, Issue.WRONG_TYPE, item)
            elif item is not None:
                yield where, item

    def _kept(self, name: str, text: str) -> str:
        if not UNKEEPABLE.search(text):
            return text
        self.report(name, Issue.UNREADABLE, text)
        return UNKEEPABLE.sub("", text)

    def _known(self, name: str, word: str, known: Collection[str]) -> str:
        if word and word not in known:
            self.report(name, Issue.UNKNOWN_VALUE, word)
        return word


def shown(value: Any) -> str:
    """A value for somebody who looks into an issue. Only the size of lists and structs, which may hold anything."""
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return f"a struct of {len(value)}"
    text = value if isinstance(value, str) else repr(value)
    text = UNKEEPABLE.sub("\N{REPLACEMENT CHARACTER}", text[: SHOWN_CHARACTERS + 1])
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_struct(value: Any) -> bool:
    return isinstance(value, dict)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
