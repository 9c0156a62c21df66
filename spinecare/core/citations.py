"""Citations: the small numbers in a text that lead to the list of sources at its end, counted in reading order.

Whoever shows a mark writes `citation_of(request, source)` behind its words. Numbers wait until the whole page is there,
because only then the reading order is known: `number_citations` is the last touch to the HTML. It also puts the list
of sources into the same order.
"""

from __future__ import annotations

import re
from typing import Protocol

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

CITED = re.compile(r'<sup class="cite" data-source="(?P<key>[\w-]+)"></sup>|</(?:p|li|tr|dd|dt|h[1-6]|caption)>')
LISTED = re.compile(r'<li id="source-(?P<key>[\w-]+)">.*?</li>', re.DOTALL)
NUMBERED = '<sup class="cite"><a href="#source-{}" aria-label="{}">{}</a></sup>'


class Citable(Protocol):
    """What is asked of a source here."""

    key: str


def citation_of(request: HttpRequest, source: Citable) -> SafeString:
    """What to write behind words that rest on a source. It is given its number when the page is whole."""
    sources = cited_sources(request)
    if all(each.key != source.key for each in sources):
        sources.append(source)
    return format_html('<sup class="cite" data-source="{}"></sup>', source.key)


def cited_sources(request: HttpRequest) -> list[Citable]:
    """The sources that the marks of this page have cited so far, each once. For whoever lists them at the end."""
    if not hasattr(request, "cited_sources"):
        request.cited_sources = []
    return request.cited_sources


def number_citations(request: HttpRequest, html: str) -> str:
    """Number the citations of a page in reading order, and its list of sources in the same order.

    A paragraph names a source once. Where the page lists no such source there is no number: it would lead nowhere.
    """
    if '<sup class="cite"' not in html:
        return html
    listed = {match["key"] for match in LISTED.finditer(html)}
    numbers: dict[str, int] = {}
    in_paragraph: set[str] = set()

    def shown(match: re.Match[str]) -> str:
        key = match["key"]
        if key is None:
            in_paragraph.clear()
            return match[0]
        if key not in listed or key in in_paragraph:
            return ""
        in_paragraph.add(key)
        number = numbers.setdefault(key, len(numbers) + 1)
        return NUMBERED.format(key, _("Source %(number)d") % {"number": number}, number)

    html = CITED.sub(shown, html)
    return _in_order(html, numbers)


def _in_order(html: str, numbers: dict[str, int]) -> str:
    """Sort the list of sources: those with a number first, the others as they were behind them."""
    entries = list(LISTED.finditer(html))
    last = len(numbers) + 1
    ordered = iter(sorted(entries, key=lambda entry: numbers.get(entry["key"], last)))
    return LISTED.sub(lambda _match: next(ordered)[0], html)
