"""A specimen: one component in one state. A shelf: the specimens that are looked at together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import html_safe
from django.utils.text import slugify

OWN_ID = re.compile(r'\bid="([^"]+)"')
# What names an element by its id. `aria-labelledby` may name several.
REFERENCE = re.compile(r'\b(id|for|popovertarget|aria-labelledby|aria-describedby|aria-controls|href)="(#?)([^"]*)"')


@html_safe
@dataclass(frozen=True)
class Specimen:
    """state: what is shown, in a few words. listed: the class of the list around it, for a component that is an item.

    As text it is its HTML, with ids of its own: the same component stands on the gallery page several times.
    """

    state: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    listed: str = ""

    def __str__(self) -> str:
        html = render_to_string(self.template, self.context)
        return with_own_ids(html, slugify(f"{PurePath(self.template).stem} {self.state}"))


@dataclass(frozen=True)
class Shelf:
    """`anchor` and `heading` are named as in a page's sections, so that "On this page" can list the shelves."""

    heading: str
    specimens: tuple[Specimen, ...]

    @property
    def anchor(self) -> str:
        return slugify(self.heading)


def with_own_ids(html: str, prefix: str) -> str:
    """Put `prefix` before every id in a piece of HTML, and before whatever names one of them."""
    own = set(OWN_ID.findall(html))

    def renamed(match: re.Match[str]) -> str:
        attribute, hash_sign, names = match.groups()
        if attribute == "href" and not hash_sign:
            return match[0]
        words = [f"{prefix}-{name}" if name in own else name for name in names.split()]
        return f'{attribute}="{hash_sign}{" ".join(words)}"'

    return REFERENCE.sub(renamed, html)
