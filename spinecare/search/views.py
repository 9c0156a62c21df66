"""The search page. What is searched for is shown back to who asked and kept nowhere."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Site

from .corrections import corrected
from .query import shorten
from .results import find_pages, read_results

RESULTS_PER_PAGE = 10
# Higher floors register for it: a function of the request and of what was typed that says whether to show when to call.
URGENT_HOOK = "search_sounds_urgent"
# What fills in the marks in the words of pages, as on the pages themselves.
FINISH_HOOK = "finish_page_html"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The form; below it, for whoever asked something, what was found."""
    typed = shorten(request.GET.get("q", ""))
    site = Site.find_for_request(request)
    keys = find_pages(typed, site) if site else []
    meant = corrected(typed, site) if site and typed and not keys else None
    if meant:
        keys = find_pages(meant, site)
    shown = Paginator(keys, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "typed": typed,
        "meant": meant if keys else None,
        "urgent": any(sounds_urgent(request, typed) for sounds_urgent in hooks.get_hooks(URGENT_HOOK)),
        "pager": shown,
        "results": read_results(shown.object_list, site) if keys else [],
        "query": f"{urlencode({'q': typed})}&",
    }
    html = render_to_string("search/search.html", context, request)
    for finish in hooks.get_hooks(FINISH_HOOK):
        html = finish(request, html)
    return HttpResponse(html)
