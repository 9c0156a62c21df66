"""What a link opens today. The same whether it was just looked up or is read from the kept copy."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Place:
    """A public page. address: its path, such as `/treatments/surgery/`."""

    title: str
    address: str
    anchor: str = ""

    @property
    def href(self) -> str:
        return f"{self.address}#{self.anchor}" if self.anchor else self.address


@dataclass(frozen=True)
class Entry:
    """One page of a link.

    title, summary: of the page the link was made for, as it is or was last known.
    opens: where it leads, or None when its page is gone. nearest: what to offer then.
    """

    title: str
    summary: str
    section: str = ""
    opens: Place | None = None
    nearest: Place | None = None


@dataclass(frozen=True)
class Answer:
    """What `/go/CODE` says: one entry opens its page, several are a list."""

    code: str
    entries: tuple[Entry, ...]
    heading: str = ""
    note: str = ""
    discreet: bool = False
    language: str = ""

    @property
    def is_list(self) -> bool:
        return len(self.entries) > 1

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """Raises TypeError or KeyError for what was not written by `as_json`."""
        entries = tuple(_entry(each) for each in kept["entries"])
        return cls(**(kept | {"entries": entries}))


def _entry(kept: dict[str, Any]) -> Entry:
    places = {name: Place(**kept[name]) if kept[name] else None for name in ("opens", "nearest")}
    return Entry(**(kept | places))
