"""Put a registered drawing into a template: `{% diagram "where-tumors-grow" %}`."""

from __future__ import annotations

from django.template import Library
from django.template.loader import render_to_string

from ..diagrams import find

register = Library()


@register.simple_tag
def diagram(name: str, caption: str = "") -> str:
    """The drawing with its words, or with a caption of the editor's own; nothing when no drawing has that name."""
    drawing = find(name)
    if drawing is None:
        return ""
    own = {"caption": caption} if caption else {}
    return render_to_string("components/diagram.html", drawing.context | own)
