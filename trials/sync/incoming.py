"""What came in one run: each study once, in its newest form, whichever pages it stood on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..registry.digest import content_digest
from ..registry.paths import text_at
from .fetching import number_of


@dataclass
class Incoming:
    """The newest form of each study that came, whichever page it came on. unnumbered: what has no number."""

    studies: dict[str, Any] = field(default_factory=dict)
    found_by: dict[str, set[str]] = field(default_factory=dict)
    unnumbered: list[Any] = field(default_factory=list)

    def add(self, raw: Any, query: str) -> None:
        number = number_of(raw)
        if number is None:
            self.unnumbered.append(raw)
            return
        held = self.studies.get(number)
        if held is None or _age(raw) > _age(held):
            self.studies[number] = raw
        self.found_by.setdefault(number, set()).add(query)

    def all(self) -> Iterator[Any]:
        """In the order of their numbers: the pages' order must not matter."""
        yield from (self.studies[number] for number in sorted(self.studies))
        yield from self.unnumbered

    def __len__(self) -> int:
        return len(self.studies) + len(self.unnumbered)


def data_date(raw: Any) -> str:
    """The day of the registry's data a record was written from, as written, or ""."""
    return text_at(raw, "derivedSection.miscInfoModule.versionHolder")


def _age(raw: Any) -> tuple[str, str, str]:
    """What orders two forms of one study: the day of the data, then of the last update.

    Of two that are equal in both either will do, if it is always the same one: so the digest decides.
    """
    updated_on = text_at(raw, "protocolSection.statusModule.lastUpdatePostDateStruct.date")
    return data_date(raw), updated_on, content_digest(raw)
