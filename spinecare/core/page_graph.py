"""What a page tells machines about itself, the site and the center, in the words of schema.org.

A page type adds to it by `schema_types`, `page_facts`, `things` and `site_facts` of `BasePage`. Nothing is said here
that the page does not say to people: no review before somebody has signed, nothing of a made-up trial but its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import get_language
from wagtail import hooks

from . import linked_data
from .linked_data import Node, address_of, moment, node, part_of, reference
from .origin import absolute

if TYPE_CHECKING:
    from .models import BasePage, CenterSettings

# Higher floors register for it: a function of the request that returns facts about the center, such as its telephone.
HOOK = "describe_center"
# What every page says of the center. The rest stands on the pages that introduce it.
IN_BRIEF = ("@type", "@id", "name", "url", "telephone")


def page_graph(page: BasePage, center: CenterSettings, request: HttpRequest) -> list[Node]:
    """The page first, then what it is about, then where it belongs."""
    return [
        _page(page, request),
        *page.things(request),
        *_path(page, request),
        _website(page, center, request),
        _center(page, center, request),
    ]


def _page(page: BasePage, request: HttpRequest) -> Node:
    facts = {
        "id": part_of(page, request, "page"),
        "url": address_of(page, request),
        "name": page.heading,
        "description": page.search_description or page.summary,
        "inLanguage": get_language(),
        "datePublished": moment(page.published_for_readers),
        "dateModified": moment(page.last_published_at),
        "isPartOf": linked_data.website(),
        "publisher": linked_data.center(),
        "breadcrumb": reference(part_of(page, request, "path")) if page.path_from_home else None,
    }
    return node(page.schema_types, **(facts | page.page_facts(request)))


def _path(page: BasePage, request: HttpRequest) -> list[Node]:
    """The path at the top of the page. The home page has none."""
    if not page.path_from_home:
        return []
    steps = [
        node("ListItem", position=position, name=step.title, item=address_of(step, request))
        for position, step in enumerate([*page.path_from_home, page], 1)
    ]
    return [node("BreadcrumbList", id=part_of(page, request, "path"), itemListElement=steps)]


def _website(page: BasePage, center: CenterSettings, request: HttpRequest) -> Node:
    facts = {
        "id": linked_data.website()["@id"],
        "url": absolute("/"),
        "name": center.name,
        "inLanguage": get_language(),
        "publisher": linked_data.center(),
    }
    return node("WebSite", **(facts | page.site_facts(request)))


def _center(page: BasePage, center: CenterSettings, request: HttpRequest) -> Node:
    facts = {
        "id": linked_data.center()["@id"],
        "url": absolute("/"),
        "name": center.name,
        "slogan": center.tagline,
        "address": ", ".join(center.street_address.split("\n")),
        # A center's own logo has many sizes, and a reader's request must not be what makes one.
        "logo": absolute(static("img/icon-512.png")) if center.logo_id is None else None,
    }
    for describe in hooks.get_hooks(HOOK):
        facts |= describe(request)
    described = node("MedicalOrganization", **facts)
    if page.introduces_center:
        return described
    return {name: value for name, value in described.items() if name in IN_BRIEF}
