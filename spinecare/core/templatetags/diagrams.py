"""Put a registered drawing into a template: `{% diagram "where-tumors-grow" %}`."""

from __future__ import annotations

from django.template import Library
from django.template.loader import render_to_string

from ..diagrams import find

register = Library()


@register.simple_tag
def diagram(name: str) -> str:
    """The drawing with its words, or nothing when no drawing has that name."""
    drawing = find(name)
    if drawing is None:
        return ""
    return render_to_string("components/diagram.html", drawing.context)
