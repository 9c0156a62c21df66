"""Turn the starter's Markdown into what Wagtail stores: rich text, and the raw values of StreamFields.

Every block gets an id made from where it stands, so loading the same text twice gives the same ids, and links to a
section keep working.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt

from spinecare.core.diagrams import find as find_diagram

NAMESPACE = uuid.UUID("6f1e6f1c-3f0e-5c6a-9a51-6c2d0f7f5b11")
ITEM = re.compile(r"^\*\*(.+?)\*\*\s*(.*)$", re.DOTALL)
STEP = re.compile(r"^### +(?:(.*?) *\| *)?(.+?) *$", re.MULTILINE)
REFERENCE = re.compile(r"^(\S+) +: +(.+)$", re.DOTALL)
HELP_AND_HARM = re.compile(r"^(?P<start>.+?) +/ +help: +(?P<help>.+?) +/ +harm: +(?P<harm>.+)$", re.DOTALL)
BOX = re.compile(r"^::: *(\w+) *(.*)$")
# Not the bar inside a mark, such as {fact:key|rough}.
CELL_END = re.compile(r"\|(?![^{}|]*\})")
LOCAL_LINK = re.compile(r'<a href="(/[^"]*)">')
BOX_TYPES = {"warning": "warning", "note": "note", "do": "do", "dont": "avoid"}

Raw = dict[str, Any]


class MarkupError(Exception):
    """The text does not have the form its part needs."""


@dataclass
class Markup:
    """Translates the text of one page.

    address: the page's address, the seed of block ids. find_page: the id of the page at an address, or None.
    """

    address: str
    find_page: Callable[[str], int | None]

    def __post_init__(self) -> None:
        self._markdown = MarkdownIt("commonmark", {"html": False})

    # Rich text ----------------------------------------------------------------------------------------------------

    def prose(self, text: str) -> str:
        return self._stored(self._markdown.render(text)).replace("\n", "")

    def inline(self, text: str) -> str:
        return self._stored(self._markdown.renderInline(text.replace("\n", " ")))

    def _stored(self, html: str) -> str:
        html = html.replace("<strong>", "<b>").replace("</strong>", "</b>")
        return LOCAL_LINK.sub(self._page_link, html)

    def _page_link(self, match: re.Match[str]) -> str:
        page_id = self.find_page(match[1])
        if page_id is None:
            raise MarkupError(f"it links to {match[1]}, and there is no such page")
        return f'<a linktype="page" id="{page_id}">'

    # Blocks -------------------------------------------------------------------------------------------------------

    def _block(self, kind: str, value: Any, *place: object) -> Raw:
        seed = "/".join(str(part) for part in (self.address, *place))
        return {"type": kind, "value": value, "id": str(uuid.uuid5(NAMESPACE, seed))}

    def items(self, text: str, place: str) -> list[Raw]:
        items = []
        for number, line in enumerate(bullets(text)):
            match = ITEM.match(line)
            if not match:
                raise MarkupError(f"an item must begin with a **name**: {line[:60]}")
            value = {"title": match[1].rstrip(".:"), "text": f"<p>{self.inline(match[2])}</p>"}
            items.append(self._block("item", value, place, number))
        return [self._block("items", items, place)]

    def questions(self, text: str, place: str) -> list[Raw]:
        lines = [self._block("item", line, place, number) for number, line in enumerate(bullets(text))]
        return [self._block("questions", lines, place)]

    def steps(self, text: str, place: str) -> list[Raw]:
        return [self._block("steps", self._step_items(text, place), place)]

    def _step_items(self, text: str, place: str) -> list[Raw]:
        pieces = STEP.split(text)
        if pieces[0].strip():
            raise MarkupError("there is text before the first step")
        steps = zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True)
        return [
            self._block("item", {"when": when or "", "title": title, "text": self.prose(body.strip())}, place, number)
            for number, (when, title, body) in enumerate(steps)
        ]

    def treatments(self, text: str, place: str) -> list[Raw]:
        """Treatments this one is combined with: `- /address/ : note`."""
        lines = (reference(line) for line in bullets(text))
        return [
            self._block("treatment", {"page": self.page_id(address), "note": note}, place, number)
            for number, (address, note) in enumerate(lines)
        ]

    def usual_treatments(self, text: str, place: str) -> list[Raw]:
        """Treatments of a tumor: `- /address/ : frequency : how it works / help: … / harm: …`."""
        return [
            self._block("treatment", self._usual_treatment(line), place, number)
            for number, line in enumerate(bullets(text))
        ]

    def _usual_treatment(self, line: str) -> Raw:
        match = HELP_AND_HARM.match(line)
        if not match:
            raise MarkupError(f"a treatment needs “/ help: … / harm: …”: {line[:60]}")
        address, rest = reference(match["start"])
        frequency, note = reference(rest)
        page = self.page_id(address)
        return {"page": page, "frequency": frequency, "note": note, "benefit": match["help"], "harm": match["harm"]}

    def page_id(self, address: str) -> int:
        page_id = self.find_page(address)
        if page_id is None:
            raise MarkupError(f"it names {address}, and there is no such page")
        return page_id

    def section(self, heading: str, text: str) -> Raw:
        return self._block("section", {"heading": heading, "content": self.content(text, heading)}, heading)

    def content(self, text: str, place: str) -> list[Raw]:
        """Free content: prose, boxes, tables and diagrams, in the order they stand."""
        blocks: list[Raw] = []
        for number, piece in enumerate(pieces_of(text)):
            blocks.append(self._block(*self._content_value(piece, f"{place}/{number}"), place, number))
        return blocks

    def _content_value(self, piece: Piece, place: str) -> tuple[str, Any]:
        if piece.kind == "prose":
            return "prose", self.prose(piece.text)
        if piece.kind == "table":
            return "table", self._table(piece.title, piece.text)
        if piece.kind == "diagram":
            return "diagram", _diagram(piece.title)
        if piece.kind == "steps":
            return "steps", self._step_items(piece.text, place)
        if piece.kind not in BOX_TYPES:
            raise MarkupError(f"there is no box called {piece.kind}")
        return BOX_TYPES[piece.kind], {"title": piece.title, "text": self.prose(piece.text)}

    def _table(self, caption: str, text: str) -> Raw:
        rows = [[cell.strip() for cell in CELL_END.split(line.strip().strip("|"))] for line in text.splitlines()]
        head, body = rows[0], rows[2:]
        if any(len(row) != len(head) for row in body):
            raise MarkupError(f"the rows of the table “{caption}” differ in length")
        return {
            "caption": caption,
            "columns": [{"type": "rich_text", "heading": cell} for cell in head],
            "rows": [{"values": [f"<p>{self.inline(cell)}</p>" for cell in row]} for row in body],
        }

    def task(self, value: Raw, place: str, number: int) -> Raw:
        return self._block("task", {**value, "page": self.page_id(value["page"])}, place, number)

    def page_note(self, value: Raw, place: str, number: int) -> Raw:
        return self._block("page", {**value, "page": self.page_id(value["page"])}, place, number)

    def page(self, address: str, place: str, number: int) -> Raw:
        return self._block("page", self.page_id(address), place, number)

    def sources(self, text: str, find_source: Callable[[str], int | None]) -> list[Raw]:
        blocks = []
        for number, line in enumerate(bullets(text)):
            key, supports = reference(line)
            source_id = find_source(key)
            if source_id is None:
                raise MarkupError(f"there is no source called {key}")
            value = {"source": source_id, "supports": supports[:1].upper() + supports[1:]}
            blocks.append(self._block("source", value, "sources", number))
        return blocks


@dataclass(frozen=True)
class Piece:
    """A run of lines that becomes one block."""

    kind: str
    title: str
    text: str


def pieces_of(text: str) -> list[Piece]:
    """Split free content into prose, boxes, tables and diagrams."""
    pieces: list[Piece] = []
    prose: list[str] = []
    lines = iter(text.splitlines())

    def flush() -> None:
        if any(line.strip() for line in prose):
            pieces.append(Piece("prose", "", "\n".join(prose).strip()))
        prose.clear()

    for line in lines:
        if box := BOX.match(line):
            flush()
            body = [] if box[1] == "diagram" else list(iter(lines.__next__, ":::"))
            pieces.append(Piece(box[1], box[2], "\n".join(body).strip()))
        elif line.startswith("Table: "):
            flush()
            pieces.append(Piece("table", line.removeprefix("Table: ").strip(), _table_lines(lines)))
        else:
            prose.append(line)
    flush()
    return pieces


def _diagram(name: str) -> Raw:
    if find_diagram(name) is None:
        raise MarkupError(f"there is no diagram called {name}")
    return {"diagram": name, "caption": ""}


def _table_lines(lines: Any) -> str:
    table: list[str] = []
    for line in lines:
        if line.startswith("|"):
            table.append(line)
        elif table and line.strip():
            raise MarkupError(f"leave an empty line after the table, before “{line[:60]}”")
        elif table:
            break
    return "\n".join(table)


def bullets(text: str) -> list[str]:
    """The bullets of a list, each as one line."""
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith("- "):
            found.append(line[2:].strip())
        elif line.strip() and found:
            found[-1] += " " + line.strip()
        elif line.strip():
            raise MarkupError(f"this part is a list; the line “{line[:60]}” is not in it")
    return found


def reference(line: str) -> tuple[str, str]:
    """Split `name : words`."""
    match = REFERENCE.match(line)
    if not match:
        raise MarkupError(f"write “name : words”, not “{line[:60]}”")
    return match[1], match[2]
