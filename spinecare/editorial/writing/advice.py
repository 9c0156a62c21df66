"""What a rule found, and where. No Django in here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from bs4 import Tag

LONGEST_EXCERPT = 90


class Severity(Enum):
    """Whether a page can be signed with it."""

    ADVICE = "advice"
    MUST = "must"


@dataclass(frozen=True)
class Advice:
    """One fault. `element` is the tag of the page it stands in; `details` fill the blanks of the message."""

    rule: str
    severity: Severity
    element: Tag
    excerpt: str = ""
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def short_excerpt(self) -> str:
        """As much of the words as finds the place."""
        if len(self.excerpt) <= LONGEST_EXCERPT:
            return self.excerpt
        return self.excerpt[:LONGEST_EXCERPT].rsplit(" ", 1)[0] + " …"
