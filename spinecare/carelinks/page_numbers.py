"""Pages named by their numbers in an address or a form."""

from __future__ import annotations

from collections.abc import Iterable

# As many digits as databases take.
LONGEST = 18


def number_in(text: str | None) -> int | None:
    """The number that a text is, or None."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= LONGEST else None


def numbers_in(texts: Iterable[str]) -> list[int]:
    """All numbers, each once, in their order. What is none is passed over."""
    numbers = map(number_in, texts)
    return list(dict.fromkeys(number for number in numbers if number is not None))
