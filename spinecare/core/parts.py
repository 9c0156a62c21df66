"""Parts: the named pieces a page type is made of, in reading order.

A page class lists its parts once. The page template, the "on this page" links and the starter loader read that list;
a test holds the editor's panels and the search fields against it. So no part is in one of them and missing from
another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.html import strip_tags


@dataclass(frozen=True)
class Part:
    """One named piece of a page.

    field: the model field that holds it. heading: what the reader sees above it.
    template: the component under `templates/components/parts/` that shows it.
    summary: whether it stands above the "on this page" links, as "In short" does.
    closing: whether it stands after the sections an editor has added, as "Questions to ask" does.
    group: what it belongs to in the list "On this page", where a page has many parts.
    optional: whether a page is whole without it.
    """

    field: str
    heading: str | Promise
    template: str
    summary: bool = False
    closing: bool = False
    group: str | Promise = ""
    optional: bool = False

    @property
    def anchor(self) -> str:
        """The part's place on the page, stable for ever: it comes from the field, not from the heading."""
        return self.field.replace("_", "-")


@dataclass(frozen=True)
class Section:
    """A part, or an editor's own section, that has something in it and can be shown.

    quoted: whether its words are somebody else's, shown as they are, so that nobody judges them as ours.
    """

    anchor: str
    heading: str | Promise
    template: str
    value: Any
    group: str | Promise = ""
    quoted: bool = False

    @property
    def template_name(self) -> str:
        return f"components/parts/{self.template}.html"


def filled(page: Model, parts: Sequence[Part]) -> Iterator[Section]:
    """The parts of a page that have something in them, in order."""
    for part in parts:
        value = getattr(page, part.field)
        if says_something(value):
            yield Section(part.anchor, part.heading, part.template, value, part.group)


def says_something(value: Any) -> bool:
    """Whether there is anything in a part. The editor sends an empty paragraph for a text nobody has touched."""
    return bool(strip_tags(value).strip() if isinstance(value, str) else value)


def own_sections(stream: Any) -> Iterator[Section]:
    """The sections an editor has put together freely, each at an anchor made from its block's permanent id."""
    for block in stream:
        yield Section(f"section-{block.id[:8]}", block.value["heading"], "content", block.value["content"])


def missing(page: Model, parts: Sequence[Part]) -> list[Part]:
    """The parts of a page that are still empty, and should not be."""
    return [part for part in parts if not part.optional and not says_something(getattr(page, part.field))]
