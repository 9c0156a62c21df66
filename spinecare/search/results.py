"""Which pages answer a search, and in what order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from .query import Term, all_of, any_of, terms, words_of

# More than anybody reads; keeps the cost of a search bounded on a site that has grown large.
MOST_RESULTS = 500


@dataclass(frozen=True)
class Result:
    """One line of the list: a page, and the titles of the pages above it, from the top down."""

    page: Page
    path: list[str]


def find_pages(typed: str, site: Site) -> list[int]:
    """Keys of the pages to show, best first.

    Pages that have everything asked for; if there is none, pages that have some of it. Titles come first: somebody who
    types "chordoma" wants the page called that, not the one that says it most often. (SQLite's index would not know.)
    """
    asked = terms(typed)
    if not asked:
        return []
    pages = public_pages(site)
    ranked = list(pages.only("title").search(any_of(asked))[:MOST_RESULTS])
    if len(asked) > 1:
        complete = {page.pk for page in pages.only("pk").search(all_of(asked), order_by_relevance=False)}
        ranked = [page for page in ranked if page.pk in complete] or ranked
    # Sorting is stable: within equal titles the engine's order stands.
    ranked.sort(key=lambda page: _title_misses(page.title, asked))
    return [page.pk for page in ranked]


def public_pages(site: Site) -> PageQuerySet:
    """What any reader of this site may see: no drafts, nothing private or below something private."""
    return Page.objects.live().public().descendant_of(site.root_page, inclusive=True)


def _title_misses(title: str, asked: tuple[Term, ...]) -> tuple[int, int]:
    """How many things asked for the title does not have; among equals, how much else it has."""
    words = frozenset(words_of(title))
    missed = sum(not term.in_any_of(words) for term in asked)
    return missed, len(words) if missed < len(asked) else 0


def read_results(keys: Sequence[int], site: Site) -> list[Result]:
    """The lines for these pages, in this order, in two queries however many there are."""
    pages = Page.objects.in_bulk(keys)
    # A page can be deleted between the search and this.
    found = [pages[key] for key in keys if key in pages]
    titles = _titles_above(found, site)
    return [Result(page, [titles[path] for path in _paths_above(page) if path in titles]) for page in found]


def _titles_above(pages: list[Page], site: Site) -> dict[str, str]:
    """Titles by tree path of every published page that stands between the home page and one of these."""
    paths = {path for page in pages for path in _paths_above(page)}
    # A live page can stand below a draft. What is private needs no thought here: nothing below it is ever found.
    below_home = Page.objects.live().filter(path__in=paths, depth__gt=site.root_page.depth)
    return dict(below_home.values_list("path", "title"))


def _paths_above(page: Page) -> list[str]:
    return [page.path[:end] for end in range(Page.steplen, len(page.path), Page.steplen)]
