"""`/go/…`: what a link that somebody was given opens. Nothing is written, and nothing is learned of who asks."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import urlencode
from wagtail import hooks

from spinecare.delivery import error_pages

from . import kept
from .answers import Answer, Entry, Place
from .leading import answers
from .models import CareLink
from .typed import Asked, read

# With this in its address a page says what changed since that day.
SENT = "sent"


def go(request: HttpRequest, typed: str = "") -> HttpResponse:
    """One hop to the page; or a list, or an explanation with the nearest page and the number to call."""
    asked = read(typed or request.GET.get("code", ""))
    answer = find(asked)
    if answer is None:
        return _not_found(asked, typed)
    for opened in hooks.get_hooks("care_link_opened"):
        opened(request, answer.code)
    return _open(answer, _past(asked.day))


def find(asked: Asked) -> Answer | None:
    """What was asked for: from what is kept, or else from the database."""
    return kept.find(asked) or look_up(asked)


def look_up(asked: Asked) -> Answer | None:
    """As the database has it now, a readable name before a code."""
    if asked.is_nothing:
        return None
    named = CareLink.objects.filter(aliases__name=asked.alias) | CareLink.objects.filter(code=asked.code)
    found = {answer.code: answer for answer in answers(named.distinct())}
    return next((answer for code, answer in found.items() if code != asked.code), found.get(asked.code))


def href(place: Place, sent: datetime.date | None = None) -> str:
    """The address of a place, with the day the link was sent."""
    query = f"?{urlencode({SENT: sent.isoformat()})}" if sent else ""
    anchor = f"#{place.anchor}" if place.anchor else ""
    return f"{place.address}{query}{anchor}"


def _open(answer: Answer, sent: datetime.date | None) -> HttpResponse:
    if answer.is_list:
        rows = [Row(entry, href(entry.opens, sent) if entry.opens else "") for entry in answer.entries]
        return _page("list", 200, answer=answer, rows=rows, sent=sent)
    entry = answer.entries[0]
    if entry.opens is None:
        return _page("gone", 410, entry=entry)
    if answer.discreet:
        return _page("discreet", 200, href=href(entry.opens, sent))
    return HttpResponseRedirect(href(entry.opens, sent))


@dataclass(frozen=True)
class Row:
    """An entry of a list, and where it leads, or "" when its page is gone."""

    entry: Entry
    href: str


def _not_found(asked: Asked, typed: str) -> HttpResponse:
    return _page("not_found", 404, mistyped=asked.mistyped, asked_for_any=bool(typed))


def _past(day: datetime.date | None) -> datetime.date | None:
    """A day that links can have been sent on."""
    return day if day and day <= timezone.localdate() else None


def _page(name: str, status: int, **context: Any) -> HttpResponse:
    """A page of ours, made without asking the database: its numbers are those kept for the error pages."""
    response = HttpResponse(error_pages.render_with_kept_words(f"carelinks/{name}.html", context), status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
