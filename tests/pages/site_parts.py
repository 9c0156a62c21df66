"""Short ways to the pages of the starter site, and to new ones."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from spinecare.support.models import SupportPage
from treatments.models import TreatmentPage


def page_at(address: str) -> Page:
    return Page.objects.get(url_path=f"/home{address}").specific


def new_treatment(title: str, **fields: Any) -> TreatmentPage:
    """A live treatment with the fields a page cannot do without."""
    values = {"summary": "A summary.", "page_is_for": "You.", "in_short": "<p>Short.</p>", "aim": "To help."} | fields
    return page_at("/treatments/").add_child(instance=TreatmentPage(title=title, **values))


def new_support(title: str, **fields: Any) -> SupportPage:
    values = {"summary": "A summary.", "page_is_for": "You.", "in_short": "<p>Short.</p>"} | fields
    return page_at("/support/").add_child(instance=SupportPage(title=title, **values))


def publish(page: Page) -> None:
    page.save_revision().publish()


def count_queries(client: Client, address: str) -> int:
    """The queries of a visit when nothing but the site's own address is remembered."""
    client.get(address)
    cache.clear()
    Site.get_site_root_paths()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
