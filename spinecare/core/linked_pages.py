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
from wagtail.rich_text.pages import PageLinkHandler

# In rich text the attributes stand in any order; inside a StreamField's JSON the quotes are escaped.
LINK_TAG = re.compile(r"<a [^>]*linktype=\\?\"page\\?\"[^>]*>")
LINK_ID = re.compile(r" id=\\?\"(\d+)\\?\"")
CHOSEN_ID = re.compile(r"\"(?:page|value)\": (\d+)")

_known: ContextVar[dict[int, Page] | None] = ContextVar("known_pages", default=None)


@receiver(request_started, dispatch_uid="forget_known_pages")
def forget(**kwargs: Any) -> None:
    """What was looked up for one reader's page is not trusted for the next."""
    _known.set(None)


def look_up(*holders: Model) -> None:
    """Find the public pages these pages and settings lead to, in one query, and keep them until the request ends."""
    ids = {page_id for holder in holders for text in _texts(holder) for page_id in page_ids(text)}
    _known.set({page.pk: page for page in _public(ids)})


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
    return Page.objects.live().filter(pk__in=ids).only("id", "title", "url_path", "depth", "locale_id", "live")


class LinkedPageBlock(PageChooserBlock):
    """A page chooser that, on a page being shown, takes the page from what was looked up for it.

    Gone or unpublished pages come out as None there, so a list of pages shows only what can be opened.
    """

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Page | None]:
        known = _known.get()
        if known is None:
            return super().bulk_to_python(values)
        return [known.get(value) for value in values]


class LinkedPageHandler(PageLinkHandler):
    """Page links in rich text, answered from what was looked up for the page being shown."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        ids = [int(attrs["id"]) for attrs in attrs_list]
        known = _known.get()
        if known is None:
            known = {page.pk: page for page in _public(ids)}
        return [cls._tag(known.get(page_id)) for page_id in ids]

    @staticmethod
    def _tag(page: Page | None) -> str:
        url = page.url if page else None
        return f'<a href="{url}">' if url else "<a>"
