"""A slip of paper with the link, to hand out or to put into a letter."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, replace
from itertools import accumulate

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from ..codes import SHAPED_LIKE_ONE
from .message import Message
from .qr_code import svg
from .sentences import Entry, Sentences, sentences

# What a sheet of Letter has room for, in lines of the text in slip.css, without what stands on every slip.
SHEET = 19.5
CODE = 9.2
OPENING_LINE, OPENING_WIDTH = 1.25, 44
ADDRESS_LINE, ADDRESS_WIDTH = 1.5, 30
NOTE_GAP, NOTE_WIDTH = 0.3, 76
PAGE_GAP, PAGES_WIDTH = 0.35, 44
# Longer than this, and an address is split where it can be read.
LONGEST_PIECE = 24


@dataclass(frozen=True)
class Piece:
    """What is typed in one breath: a line may end behind it. A code is no word, and is read letter by letter."""

    text: str
    is_code: bool = False


@dataclass(frozen=True)
class Contents:
    """What is on the sheet. more: how many pages are not. is_full: it takes smaller letters."""

    note: tuple[str, ...]
    entries: tuple[Entry, ...]
    more: int
    is_full: bool


def slip(message: Message) -> SafeString:
    """The whole page, for one sheet of A4 or Letter."""
    said = sentences(message)
    shown = contents(said)
    pieces = typed(message.address)
    context = {
        "said": said,
        "note": shown.note,
        "entries": shown.entries,
        "is_list": len(message.pages) > 1,
        "more": ngettext("and %(count)d more", "and %(count)d more", shown.more) % {"count": shown.more},
        "has_more": shown.more > 0,
        "is_full": shown.is_full,
        "drawing": SafeString(svg(message.address)),
        "pieces": pieces,
        "has_code": any(piece.is_code for piece in pieces),
    }
    return render_to_string("carelinks/slip.html", context)


def contents(said: Sentences) -> Contents:
    """What fits on one sheet: summaries go before names, and no line is cut, for half an advice may be the wrong one.

    The note stays whole. Many short lines of one are set as one paragraph.
    """
    note, left = said.note, _left_by(said, said.note)
    if left < CODE and len(note) > 1:
        note = (" ".join(note),)
        left = _left_by(said, note)
    room = max(CODE, left)
    entries = said.entries
    if sum(map(_height_of, entries)) > room:
        entries = tuple(replace(entry, summary="") for entry in entries)
    if sum(map(_height_of, entries)) > room:
        # One line is for how many are left.
        fitting = sum(1 for height in accumulate(map(_height_of, entries)) if height <= room - 1)
        entries = entries[: max(1, fitting)]
    return Contents(note, entries, len(said.entries) - len(entries), is_full=left < CODE)


def typed(address: str) -> tuple[Piece, ...]:
    """An address as it is typed: browsers add the scheme themselves."""
    host, *path = address.removeprefix("https://").removeprefix("http://").split("/")
    ends = ["/"] * (len(path) - 1) + [""]
    pieces = _pieces(host, ".", "/")
    for segment, end in zip(path, ends, strict=True):
        pieces += _pieces(segment, "-", end)
    return tuple(pieces)


def _pieces(segment: str, joint: str, end: str) -> list[Piece]:
    """One segment of an address and the slash that ends it; a long one is split behind its joints."""
    if SHAPED_LIKE_ONE.fullmatch(segment):
        return [Piece(segment, is_code=True), *([Piece(end)] if end else [])]
    if len(segment) <= LONGEST_PIECE:
        return [Piece(segment + end)]
    *parts, rest = segment.split(joint)
    return [*(Piece(part + joint) for part in parts), Piece(rest + end)]


def _left_by(said: Sentences, note: tuple[str, ...]) -> float:
    """The lines that are left for pages and QR code."""
    opening = OPENING_LINE * _lines(said.opening, OPENING_WIDTH)
    address = ADDRESS_LINE * _lines(said.address, ADDRESS_WIDTH)
    return SHEET - opening - address - sum(NOTE_GAP + _lines(paragraph, NOTE_WIDTH) for paragraph in note)


def _height_of(entry: Entry) -> float:
    return PAGE_GAP + _lines(entry.name, PAGES_WIDTH) + _lines(entry.summary, PAGES_WIDTH)


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes. The letters of some scripts are twice as wide."""
    return math.ceil(sum(map(_width, text)) / width)


def _width(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
