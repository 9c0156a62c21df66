"""The list of every public page and the day it was last published, for search engines.

`/sitemap.xml` is the list itself. On a site with more pages than one file should hold it is a list of files, and the
pages stand in `/sitemap-1.xml` and so on. The addresses are the configured ones, whatever host the request names.
"""

from __future__ import annotations

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem
from django.core.paginator import EmptyPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

# The protocol allows 50,000. Fewer keep each answer quick.
PAGES_IN_A_FILE = 5_000


class PublicPages(Sitemap):
    """The live pages of a site that everybody may read.

    They are read in one query. Wagtail's own list reads each page whole, with a query for each kind.
    """

    def __init__(self, request: HttpRequest, site: Site) -> None:
        self._request = request
        self._site = site
        self.limit = PAGES_IN_A_FILE
        self.protocol = urlsplit(settings.WAGTAILADMIN_BASE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc

    def items(self) -> PageQuerySet:
        pages = self._site.root_page.get_descendants(inclusive=True).live().public().order_by("path")
        return pages.only("url_path", "last_published_at")

    def location(self, page: Page) -> str:
        _site, _root, path = page.get_url_parts(self._request)
        return path

    def lastmod(self, page: Page) -> datetime.datetime | None:
        return page.last_published_at

    def files(self) -> list[SitemapIndexItem]:
        """Every file of the list, with the newest day in it."""
        days = Paginator(list(self.items().values_list("last_published_at", flat=True)), self.limit)
        return [
            SitemapIndexItem(
                f"{settings.WAGTAILADMIN_BASE_URL}{reverse('sitemap_file', args=[part.number])}",
                max(filter(None, part.object_list), default=None),
            )
            for part in days
        ]


def sitemap(request: HttpRequest) -> HttpResponse:
    """The pages, or the files they stand in when there are many."""
    pages = _public_pages(request)
    if pages.paginator.num_pages > 1:
        return _answer(request, "sitemap_index.xml", {"sitemaps": pages.files()})
    return _answer(request, "sitemap.xml", {"urlset": pages.get_urls()})


def sitemap_file(request: HttpRequest, number: int) -> HttpResponse:
    """One file of the list."""
    try:
        urls = _public_pages(request).get_urls(page=number)
    except EmptyPage as error:
        raise Http404 from error
    return _answer(request, "sitemap.xml", {"urlset": urls})


def _public_pages(request: HttpRequest) -> PublicPages:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return PublicPages(request, site)


def _answer(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    response = render(request, template, context, content_type="application/xml")
    # The list itself is nothing to find.
    response.headers["X-Robots-Tag"] = "noindex"
    return response
