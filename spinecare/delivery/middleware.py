"""What stands between the network and the site: a guard on the way in, headers on the way out."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, parse_cookie
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from wagtail import hooks

from . import errors, headers
from .audience import is_for_copy, is_public

Handler = Callable[[HttpRequest], HttpResponseBase]

PATH_LIMIT = 2048
QUERY_LIMIT = 4096
# Tab, line feed and carriage return get into a search box by pasting; in a path they are never honest.
# Django has decoded the path by then; what was no UTF-8 it has written as %-codes again.
ODD_IN_PATH = re.compile(r"[\x00-\x1f\x7f]|%[89A-F][0-9A-F]")
# Mail programs break the addresses of care links; what is meant is found out there.
FORGIVEN = re.compile(r"/+go(?:/|$)", re.IGNORECASE)
CONTROL_IN_QUERY = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
COMPRESSIBLE = re.compile(r"text/|application/(?:javascript|json|xml|atom\+xml|manifest\+json)|image/svg\+xml")


class SecurityHeaders:
    """Puts the security headers on every answer. Outermost, so that no answer escapes it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if is_public(request):
            self._make_anonymous(response)
            self._set(response, headers.PUBLIC)
            response.headers.setdefault("Cache-Control", _cache_control(response.status_code))
        else:
            self._set(response, headers.ADMIN)
        if request.method == "HEAD":
            _drop_body(response)
        return response

    @staticmethod
    def _set(response: HttpResponseBase, values: dict[str, str]) -> None:
        for name, value in values.items():
            response.headers[name] = value

    @staticmethod
    def _make_anonymous(response: HttpResponseBase) -> None:
        """Nothing a reader gets may depend on a cookie or set one."""
        response.cookies.clear()
        vary = [name.strip() for name in response.headers.get("Vary", "").split(",")]
        kept = [name for name in vary if name and name.lower() != "cookie"]
        del response.headers["Vary"]
        if kept:
            patch_vary_headers(response, kept)


def _drop_body(response: HttpResponseBase) -> None:
    """An answer to HEAD is headers alone; gunicorn warns about each that is more. Its length stays as it was."""
    if response.streaming:
        response.streaming_content = []
    else:
        response.content = b""


def _cache_control(status: int) -> str:
    """Ask again each time (a changed emergency number must show at once); keep errors nowhere."""
    return "no-store" if status >= 400 else "public, no-cache"


class RequestGuard:
    """Turns away requests no honest client sends, and makes reading anonymous before anything can read a cookie."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        refusal = _refusal(request)
        if refusal is not None:
            return refusal
        if not is_public(request):
            _drop_forged_cookies(request)
            return self.get_response(request)
        _forget_reader(request)
        if request.method not in ("GET", "HEAD"):
            response = errors.answer(405, page=400)
            response.headers["Allow"] = "GET, HEAD"
            return response
        return self.get_response(request)


def _refusal(request: HttpRequest) -> HttpResponseBase | None:
    """The answer to an address that is too long or holds odd bytes, else None."""
    raw_query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    if len(request.path_info.encode()) > PATH_LIMIT or len(raw_query) > QUERY_LIMIT:
        return errors.answer(414, page=400)
    is_odd = ODD_IN_PATH.search(request.path_info) and not FORGIVEN.match(request.path_info)
    if is_odd or not _is_clean_text(unquote_to_bytes(raw_query)):
        return errors.answer(400)
    return None


def _is_clean_text(query: bytes) -> bool:
    try:
        query.decode()
    except UnicodeDecodeError:
        return False
    return not CONTROL_IN_QUERY.search(query)


def _forget_reader(request: HttpRequest) -> None:
    for name in ("HTTP_COOKIE", "HTTP_AUTHORIZATION"):
        request.META.pop(name, None)


def _drop_forged_cookies(request: HttpRequest) -> None:
    """Keep only cookies whose decoded value is printable.

    A quoted value may spell control characters in octal (`"\\000"`); PostgreSQL refuses NUL in a session key, so one
    such header would otherwise be a server error.
    """
    header = request.META.get("HTTP_COOKIE")
    if header:
        kept = [piece.strip() for piece in header.split(";") if _is_printable_cookie(piece)]
        request.META["HTTP_COOKIE"] = "; ".join(kept)


def _is_printable_cookie(piece: str) -> bool:
    return all(text.isascii() and text.isprintable() for pair in parse_cookie(piece).items() for text in pair)


class MissedAddresses:
    """Tells whoever counts them at which public addresses nothing was found: the path, and nothing about who asked."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 404 and is_public(request) and not is_for_copy(request):
            for note_missed in hooks.get_hooks("address_missed"):
                note_missed(request.path_info)
        return response


class TextCompression(GZipMiddleware):
    """Compresses whole answers of text. Pictures and parts of films stay as they are: phones ask for exact ranges."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_text = COMPRESSIBLE.match(response.headers.get("Content-Type", ""))
        if response.status_code == 206 or not is_text:
            return response
        return super().process_response(request, response)
