"""From an address to its page in two queries, however deep it lies.

Wagtail walks down the tree, one page at a time, beginning with the home page, which it reads whole for this alone. Here
one query brings every page on the way, and one the page itself.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from wagtail import views
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

# The tree's paths are 255 characters long, four for each step down.
DEEPEST = 62


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view for pages. Where the route is known already, Wagtail does not look for it."""
    slugs = [slug for slug in path.split("/") if slug]
    site = Site.find_for_request(request)
    if site is not None and slugs:
        request._wagtail_route_for_request = _route_or_nothing(site.root_page.localized, request, slugs)
    return views.serve(request, path)


def page_at(path: str) -> Page | None:
    """The page that lies at a path of the site, whether readers can open it or not."""
    home = Site.objects.get(is_default_site=True).root_page
    url_path = "/".join(["", home.url_path.strip("/"), path.strip("/")]).rstrip("/") + "/"
    page = Page.objects.filter(url_path=url_path).first()
    return page.specific if page else None


def _route_or_nothing(root: Page, request: HttpRequest, slugs: list[str]) -> RouteResult | None:
    try:
        return route(root, request, slugs)
    except Http404:
        return None


def route(root: Page, request: HttpRequest, slugs: list[str]) -> RouteResult:
    """Who answers for an address below a page. Raises Http404 when nobody does."""
    page, left_over = _find(root, slugs) if len(slugs) <= DEEPEST else (None, [])
    if page is None:
        raise Http404
    return page.answer_below(request, left_over) if left_over else page.route(request, [])


def _find(root: Page, slugs: list[str]) -> tuple[Page | None, list[str]]:
    """The page at an address, or the live one nearest above it and what is left of the address below that one."""
    lengths = range(len(slugs) + 1)
    addresses = [root.url_path + "".join(f"{slug}/" for slug in slugs[:length]) for length in lengths]
    restricted = Exists(PageViewRestriction.objects.filter(page=OuterRef("pk")))
    on_the_way = Page.objects.filter(Q(url_path__in=addresses) | Q(depth=1)).annotate(restricted=restricted)
    rows = {row.url_path: row for row in on_the_way}
    found = max(length for length in lengths if addresses[length] in rows)
    if found < len(slugs) and not rows[addresses[found]].live:
        return None, []
    page = rows[addresses[found]].specific
    page.pages_above = sorted((row for row in rows.values() if row.pk != page.pk), key=lambda row: row.depth)
    page.known_to_be_open = not any(row.restricted or row.alias_of_id for row in rows.values())
    return page, slugs[found:]
