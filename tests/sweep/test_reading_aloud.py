"""What somebody hears who has each page read aloud: an outline of headings, and words for every picture."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from tests.browser.addresses import ADDRESSES

from .site_map import land_on

pytestmark = pytest.mark.django_db
every_address = pytest.mark.parametrize("address", ADDRESSES)
HEADING = re.compile("^h[1-6]$")
# What the address begins with, and the only script its page may have. The first that fits counts.
SCRIPTS = {"/trials/nct": "print.js", "/trials/": "near-me.js"}


def broken_outline(html: BeautifulSoup) -> list[str]:
    """Headings that skip a level or say nothing, over the whole page, and a number of h1 that is not one."""
    headings = html.find_all(HEADING)
    levels = [int(heading.name[1]) for heading in headings]
    faults = [] if levels.count(1) == 1 else [f"{levels.count(1)} headings of level 1"]
    if levels and levels[0] != 1:
        faults.append(f"begins with {headings[0]}")
    faults += [
        f"after level {above} comes {heading}"
        for above, heading in zip(levels, headings[1:], strict=False)
        if int(heading.name[1]) > above + 1
    ]
    return faults + [f"empty: {heading}" for heading in headings if not heading.get_text(strip=True)]


def is_hidden(element: Tag) -> bool:
    """Whether it is left out when the page is read aloud."""
    return any(each.get("aria-hidden") == "true" for each in (element, *element.parents))


def is_ornament(image: Tag) -> bool:
    """Whether a picture may stay silent: in a link of the header or footer, beside words that say the same."""
    link = image.find_parent("a")
    return image.find_parent("main") is None and link is not None and bool(link.get_text(strip=True))


def without_words(html: BeautifulSoup) -> list[str]:
    """Pictures, drawings and films that say nothing when read aloud."""
    images = [image for image in html.find_all("img") if not is_hidden(image)]
    silent = [image for image in images if not image.get("alt", "").strip() and not is_ornament(image)]
    for drawing in html.find_all("svg"):
        named = drawing.get("role") == "img" and (drawing.get("aria-label", "").strip() or drawing.find("title"))
        if not is_hidden(drawing) and not named:
            silent.append(drawing)
    films = [film for film in html.find_all("video") if not film.get("aria-label") or not film.find("track")]
    others = html.find_all(["object", "embed", "iframe", "canvas", "area"])
    return [str(each)[:160] for each in (*silent, *films, *others)]


@every_address
def test_its_headings_form_one_outline(client: Client, address: str) -> None:
    assert broken_outline(land_on(client, address).html) == []


@every_address
def test_every_picture_has_words(client: Client, address: str) -> None:
    assert without_words(land_on(client, address).html) == []


@every_address
def test_its_scripts_are_those_we_know(client: Client, address: str) -> None:
    """A page without one is the same with scripts and without; tests/browser looks at the others both ways."""
    known = next((name for start, name in SCRIPTS.items() if address.startswith(start)), None)
    scripts = land_on(client, address).html.select("script:not([type='application/ld+json'])")
    assert [(script["type"], script["src"]) for script in scripts] in ([], [("module", f"/static/js/{known}")])


@pytest.mark.parametrize(
    "body",
    [
        "<h1>One</h1><h3>Three</h3>",
        "<h1>One</h1><h1>Two</h1>",
        "<h2>Two</h2><h1>One</h1>",
        "<h1>One</h1><h2> </h2>",
        "",
    ],
)
def test_a_broken_outline_would_be_seen(body: str) -> None:
    assert broken_outline(BeautifulSoup(body, "html.parser"))


@pytest.mark.parametrize(
    "body",
    [
        "<main><img src=a></main>",
        "<main><a href=/>Words <img src=a alt=''></a></main>",
        "<a href=/><img src=a alt=''></a>",
        "<svg aria-label=Name></svg>",
        "<svg role=img aria-label=' '></svg>",
        "<video aria-label=Film></video>",
    ],
)
def test_a_picture_without_words_would_be_seen(body: str) -> None:
    assert without_words(BeautifulSoup(body, "html.parser"))


def test_ornaments_need_no_words() -> None:
    body = "<a href=/><img src=a alt=''>Home</a><svg aria-hidden=true></svg><p aria-hidden=true><img src=a></p>"
    assert not without_words(BeautifulSoup(body, "html.parser"))
