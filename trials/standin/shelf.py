"""The records a stand-in holds, by number, and how they change: added, replaced, removed, merged."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from trials.registry.paths import at, text_at, texts_at


class NoSuchRecordError(Exception):
    """The stand-in holds no record of this number."""


def number_of(record: Any) -> str:
    number = text_at(record, "protocolSection.identificationModule.nctId")
    if not number:
        raise ValueError("This record has no number. Give one: put(record, number='NCT99990001').")
    return number


def aliases_of(record: Any) -> list[str]:
    return texts_at(record, "protocolSection.identificationModule.nctIdAliases")


class Shelf:
    """Records in the order of their numbers. What is put in is copied, and never changed from outside."""

    def __init__(self, records: Iterable[Any]) -> None:
        self._records: dict[str, Any] = {}
        self.replace(records)

    def replace(self, records: Iterable[Any]) -> None:
        self._records = {number_of(record): copy.deepcopy(record) for record in records}

    def put(self, record: Any, number: str = "") -> None:
        """Adds a record, or takes the place of the one with its number. `number` is for records without one."""
        self._records[number or number_of(record)] = copy.deepcopy(record)

    def remove(self, number: str) -> None:
        if self._records.pop(number, None) is None:
            raise NoSuchRecordError(number)

    def merge(self, old: str, into: str) -> None:
        """The registry found two entries to be one: `old` becomes an alias of `into`."""
        if into not in self._records:
            raise NoSuchRecordError(into)
        identification = at(self._records[into], "protocolSection.identificationModule")
        identification["nctIdAliases"] = [*aliases_of(self._records[into]), old]
        self.remove(old)

    def holds(self, number: str) -> bool:
        return number in self._records

    def get(self, number: str) -> Any:
        return self._records[number]

    def alias(self, number: str) -> str | None:
        """The number of the record that has this one as an alias."""
        return next((own for own, record in self._records.items() if number in aliases_of(record)), None)

    def items(self) -> list[tuple[str, Any]]:
        return sorted(self._records.items())
