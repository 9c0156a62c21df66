"""Makes the copies of `page_copies`: one page right after it was published, all of them at set times.

A page is asked for as a reader's browser would, through all of Django's handler and our middleware, so that the copy is
what readers get. Nothing is written to the database, and nobody is counted as a reader.
"""

from __future__ import annotations

import logging
from contextvars import copy_context
from functools import cache
from io import BytesIO
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from . import page_copies
from .scheduled_work import Work
from .sitemaps import PublicPages

log = logging.getLogger(__name__)

PORTS = {"http": 80, "https": 443}


class DatabaseAway(Exception):
    """The database went away in the middle of the work. What is kept stays as it is."""


def what_is_due() -> Work | None:
    """The hook `scheduled_work`."""
    every = settings.PAGE_COPIES_EVERY_SECONDS
    since = page_copies.seconds_since_round()
    # A clock that was set back must not stop the rounds until it has caught up.
    if every is None or (since is not None and 0 <= since < every):
        return None
    return Work("page copies", copy_all)


def copy_all() -> int:
    """Keep every public page as it is now, and no other. Gives how many there are."""
    page_copies.note_round()
    try:
        for page in _public_pages():
            copy(page)
        with page_copies.alone():
            # Asked again: a page may have been published while the others were copied.
            addresses = [address_of(page) for page in _public_pages()]
            page_copies.forget_others([address for address in addresses if address])
    except BaseException:
        page_copies.ask_for_round()
        raise
    return len(addresses)


def copy(page: Page) -> None:
    """Keep a page as readers get it now; where they get none, keep none."""
    address = address_of(page)
    if address is None:
        return
    with page_copies.alone():
        made = timezone.now()
        response = _ask_for(address)
        if _is_page(response):
            html = page_copies.with_notice(response.content.decode(response.charset), made)
            page_copies.write(address, html, depends_on_query=_depends_on_query(page))
        elif response.status_code < 500:
            page_copies.forget(address)
        elif response.status_code == 503:
            raise DatabaseAway(f"no copy of {address} could be made: the database does not answer")
        else:
            log.error("no copy of %s could be made: it answers %s", address, response.status_code)


def address_of(page: Page) -> str | None:
    """The path of a page on this site, as Django sees it in a request, or None for a page outside of it."""
    parts = page.get_url_parts()
    return unquote(parts[2]) if parts and parts[2] else None


def _public_pages() -> PageQuerySet:
    request = _request("/")
    site = Site.find_for_request(request)
    return PublicPages(request, site).items().only("url_path", "content_type") if site else Page.objects.none()


def _depends_on_query(page: Page) -> bool:
    """Whether the page shows something else for another query. Its type knows."""
    return getattr(page.specific_class, "depends_on_query", False)


def _is_page(response: HttpResponse) -> bool:
    return response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")


def _ask_for(address: str) -> HttpResponse:
    """What a reader gets, whoever's work this is done in: not in that editor's language and time zone."""
    with translation.override(settings.LANGUAGE_CODE), timezone.override(None):
        # A context of its own: what the page looks up for itself must not be found by what comes after.
        return copy_context().run(_handler().get_response, _request(address))


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def _request(address: str) -> HttpRequest:
    origin = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            # As a server hands it over: bytes, each in the guise of one character.
            "PATH_INFO": address.encode().decode("latin-1"),
            "QUERY_STRING": "",
            "HTTP_HOST": origin.netloc,
            "SERVER_NAME": origin.hostname,
            "SERVER_PORT": str(origin.port or PORTS[origin.scheme]),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": origin.scheme,
            "wsgi.input": BytesIO(),
        }
    )
    request.keeps_a_copy = True
    return request
