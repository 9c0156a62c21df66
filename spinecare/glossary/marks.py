"""The marks `{term:biopsy|a biopsy}` and `{words_on_page}`: a term where it stands, and all of a page together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string

from spinecare.core.marks import Mark, MarkKind, Shown

from .models import Term


def mark_kinds() -> list[MarkKind]:
    return [TermKind(), WordsOnPageKind()]


class TermKind:
    """A term. Its first use in running text opens its meaning; later ones, and those in headings, are plain words."""

    name = "term"
    late = False

    def show(self, marks: Sequence[Mark], request: HttpRequest) -> Sequence[Shown]:
        known = live_terms({mark.key for mark in marks})
        named = terms_named(request)
        explained: set[str] = set()
        shown = []
        for mark in marks:
            term = known.get(mark.key)
            if term and not mark.in_heading and term not in named:
                named.append(term)
            opens = term is not None and not (mark.plain or mark.in_heading) and mark.key not in explained
            if opens:
                explained.add(mark.key)
            shown.append(_opening(term, mark) if term and opens else Shown.of(_words(mark, term)))
        return shown


class WordsOnPageKind:
    """The terms a page has marked, in reading order: for paper, and for readers who want them together."""

    name = "words_on_page"
    # The terms must have been looked up before.
    late = True

    def show(self, marks: Sequence[Mark], request: HttpRequest) -> Sequence[Shown]:
        html = render_to_string("components/words_on_page.html", {"terms": terms_named(request)}).strip()
        # A second list on the same page would only repeat the first.
        return [Shown("", html), *[Shown.of("")] * (len(marks) - 1)]


def live_terms(slugs: Collection[str]) -> dict[str, Term]:
    """The published terms with these keys, in one query."""
    return {term.slug: term for term in Term.objects.filter(live=True, slug__in=slugs)}


def terms_named(request: HttpRequest) -> list[Term]:
    """The terms that the page of this request has marked so far."""
    if not hasattr(request, "_terms_named"):
        request._terms_named = []
    return request._terms_named


def _words(mark: Mark, term: Term | None) -> str:
    """What stands in the text. A term that is not published leaves the words that stood there without it."""
    return mark.words or (term.term if term else mark.key.replace("-", " "))


def _opening(term: Term, mark: Mark) -> Shown:
    words = _words(mark, term)
    context = {
        "words": words,
        "anchor": f"term-{term.slug}",
        "term": term.term,
        "say": term.say,
        "definition": term.definition,
    }
    # It stands in the middle of a sentence: a line break at the end of the template would be a space before the comma.
    return Shown(words, render_to_string("components/term.html", context).strip())
