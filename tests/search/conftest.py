"""A small site with pages to find, and the search box of a reader who is nobody in particular."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page, Site

from spinecare.home.models import HomePage, StandardPage


@dataclass(frozen=True)
class Answer:
    """The page of results as a reader sees it."""

    response: HttpResponse
    text: str

    @property
    def titles(self) -> list[str]:
        found = re.findall(r'class="search-results__title"><a href="[^"]*">(.*?)</a>', self.text)
        return [html.unescape(title) for title in found]

    @property
    def announced(self) -> str:
        found = re.search(r'<p class="search-results__count" role="status">(.*?)</p>', self.text, re.S)
        return html.unescape(found[1]) if found else ""


class Search:
    """The search page, asked like a browser asks it."""

    def __init__(self, client: Client):
        self.client = client

    def __call__(self, words: str, **more: str | int) -> Answer:
        response = self.client.get("/search/", {"q": words, **more})
        assert response.status_code == 200
        return Answer(response, response.content.decode())


@pytest.fixture
def search(home, client: Client) -> Search:
    return Search(client)


@pytest.fixture
def starter_search(db, client: Client) -> Search:
    """The search box of the starter site."""
    return Search(client)


@pytest.fixture
def home(db) -> HomePage:
    """The home page of the default site, with nothing below it."""
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Home of this test", slug="test-home", summary="Start here."))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": home})
    Site.clear_site_root_paths_cache()
    yield home
    Site.clear_site_root_paths_cache()


@pytest.fixture
def page(home):
    """Adds a page and hands it back."""

    def add(title: str, summary: str = "A page.", below: Page | None = None, **fields) -> StandardPage:
        return (below or home).add_child(instance=StandardPage(title=title, summary=summary, **fields))

    return add
