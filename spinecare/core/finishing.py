"""The last touch to a page's HTML, after its template, both live and in preview.

Higher floors register for it with the Wagtail hook `finish_page_html`: a function of the request and the HTML that
returns the HTML.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from wagtail import hooks

HOOK = "finish_page_html"


def finish_when_rendered(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let every registered function see the HTML once the template has made it."""
    if isinstance(response, SimpleTemplateResponse):
        response.add_post_render_callback(lambda rendered: _finish(request, rendered))
    return response


def _finish(request: HttpRequest, response: HttpResponse) -> None:
    html = response.content.decode(response.charset)
    for finish in hooks.get_hooks(HOOK):
        html = finish(request, html)
    response.content = html
