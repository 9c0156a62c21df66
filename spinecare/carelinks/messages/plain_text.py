"""A message as plain text, for an email or any other program that takes words alone."""

from __future__ import annotations

from textwrap import wrap

from .message import Message
from .sentences import Kind, Line, sentences

# Mail breaks lines longer than 76 characters by itself. Some room is left for the marks of an answer.
WIDTH = 72


def plain_text(message: Message) -> str:
    """Short lines, and the address alone on one that is never broken: no mail program has to do either."""
    blocks = ("\n".join(_set(line) for line in block) for block in sentences(message).blocks())
    return "\n\n".join(blocks) + "\n"


def _set(line: Line) -> str:
    """No line ends in a space: mail would take the next one, perhaps the address, for its rest."""
    if line.kind is Kind.ADDRESS:
        return line.text
    return "\n".join(part.strip() for part in wrap(line.text, WIDTH, break_on_hyphens=False))
