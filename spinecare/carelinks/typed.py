"""From what arrives at `/go/…` to what was meant: mail programs and people change addresses on the way.

They break them, wrap them in brackets, glue the next word to them, write them in capitals, encode them twice. What is
left over is never guessed at: a code opens its page or, with a wrong character, nothing.
"""

from __future__ import annotations

import datetime
import html
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from .codes import is_code, looks_like_code

PREFIX = re.compile(r"^.*/go/", re.IGNORECASE | re.DOTALL)
DASHES = re.compile(r"[‐‑‒–—−_]")
# Quoted-printable breaks a line with this, and writes "=" as "=3D".
SOFT_BREAK = re.compile(r"=(?:3D)?\s*[\r\n]+\s*", re.IGNORECASE)
DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
NOT_WORD = re.compile(r"[^0-9A-Za-z-]+")
NOT_ALNUM = re.compile(r"[^0-9A-Za-z]+")
LONGEST_TYPED = 400


@dataclass(frozen=True)
class Asked:
    """What somebody meant.

    code: a code that passes its check, or "". alias: a name it could be instead, or "".
    day: when the link was sent, where the address says so. mistyped: it is neither, and looks like a code.
    """

    code: str = ""
    alias: str = ""
    day: datetime.date | None = None
    mistyped: bool = False

    @property
    def is_nothing(self) -> bool:
        return not (self.code or self.alias)


def read(typed: str) -> Asked:
    """What was meant by everything that stood behind `/go/`."""
    text = _plain(typed[:LONGEST_TYPED])
    first, day = _without_day(text)
    words = [word for word in NOT_ALNUM.split(first) if word]
    code = _code(words)
    alias = _alias(first)
    mistyped = not code and looks_like_code("".join(words))
    return Asked(code, alias, day, mistyped)


def _plain(typed: str) -> str:
    text = html.unescape(unquote(unquote(typed, errors="ignore"), errors="ignore"))
    text = unicodedata.normalize("NFKC", text)
    text = SOFT_BREAK.sub("", text)
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return DASHES.sub("-", PREFIX.sub("", text)).strip()


def _without_day(text: str) -> tuple[str, datetime.date | None]:
    """What stands before the first slash, and the day behind it. A day that does not exist is no reason to refuse."""
    first, _slash, rest = text.lstrip("/").partition("/")
    match = DAY.search(rest)
    if not match:
        return first, None
    try:
        return first, datetime.date(*map(int, match.groups()))
    except ValueError:
        return first, None


def _code(words: list[str]) -> str:
    """All words together, or as many from the first as make a code: the rest was glued to it."""
    upper = [word.upper() for word in words]
    for length in (len(upper), *range(1, len(upper))):
        candidate = "".join(upper[:length])
        if is_code(candidate):
            return candidate
    return ""


def _alias(first: str) -> str:
    """The name at the beginning, as names are written: in small letters, with hyphens."""
    words = NOT_WORD.split(re.sub(r"\s+", "-", first).strip("-<>()[]{}\"'.,;:!?*=&").lower(), maxsplit=1)
    return re.sub(r"-+", "-", words[0]).strip("-")
