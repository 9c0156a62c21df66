"""The words of schema.org: how a thing is described, named, dated and written down as JSON-LD.

What a page says in them is put together in `page_graph`. A fact nobody has filled in is left out.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Page

from .origin import absolute

Node = dict[str, Any]

VOCABULARY = "https://schema.org"
# What ends a script element or begins a tag, written so that JSON reads the same; as Django's json_script does it.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def node(kind: str | tuple[str, ...], **facts: Any) -> Node:
    """A thing of one or more kinds, without the facts that are empty. `id` becomes `@id`."""
    identity = {"@id": facts.pop("id", None)}
    known = {name: value for name, value in (identity | facts).items() if value not in (None, "", [], ())}
    kinds = [kind] if isinstance(kind, str) else list(kind)
    return {"@type": kinds if len(kinds) > 1 else kinds[0], **known}


def reference(identifier: str) -> Node:
    """A thing described elsewhere on the same page."""
    return {"@id": identifier}


def center() -> Node:
    """The center, which every page describes."""
    return reference(absolute("/#center"))


def website() -> Node:
    """The site as a whole, which every page describes."""
    return reference(absolute("/#website"))


def address_of(page: Page, request: HttpRequest) -> str:
    """The whole address of any page; empty for one that has none yet."""
    _site, _root, path = page.get_url_parts(request) or (None, None, None)
    return absolute(path) if path else ""


def part_of(page: Page, request: HttpRequest, name: str) -> str:
    """The identity of something a page is about. It does not change with the page's words."""
    return f"{address_of(page, request)}#{name}"


def moment(value: datetime.date | None) -> str | None:
    """A day, or a moment to the second."""
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if value else None


def as_json(nodes: Iterable[Node]) -> SafeString:
    """The nodes as text that can stand in a script element, whatever editors have typed into them."""
    graph = {"@context": VOCABULARY, "@graph": list(nodes)}
    # Translated words are lazy; `str` wakes them.
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"), default=str)
    return SafeString(text.translate(ESCAPES))
