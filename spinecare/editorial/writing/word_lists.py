"""The words the rules look for, from the TOML files beside this one. No Django in here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Claims:
    """Phrases that claim too much, and how the same words are used without claiming anything."""

    phrases: re.Pattern[str]
    fine: re.Pattern[str]

    def found_in(self, sentence: str) -> str:
        """The first claim of a sentence, or ""."""
        spared = [match.span() for match in self.fine.finditer(sentence)]
        for match in self.phrases.finditer(sentence):
            if not any(start <= match.start() and match.end() <= end for start, end in spared):
                return match[0]
        return ""


@dataclass(frozen=True)
class Jargon:
    """A word that few readers know. `plainer` is what to write in its place."""

    word: str
    plainer: str
    pattern: re.Pattern[str]


@cache
def claims(kind: str) -> Claims:
    lists = _read("claims.toml")[kind]
    return Claims(_any(lists["phrases"]), _any(lists["fine"]))


@cache
def jargon() -> tuple[Jargon, ...]:
    return tuple(
        Jargon(word, plainer, re.compile(rf"\b{re.escape(word)}(?:e?s)?\b", re.IGNORECASE))
        for word, plainer in _read("jargon.toml")["plainer"].items()
    )


@cache
def accepted_passives() -> re.Pattern[str]:
    """Participles that read like adjectives, or whose doer nobody needs to know."""
    return _any(_read("passives.toml")["accepted"])


@cache
def vague_links() -> frozenset[str]:
    return frozenset(_read("links.toml")["vague"])


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def _read(name: str) -> dict:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
