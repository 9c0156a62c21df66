"""Read what is kept beside the pages: the readers' scores. No Django in here.

`ratings/READER/PAGE.toml` holds one reader's scores of one page, and the fingerprint of the text that was scored;
`ratings/READER/reader.toml` says who that reader is.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .instruments import ClearCommunication, Discern, Pemat, ScoreError

RATINGS = Path(__file__).parent / "ratings"
READER = "reader.toml"


@dataclass(frozen=True)
class Rating:
    """One reader's scores of one page. `fingerprint` is that of the text the reader saw."""

    reader: str
    page: str
    scored_on: date
    fingerprint: str
    discern: Discern
    pemat: Pemat
    cdc: ClearCommunication
    remarks: tuple[str, ...]

    @property
    def on_target(self) -> bool:
        return self.discern.on_target and self.pemat.on_target and self.cdc.on_target


def fingerprint(paragraphs: Sequence[str]) -> str:
    """A short name of a text, to tell whether a score still belongs to it."""
    return hashlib.sha256("\n".join(paragraphs).encode()).hexdigest()[:12]


def file_name(address: str) -> str:
    """`/treatments/surgery/` is kept in `treatments-surgery.toml`."""
    return f"{address.strip('/').replace('/', '-') or 'home'}.toml"


def readers(folder: Path = RATINGS) -> dict[str, str]:
    """The readers, and how each says the scoring was done."""
    return {path.parent.name: _read(path)["who"] for path in sorted(folder.glob(f"*/{READER}"))}


def ratings_of(address: str, folder: Path = RATINGS) -> list[Rating]:
    """Every reader's scores of the page at an address. Raises ScoreError naming the file."""
    return [_rating(path) for path in sorted(folder.glob(f"*/{file_name(address)}"))]


def _rating(path: Path) -> Rating:
    record = _read(path)
    try:
        return Rating(
            reader=path.parent.name,
            page=record["page"],
            scored_on=record["on"],
            fingerprint=record["text"],
            discern=Discern(record["discern"]),
            pemat=Pemat(record["pemat"]),
            cdc=ClearCommunication(record["cdc"]),
            remarks=tuple(record.get("remarks", ())),
        )
    except (KeyError, ScoreError) as error:
        raise ScoreError(f"{path.parent.name}/{path.name}: {error}") from error


def _read(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ScoreError(f"{path.parent.name}/{path.name}: {error}") from error
