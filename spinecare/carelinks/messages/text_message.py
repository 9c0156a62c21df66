"""A message that fits into one text message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .gsm7 import in_gsm7, septets
from .message import LinkedPage, Message
from .sentences import one_line, sentences

LONGEST = 160
LONGEST_CENTER = 40
# Less than this of a name says nothing.
LEAST_NAMES = 20
CUT = "..."


def text_message(message: Message) -> str:
    """The fullest version that fits; the address is never cut.

    An address that fits into no text message stands alone.
    """
    return next((text for text in _versions(message) if septets(text) <= LONGEST), message.address)


def _versions(message: Message) -> Iterator[str]:
    """From the fullest to the barest: first the names are cut, then the phone goes, then the names."""
    center = _center(message)
    said = sentences(replace(message, center=center, phone_label="", pages=_without_sections(message.pages)))
    opening, emergency, questions = map(in_gsm7, (said.opening, said.emergency, said.questions))
    names = [in_gsm7(entry.name) for entry in said.entries]
    closings = (_in_a_row(emergency, questions), emergency)
    for closing in closings:
        room = LONGEST - septets(_lines(opening, said.address, closing)) - len("\n")
        yield from (_lines(opening, named, said.address, closing) for named in _cut(names, room))
    for closing in closings:
        yield _lines(opening, said.address, closing)
    yield _lines(center, said.address, emergency)
    yield _lines(said.address, emergency)


def _center(message: Message) -> str:
    """Whom it is from, in a form that can be sent: at worst by the name of the site."""
    return shortened(in_gsm7(one_line(message.center)), LONGEST_CENTER) or message.host


def _without_sections(pages: tuple[LinkedPage, ...]) -> tuple[LinkedPage, ...]:
    """Headings of sections often say what to do, and half of an advice may be the wrong one."""
    return tuple(replace(page, section="") for page in pages)


def _cut(names: list[str], room: int) -> Iterator[str]:
    """All names, or as many from the first as fit, or the beginning of the first. None when one cannot be sent."""
    if not names or not all(names):
        return
    yield from (row for row in _rows(names) if septets(row) <= room)
    beginning = shortened(names[0], room)
    if beginning and room >= LEAST_NAMES:
        yield beginning


def _rows(names: list[str]) -> Iterator[str]:
    """All names in a row, then fewer and fewer from the first."""
    yield ", ".join(names)
    for count in range(len(names) - 1, 0, -1):
        yield ", ".join(names[:count]) + CUT


def shortened(text: str, room: int) -> str:
    """A line within so many characters, cut between words, or "" when not even the first fits."""
    if septets(text) <= room:
        return text
    words = text.split(" ")
    cuts = (" ".join(words[:count]).rstrip(",;:.-") + CUT for count in range(len(words) - 1, 0, -1))
    return next((cut for cut in cuts if septets(cut) <= room), "")


def _in_a_row(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))
