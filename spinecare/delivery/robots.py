"""What programs that read the whole web are asked to leave out, and where the list of pages is."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

KEEP_SECONDS = 3600
# The admin is for editors; a search is a page for each thing anybody ever typed.
NOT_FOR_ROBOTS = ("wagtailadmin_home", "search")


def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`. Asks nothing of the database."""
    lines = [
        "User-agent: *",
        *[f"Disallow: {reverse(name)}" for name in NOT_FOR_ROBOTS],
        "",
        f"Sitemap: {settings.WAGTAILADMIN_BASE_URL}{reverse('sitemap')}",
    ]
    headers = {"Cache-Control": f"public, max-age={KEEP_SECONDS}"}
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8", headers=headers)
