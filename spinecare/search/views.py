"""The search page. What is searched for is shown back to who asked and kept nowhere."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Site

from .query import shorten
from .results import find_pages, read_results

RESULTS_PER_PAGE = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The form; below it, for whoever asked something, what was found."""
    typed = shorten(request.GET.get("q", ""))
    site = Site.find_for_request(request)
    keys = find_pages(typed, site) if site else []
    shown = Paginator(keys, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "typed": typed,
        "pager": shown,
        "results": read_results(shown.object_list, site) if keys else [],
        "query": f"{urlencode({'q': typed})}&",
    }
    return render(request, "search/search.html", context)
