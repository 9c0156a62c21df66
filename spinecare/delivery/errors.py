"""Answers for what went wrong. They come from disk and never ask the database, which may be what went wrong."""

from __future__ import annotations

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from . import error_pages, page_copies

log = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = "30"


def answer(status: int, page: int | None = None) -> HttpResponse:
    """The kept page for `status`, or another kept page (`page`) under that status."""
    body = error_pages.read(page or status)
    is_page = body.lstrip().startswith("<")
    response = HttpResponse(body, status=status, content_type=f"text/{'html' if is_page else 'plain'}; charset=utf-8")
    if status == 503:
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request makes no sense."""
    return answer(400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not for this person."""
    return answer(403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page."""
    return answer(404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500. When it was the database that did not answer: the page as it was kept, or 503, for trying again soon."""
    if not is_outage(sys.exc_info()[1]):
        return answer(500)
    kept = page_copies.answer(request)
    if kept is None:
        return answer(503)
    # Django writes about failures alone, and for the reader this is none. The path is that of a page.
    log.warning("no database: %s was answered with its copy", request.path_info)
    return kept


def is_outage(error: BaseException | None) -> bool:
    """Whether the error says that the database is away, rather than that the site asked it something wrong."""
    return isinstance(error, OperationalError | InterfaceError)


def not_public(request: HttpRequest, rest: str = "") -> HttpResponse:
    """View for addresses that exist in Wagtail but not on this site, such as a sign-in for readers."""
    return answer(403)
