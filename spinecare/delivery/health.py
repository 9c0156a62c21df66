"""Two questions a monitor asks. Alive: is the process there? Ready: can it serve pages from the database?"""

from __future__ import annotations

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse


def healthz(request: HttpRequest) -> HttpResponse:
    """Alive. Asks nothing, so that a database outage never gets the process restarted."""
    return _line("ok", 200)


def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: the database answers. The connection's own time limits bound the wait."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return _line("the database does not answer", 503)
    return _line("ok", 200)


def _line(text: str, status: int) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})
