"""What somebody may have meant who typed a word that no page has."""

from __future__ import annotations

from difflib import get_close_matches

from wagtail.models import Site

from .query import words_of
from .results import public_pages
from .spellings import variants

SHORTEST = 4
# Half of the letters in common is no likeness; nine tenths would miss "kordoma".
LIKENESS = 0.75


def corrected(typed: str, site: Site) -> str | None:
    """The same with each unknown word replaced by the one most like it in our titles and descriptions, or None."""
    known = _vocabulary(site)
    words = words_of(typed)
    mended = [_nearest(word, known) for word in words]
    return " ".join(mended) if mended != words else None


def _nearest(word: str, known: set[str]) -> str:
    if len(word) < SHORTEST or not known.isdisjoint(variants(word)):
        return word
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=LIKENESS)), word)


def _vocabulary(site: Site) -> set[str]:
    texts = public_pages(site).values_list("title", "search_description")
    return {word for pair in texts for text in pair for word in words_of(text) if len(word) >= SHORTEST}
