"""The finder in the template of the trial list."""

from __future__ import annotations

from typing import Any

from django import template

from ..finder.finding import Finder

register = template.Library()


@register.simple_tag(takes_context=True)
def find_trials(context: dict[str, Any]) -> Finder:
    """What the finder shows for this request. Several blocks of the template ask; the trials are read once."""
    page, request = context["page"], context["request"]
    if not hasattr(page, "_finder"):
        page._finder = Finder(page, request)
    return page._finder
