"""The study team's own words, shown as they wrote them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import html_safe

from ..registry.markup import to_html


@html_safe
@dataclass(frozen=True)
class Quoted:
    """A text in the registry's markup. In a template it is HTML that `to_html` made safe. Without words it is false."""

    text: str

    def __str__(self) -> str:
        return to_html(self.text)

    def __bool__(self) -> bool:
        return bool(self.text.strip())
