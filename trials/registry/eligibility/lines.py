"""The lines of a CommonMark text, and where each stands in its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..markup import NOT_MEANT

# The lists are to be those that readers see. What is inside a line does not matter here.
MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable([*NOT_MEANT, "inline"])
# In lists nested deeper than the parser follows.
UNREACHED = 99
WORDS = re.compile(r"\w")


@dataclass(frozen=True)
class Line:
    """One line with words in it.

    number: its place in the text, from 0. text: as written, without the marks of its list. depth: how many lists
    are around it. opens_block: it begins a paragraph or an item. alone: its block has no other line.
    """

    number: int
    text: str
    depth: int
    opens_block: bool = True
    alone: bool = True


def read_lines(text: str) -> list[Line]:
    """Every line of the text that has a letter or a digit, from the first to the last."""
    source = text.split("\n")
    reached = {line.number: line for line in _parsed_lines(text, source)}
    lines = (reached.get(number) or Line(number, line.strip(), UNREACHED) for number, line in enumerate(source))
    return [line for line in lines if WORDS.search(line.text)]


def _parsed_lines(text: str, source: list[str]) -> Iterator[Line]:
    depth = 0
    for token in MARKDOWN.parse(text):
        if token.type == "list_item_open":
            depth += 1
        elif token.type == "list_item_close":
            depth -= 1
        elif token.type == "inline":
            yield from _lines_of(token, depth, source)


def _lines_of(token: Token, depth: int, source: list[str]) -> Iterator[Line]:
    start = token.map[0]
    lines = token.content.split("\n")
    for number, line in enumerate(lines):
        # CommonMark lets a paragraph of an item go on at the margin. Who wrote the line there began something new.
        at_margin = number > 0 and not source[start + number][:1].isspace()
        yield Line(start + number, line.strip(), 0 if at_margin else depth, number == 0, len(lines) == 1)
