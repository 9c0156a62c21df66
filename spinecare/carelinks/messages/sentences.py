"""What every channel says, in the same words and the same order. The channels only set it, or make it shorter."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .message import LinkedPage, Message

# They turn the direction of what follows, and so could show an address backwards. No script needs them.
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
UNPRINTABLE = {"Cc", "Cs"}


class Kind(Enum):
    WORDS = "words"
    NAME = "name"
    ADDRESS = "address"


@dataclass(frozen=True)
class Line:
    """One line of a message. Its kind says how a channel may set it off."""

    text: str
    kind: Kind = Kind.WORDS


@dataclass(frozen=True)
class Entry:
    """A page of the link as readers see it named."""

    name: str
    summary: str


@dataclass(frozen=True)
class Sentences:
    """Each is one line, and empty where there is nothing to say. note: one for each paragraph."""

    opening: str
    note: tuple[str, ...]
    entries: tuple[Entry, ...]
    how: str
    address: str
    emergency: str
    questions: str

    def blocks(self) -> list[list[Line]]:
        """Lines that belong together, in reading order. The address has one of its own, so nothing is glued to it."""
        blocks = [
            [Line(self.opening)],
            *([Line(paragraph)] for paragraph in self.note),
            *([Line(name, Kind.NAME), Line(summary)] for name, summary in self._listed()),
            [Line(self.how), Line(self.address, Kind.ADDRESS)],
            [Line(self.emergency), Line(self.questions)],
        ]
        said = ([line for line in block if line.text] for block in blocks)
        return [block for block in said if block]

    def _listed(self) -> list[tuple[str, str]]:
        """A list is numbered: its order was chosen."""
        if len(self.entries) == 1:
            return [(entry.name, entry.summary) for entry in self.entries]
        return [(f"{number}. {entry.name}", entry.summary) for number, entry in enumerate(self.entries, 1)]


def sentences(message: Message) -> Sentences:
    """What is said of a link. A discreet message keeps to itself whatever could name an illness, the note too."""
    count = len(message.pages)
    return Sentences(
        opening=_opening(one_line(message.center) or message.host, count),
        note=() if message.discreet else _paragraphs(message.note),
        entries=() if message.discreet else tuple(_entry(page) for page in message.pages),
        how=ngettext("To read it, open this address:", "To read them, open this address:", count),
        address=message.address,
        emergency=_emergency(one_line(message.emergency_number)),
        questions=_questions(one_line(message.phone), "" if message.discreet else one_line(message.phone_label)),
    )


def one_line(text: str) -> str:
    """Words as they are, with single spaces between them and without signs that cannot be seen."""
    words = ("".join(sign for sign in word if _is_printable(sign)) for word in text.translate(TURNING).split())
    return " ".join(word for word in words if word)


def _is_printable(sign: str) -> bool:
    return unicodedata.category(sign) not in UNPRINTABLE


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in map(one_line, text.splitlines()) if line)


def _entry(page: LinkedPage) -> Entry:
    title, section = one_line(page.title), one_line(page.section)
    name = _("%(title)s: %(section)s") % {"title": title, "section": section} if title and section else title or section
    return Entry(name, one_line(page.summary))


def _opening(center: str, count: int) -> str:
    words = ngettext("%(center)s has a page for you to read.", "%(center)s has %(count)d pages for you to read.", count)
    return words % {"center": center, "count": count}


def _emergency(number: str) -> str:
    return _("In an emergency, call %(number)s.") % {"number": number} if number else ""


def _questions(phone: str, label: str) -> str:
    if not phone:
        return ""
    if not label:
        return _("Questions? Call %(phone)s.") % {"phone": phone}
    return _("Questions? Call %(phone)s (%(label)s).") % {"phone": phone, "label": label}
