"""The pages a page leads to: from its texts, its lists of pages and the menus. Read in one query, not dozens.

Wagtail looks page links up one text at a time, and a treatment page has dozens of texts. Before a page is shown we
find every link in it and ask the database once. A link whose page is gone or not public becomes plain words: never an
address that opens nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import Any

from django.core.signals import request_started
from django.db.models import Model
from django.dispatch import receiver
from wagtail.blocks import PageChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

# In rich text the attributes stand in any order; inside a StreamField's JSON the quotes are escaped.
LINK_TAG = re.compile(r"<a [^>]*linktype=\\?\"page\\?\"[^>]*>")
LINK_ID = re.compile(r" id=\\?\"(\d+)\\?\"")
# Whatever a block calls its page, the page is a number in the stream's JSON. Other numbers cost nothing worth saving.
CHOSEN_ID = re.compile(r"\": (\d+)\b")

_known: ContextVar[dict[int, Page] | None] = ContextVar("known_pages", default=None)


@receiver(request_started, dispatch_uid="forget_known_pages")
def forget(**kwargs: Any) -> None:
    """What was looked up for one reader's page is not trusted for the next."""
    _known.set(None)


def look_up(*holders: Model) -> None:
    """Find the public pages these pages and settings lead to, in one query, and keep them until the request ends."""
    ids = {page_id for holder in holders for text in _texts(holder) for page_id in page_ids(text)}
    _known.set({page.pk: page for page in _public(ids)})


def look_up_if_new(*holders: Model) -> None:
    """As `look_up`, for what is shown on its own: nothing is done when a page has looked things up already."""
    if _known.get() is None:
        look_up(*holders)


def known_or_found(ids: Iterable[int]) -> dict[int, Page]:
    """The public pages among these ids: from what was looked up, or else from the database."""
    known = _known.get()
    return {page.pk: page for page in _public(ids)} if known is None else known


def page_ids(text: str) -> Iterator[int]:
    """The ids of the pages that a stored text, or the JSON of a stream, names."""
    for tag in LINK_TAG.findall(text):
        if match := LINK_ID.search(tag):
            yield int(match[1])
    yield from map(int, CHOSEN_ID.findall(text))


def _texts(holder: Model) -> Iterator[str]:
    for field in holder._meta.get_fields():
        if isinstance(field, RichTextField):
            yield getattr(holder, field.name) or ""
        elif isinstance(field, StreamField):
            yield json.dumps(list(getattr(holder, field.name).raw_data), ensure_ascii=False)


def _public(ids: Iterable[int]) -> Iterable[Page]:
    open_pages = Page.objects.live().filter(pk__in=ids, view_restrictions=None)
    return open_pages.only("id", "title", "url_path", "depth", "locale_id", "live")


class LinkedPageBlock(PageChooserBlock):
    """A page chooser that, on a page being shown, takes the page from what was looked up for it.

    Gone or unpublished pages come out as None there, so a list of pages shows only what can be opened.
    """

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Page | None]:
        known = _known.get()
        if known is None:
            return super().bulk_to_python(values)
        return [known.get(value) for value in values]
