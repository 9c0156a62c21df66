"""Diagrams: drawings that explain something, made for the site and kept with its templates.

Whoever draws one registers it under a name; an editor picks it by its title. Its words stand here and not in the
drawing alone, so that they can be read aloud, searched and translated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Diagram:
    """One drawing and its words.

    name: what pages store. title: what it is called, in the editor's list and to a reader who cannot see it.
    caption: the one thing to see in it. description: everything it shows, in words.
    template: the drawing, an SVG template that gets the `title`.
    key: what the numbers in the drawing mean, from 1 up, for drawings that have numbers.
    points_out: the one number this version of the drawing is about; 0 when it is about all of them.
    """

    name: str
    title: Words
    caption: Words
    description: Words
    template: str
    key: tuple[Words, ...] = ()
    points_out: int = 0

    @property
    def context(self) -> dict[str, Any]:
        """What `components/diagram.html` takes."""
        names = ("template", "title", "caption", "key", "description", "points_out")
        return {name: getattr(self, name) for name in names}


_registered: dict[str, Diagram] = {}


def register(diagram: Diagram) -> None:
    _registered[diagram.name] = diagram


def find(name: str | None) -> Diagram | None:
    """The diagram of that name, or None: pages outlive drawings."""
    return _registered.get(name or "")


def choices() -> list[tuple[str, Words]]:
    """What an editor can choose from. Migrations hold this function, so a new drawing needs no migration."""
    return [(diagram.name, diagram.title) for diagram in _registered.values()]
