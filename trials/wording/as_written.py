"""How a value we have no words for is shown."""

from __future__ import annotations


def as_written(value: str) -> str:
    """A registry value nobody has put into words yet: "SOME_NEW_VALUE" reads "Some New Value"."""
    return value.replace("_", " ").strip().title()
