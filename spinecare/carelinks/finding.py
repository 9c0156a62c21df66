"""The link that somebody means: by its code, its readable name or its whole address."""

from __future__ import annotations

from .models import CareLink
from .typed import read


def link_typed(text: str) -> CareLink | None:
    """As `/go/…` would understand it: a readable name before a code."""
    asked = read(text)
    if asked.is_nothing:
        return None
    named = CareLink.objects.filter(aliases__name=asked.alias).first()
    return named or CareLink.objects.filter(code=asked.code).first()
