"""Read the starter's files: TOML between `+++` lines, then Markdown under `## ` headings. No Django in here."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CONTENT_DIR = Path(__file__).parent / "content"
HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)


class ContentError(Exception):
    """A content file cannot be understood. The message names the file and says what is wrong."""


@dataclass(frozen=True)
class Document:
    """One page as it stands in its file. `address` is where it will be read, such as `/treatments/surgery/`."""

    path: Path
    address: str
    meta: dict[str, Any]
    bodies: dict[str, str] = field(default_factory=dict)
    digest: str = ""

    @property
    def parent(self) -> str | None:
        """The address of the page above, or None for the home page."""
        if self.address == "/":
            return None
        return self.address.rstrip("/").rpartition("/")[0] + "/"

    @property
    def slug(self) -> str:
        return self.address.strip("/").rpartition("/")[2] or "home"

    def error(self, message: str) -> ContentError:
        return ContentError(f"{self.path}: {message}")


def read_documents(directory: Path = CONTENT_DIR) -> list[Document]:
    """Every page under the directory, parents before children, siblings in their stated order."""
    documents = [read_document(path, directory) for path in sorted(directory.rglob("*.md"))]
    return list(_in_tree_order({document.address: document for document in documents}))


def read_document(path: Path, directory: Path = CONTENT_DIR) -> Document:
    """Read one file. Raises ContentError when it is not a page."""
    text = path.read_text(encoding="utf-8")
    relative = path.relative_to(directory).with_suffix("")
    name = relative.parent if relative.name == "index" else relative
    address = "/" if name == Path() else f"/{name.as_posix()}/"
    document = Document(path.relative_to(directory), address, {})
    fences = text.split("+++\n", 2)
    if len(fences) != 3 or fences[0].strip():
        raise document.error("it must begin with TOML between two +++ lines")
    try:
        meta = tomllib.loads(fences[1])
    except tomllib.TOMLDecodeError as error:
        raise document.error(f"its TOML cannot be read: {error}") from error
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(document.path, address, meta, _split(fences[2], document), digest)


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file of the starter."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{path.name}: its TOML cannot be read: {error}") from error


def _split(body: str, document: Document) -> dict[str, str]:
    """The text under each `## ` heading."""
    pieces = HEADING.split(body)
    if pieces[0].strip():
        raise document.error("there is text before the first ## heading")
    headings = pieces[1::2]
    if len(set(headings)) != len(headings):
        raise document.error("two sections have the same heading")
    return {heading: text.strip() for heading, text in zip(headings, pieces[2::2], strict=True)}


def _in_tree_order(documents: dict[str, Document]) -> Iterator[Document]:
    children: dict[str | None, list[Document]] = {}
    for document in documents.values():
        if document.parent is not None and document.parent not in documents:
            raise document.error(f"there is no page at {document.parent} above it")
        children.setdefault(document.parent, []).append(document)

    def below(address: str | None) -> Iterator[Document]:
        for document in sorted(children.get(address, []), key=lambda each: (each.meta.get("order", 99), each.address)):
            yield document
            yield from below(document.address)

    yield from below(None)
