"""The strip on a page that was opened by a dated link, and the page in its old words.

Both hang on the address alone, `?sent=2026-03-03` and `?as-of=2026-03-03`, so that every reader of an address sees the
same. Neither is for search engines.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import Page

from ..views import SENT
from .changes import changes_since
from .versions import as_it_was

AS_OF = "as-of"
TOP = '<div class="page__title">'
HEAD_ENDS = "</head>"
NO_INDEX = '<meta name="robots" content="noindex">'


@dataclass(frozen=True)
class Asked:
    """What an address asks of a page: its old words, or what changed since they were sent."""

    page: Page
    day: datetime.date
    old_words: bool


def notice_day(page: Page, request: HttpRequest, args: tuple, kwargs: dict[str, Any]) -> HttpResponse | None:
    """The hook `before_serve_page`: serves the words of an earlier day where they are asked for and kept."""
    if day := _day(request, AS_OF):
        old = as_it_was(page, day)
        if old is not None:
            request.care_link_asks = Asked(page, day, old_words=True)
            return old.serve(request, *args, **kwargs)
    elif day := _day(request, SENT):
        request.care_link_asks = Asked(page, day, old_words=False)
    return None


def add_strip(request: HttpRequest, html: str) -> str:
    """The hook `finish_page_html`: what to know before reading on."""
    asked: Asked | None = getattr(request, "care_link_asks", None)
    if asked is None:
        return html
    strip = _old_words(asked, request) if asked.old_words else _since(asked, request)
    return html.replace(HEAD_ENDS, f"{NO_INDEX}\n{HEAD_ENDS}", 1).replace(TOP, f"{TOP}\n{strip}", 1)


def _old_words(asked: Asked, request: HttpRequest) -> str:
    return render_to_string("components/old_words.html", {"day": asked.day, "today": request.path})


def _since(asked: Asked, request: HttpRequest) -> str:
    changes = changes_since(asked.page, asked.day)
    old_words = f"{request.path}?{AS_OF}={asked.day.isoformat()}"
    return render_to_string("components/changes_since.html", {"changes": changes, "old_words": old_words})


def _day(request: HttpRequest, name: str) -> datetime.date | None:
    """A past day from the address. What is none is passed over: the page itself is always right."""
    try:
        day = datetime.date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
    return day if day <= timezone.localdate() else None
