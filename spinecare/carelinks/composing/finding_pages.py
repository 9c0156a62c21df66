"""Pages that staff may want to send, from the first letters they type."""

from __future__ import annotations

from wagtail.models import Page, Site

from spinecare.search.query import words_of
from spinecare.search.results import Result, find_pages, public_pages, read_results

MOST_SHOWN = 6


def pages_found(typed: str, site: Site) -> list[Result]:
    """Public pages of every kind: those whose title begins like it, then what a reader's search would find."""
    keys = [*_titled(typed, site), *find_pages(typed, site)]
    return read_results(list(dict.fromkeys(keys))[:MOST_SHOWN], site)


def _titled(typed: str, site: Site) -> list[int]:
    words = " ".join(words_of(typed))
    if not words:
        return []
    return [page.pk for page in public_pages(site).only("pk").autocomplete(words)[:MOST_SHOWN]]


def public(numbers: list[int]) -> dict[int, Page]:
    """Of these pages, those that readers can open, in whatever language, as what they are."""
    pages = Page.objects.live().public().filter(pk__in=numbers).select_related("locale").specific()
    return {page.pk: page for page in pages if page.get_url()}
