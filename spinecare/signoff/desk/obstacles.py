"""What keeps a text from being signed, as other rooms find it through the hook `sign_off_obstacles`.

Each function of the hook takes the text and its HTML, and returns a sentence for each thing that must be mended first.
"""

from __future__ import annotations

from django.http import HttpRequest
from wagtail import hooks

from ..models import Signed
from .preview import html_of


def obstacles(target: Signed, request: HttpRequest) -> list[str]:
    """One sentence each. A text with obstacles can be sent back, but not signed."""
    found_by = hooks.get_hooks("sign_off_obstacles")
    html = html_of(target, request) if found_by else ""
    return [obstacle for find in found_by for obstacle in find(target, html)]
