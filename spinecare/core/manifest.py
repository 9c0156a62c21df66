"""The web manifest: name, colors and icons for a reader who puts the site on a phone's home screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_bidi

from .models import CenterSettings

KEEP_SECONDS = 3600
# As --paper and the mark in light colors: a manifest cannot follow what the reader prefers.
PAPER = "#fdfbf7"
MARK = "#0f5450"


@dataclass(frozen=True)
class Icon:
    """A picture of the mark. `python3 -m spinecare.launch icons` makes them all from static/img/mark.svg."""

    path: str
    sizes: str
    kind: str
    purpose: str = "any"

    def as_dict(self) -> dict[str, str]:
        return {"src": static(self.path), "sizes": self.sizes, "type": self.kind, "purpose": self.purpose}


ICONS = (
    Icon("img/mark.svg", "any", "image/svg+xml"),
    Icon("img/icon-192.png", "192x192", "image/png"),
    Icon("img/icon-512.png", "512x512", "image/png"),
    Icon("img/icon-maskable-512.png", "512x512", "image/png", "maskable"),
)


def manifest(request: HttpRequest) -> JsonResponse:
    """`/manifest.webmanifest`. The site stays a page in the browser, with its address in sight."""
    center = CenterSettings.load(request_or_site=request)
    words: dict[str, Any] = {
        "id": "/",
        "name": center.name,
        "short_name": center.name,
        "description": center.tagline,
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "background_color": PAPER,
        "theme_color": MARK,
        "icons": [icon.as_dict() for icon in ICONS],
    }
    headers = {"Cache-Control": f"public, max-age={KEEP_SECONDS}"}
    return JsonResponse(words, content_type="application/manifest+json", headers=headers)
