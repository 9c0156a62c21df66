"""The links in an editor's texts: rich text, streams and chosen pages. Nothing is rendered, so it is quick.

Streams are read as they are stored: there a page that is gone still has its number, while a loaded stream has None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Any

from django.db.models import ForeignKey, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import (
    BaseStreamBlock,
    BaseStructBlock,
    Block,
    ListBlock,
    PageChooserBlock,
    RawHTMLBlock,
    RichTextBlock,
    URLBlock,
)
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from .found import FoundLink
from .targets import DOCUMENT, PAGE

LONGEST_TEXT, LONGEST_NAME = 250, 60
# What an editor calls a block by, where it has such a field.
NAMES = ("heading", "title")


@dataclass(frozen=True)
class Place:
    """Where in a page we are: in the words of the editing form, and as Wagtail writes it in an address."""

    words: tuple[str, ...]
    path: tuple[str, ...]

    def inside(self, label: object, *path: object) -> Place:
        words = (*self.words, str(capfirst(label))) if label else self.words
        return Place(words, (*self.path, *(str(part) for part in path if part)))

    def named(self, name: object) -> Place:
        """The same place with what the editor has called it, such as a section's heading."""
        if not name or not isinstance(name, str) or not self.words:
            return self
        last = _("%(part)s “%(name)s”") % {"part": self.words[-1], "name": name[:LONGEST_NAME]}
        return Place((*self.words[:-1], last), self.path)

    def link(self, target: str, text: str = "") -> FoundLink:
        place = _(", ").join(self.words)[:LONGEST_TEXT]
        return FoundLink(target, place, text[:LONGEST_TEXT], content_path=".".join(self.path)[:LONGEST_TEXT])


def links_on(page: Page) -> Iterator[FoundLink]:
    """Every link on a page, which must be the specific one."""
    return (replace(found, page=page.pk) for found in links_in(page))


def links_in(holder: Model) -> Iterator[FoundLink]:
    """Every link in the texts of a page, a snippet or settings."""
    for field in holder._meta.get_fields():
        if isinstance(field, RichTextField):
            yield from _in_html(getattr(holder, field.name) or "", _start(field))
        elif isinstance(field, StreamField):
            stream = getattr(holder, field.name)
            yield from _in_block(stream.stream_block, list(stream.raw_data), _start(field))
        elif _is_chosen_page(field) and (page_id := getattr(holder, field.attname)):
            yield _start(field).link(f"{PAGE}{page_id}")


def _start(field: Any) -> Place:
    return Place((), ()).inside(field.verbose_name, field.name)


def _is_chosen_page(field: Any) -> bool:
    """Whether an editor chooses a page in this field. The fields of Wagtail's own page row only hold the tree."""
    if not isinstance(field, ForeignKey) or field.model is Page or field.remote_field.parent_link:
        return False
    return issubclass(field.related_model, Page)


def _in_block(block: Block, value: Any, place: Place) -> Iterator[FoundLink]:
    """What a block leads to. value: as the database has it."""
    if value in (None, "", [], {}):
        return
    if isinstance(block, BaseStreamBlock):
        yield from _in_stream(block, value, place)
    elif isinstance(block, BaseStructBlock):
        yield from _in_struct(block, value, place)
    elif isinstance(block, ListBlock):
        yield from _in_list(block, value, place)
    elif isinstance(block, BaseTypedTableBlock):
        yield from _in_table(block, value, place)
    elif isinstance(block, RichTextBlock | RawHTMLBlock):
        yield from _in_html(str(value), place)
    elif isinstance(block, PageChooserBlock):
        yield place.link(f"{PAGE}{value}")
    elif isinstance(block, DocumentChooserBlock):
        yield place.link(f"{DOCUMENT}{value}")
    elif isinstance(block, URLBlock):
        yield place.link(str(value), str(value))


def _in_struct(block: BaseStructBlock, value: dict[str, Any], place: Place) -> Iterator[FoundLink]:
    place = place.named(next((value[name] for name in NAMES if value.get(name)), ""))
    for name, child in block.child_blocks.items():
        # What only holds other blocks need not be named.
        label = "" if isinstance(child, BaseStreamBlock | ListBlock) else child.label
        yield from _in_block(child, value.get(name), place.inside(label, name))


def _in_stream(block: BaseStreamBlock, value: list[dict[str, Any]], place: Place) -> Iterator[FoundLink]:
    for item in value:
        # A kind of block that has been taken out of the code is not shown to readers either.
        if child := block.child_blocks.get(item["type"]):
            yield from _in_block(child, item["value"], place.inside(child.label, item.get("id")))


def _in_list(block: ListBlock, value: list[Any], place: Place) -> Iterator[FoundLink]:
    for item in value:
        if isinstance(item, dict) and {"type", "value"} <= item.keys():
            yield from _in_block(block.child_block, item["value"], place.inside("", item.get("id")))
        else:
            # How lists were stored before their items had an id.
            yield from _in_block(block.child_block, item, place)


def _in_table(block: BaseTypedTableBlock, value: dict[str, Any], place: Place) -> Iterator[FoundLink]:
    for row in value.get("rows", []):
        for column, cell in zip(value.get("columns", []), row["values"], strict=False):
            if child := block.child_blocks.get(column["type"]):
                yield from _in_block(child, cell, place.inside(column.get("heading")))


def _in_html(html: str, place: Place) -> Iterator[FoundLink]:
    reader = _Anchors()
    reader.feed(html)
    reader.close()
    for target, text in reader.anchors:
        yield place.link(target, text)


class _Anchors(HTMLParser):
    """The links of a stored rich text with their words."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: list[tuple[str, str]] = []
        self._target: str | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._finish()
            self._target = _target({name: value or "" for name, value in attrs})

    def handle_data(self, data: str) -> None:
        if self._target is not None:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._finish()

    def close(self) -> None:
        super().close()
        self._finish()

    def _finish(self) -> None:
        if self._target is not None:
            self.anchors.append((self._target, " ".join("".join(self._words).split())))
        self._target, self._words = None, []


def _target(attributes: dict[str, str]) -> str | None:
    """What a stored link leads to. Other rooms keep their own marks in links of a kind of their own."""
    kind = attributes.get("linktype")
    if kind in ("page", "document"):
        return f"{PAGE if kind == 'page' else DOCUMENT}{attributes.get('id', '')}"
    return attributes.get("href") if kind is None else None
