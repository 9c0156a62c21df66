"""The gallery forgets no component, is sound HTML, needs no database, and is not there for readers."""

from __future__ import annotations

import runpy
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from spinecare import urls
from spinecare.gallery.samples import shelves
from spinecare.gallery.specimens import with_own_ids

TEMPLATES = settings.BASE_DIR / "templates"
COMPONENTS = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.glob("components/**/*.html")}
NAMES_AN_ID = ("for", "aria-labelledby", "aria-describedby")

# No test here but the last asks for the database, so that each fails if the gallery does.


@pytest.fixture
def gallery(client: Client, settings) -> BeautifulSoup:
    settings.ROOT_URLCONF = "tests.gallery.debug_urls"
    response = client.get("/gallery/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_no_component_is_forgotten(client: Client, settings) -> None:
    settings.ROOT_URLCONF = "tests.gallery.debug_urls"
    shown = {template.name for template in client.get("/gallery/").templates}
    assert sorted(COMPONENTS - shown) == []
    assert {"blocks/diagram.html", "blocks/picture.html", "blocks/table.html", "errors/emergency.html"} <= shown


def test_every_specimen_shows_something() -> None:
    empty = [
        f"{shelf.heading}: {specimen.state}"
        for shelf in shelves()
        for specimen in shelf.specimens
        if not BeautifulSoup(str(specimen), "html.parser").find(True)
    ]
    assert empty == []


def test_no_id_is_taken_twice_and_whatever_names_one_finds_it(gallery: BeautifulSoup) -> None:
    ids = Counter(element["id"] for element in gallery.find_all(id=True))
    assert [name for name, count in ids.items() if count > 1] == []
    named = [name for attribute in NAMES_AN_ID for element in gallery.select(f"[{attribute}]")
             for name in element[attribute].split()]  # fmt: skip
    anchors = [link["href"][1:] for link in gallery.select("a[href^='#']")]
    assert set(named) | set(anchors) <= set(ids)
    assert len(gallery.find_all("h1")) == 1


def test_an_id_of_its_own_is_named_by_what_named_it() -> None:
    html = '<p id="a"></p><p aria-labelledby="a b"></p><a href="#a"></a><a href="#b"></a><a href="a"></a><p class="a">'
    expected = (
        '<p id="x-a"></p><p aria-labelledby="x-a b"></p><a href="#x-a"></a><a href="#b"></a><a href="a"></a>'
        '<p class="a">'
    )
    assert with_own_ids(html, "x") == expected


def test_search_engines_leave_it_alone(gallery: BeautifulSoup) -> None:
    assert gallery.find("meta", {"name": "robots"})["content"] == "noindex"


@pytest.mark.parametrize("debug", [True, False])
def test_only_the_developers_settings_have_it(debug: bool, settings) -> None:
    settings.DEBUG = debug
    names = [getattr(pattern, "name", None) for pattern in runpy.run_path(urls.__file__)["urlpatterns"]]
    assert ("gallery" in names) is debug


@pytest.mark.django_db
def test_readers_do_not_find_it(reader: Client) -> None:
    assert reader.get("/gallery/").status_code == 404
