"""axe on every page of the site: WCAG 2.2 AA and its best practices, on a phone and a desk, in light and in dark.

Nothing is excused. The two widths are checked at the same moment, each in a process of its own. Dark changes nothing
but colors (tests/architecture/test_stylesheet.py sees to that), so in dark only the rules about colors are asked again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from spinecare.launch.running_site import RunningSite

from .addresses import ADDRESSES, status_of
from .conftest import new_context
from .words_in_drawings import faint_words, is_word_in_a_drawing

pytestmark = pytest.mark.browser

WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OPTIONS = {"runOnly": list(TAGS), "resultTypes": ["violations", "incomplete"]}
COLOR_RULES = ("color-contrast", "link-in-text-block")
COLORS = {"runOnly": list(COLOR_RULES), "resultTypes": ["violations", "incomplete"]}
CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations", "incomplete"]}
# A timer starts axe, so that this call returns at once and the other window can begin.
START_AXE = "options => { window.found = new Promise(done => setTimeout(() => done(axe.run(document, options)))); }"
TAKE_ORNAMENTS_AWAY = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('*::before, *::after { content: none !important }');
    document.adoptedStyleSheets = [sheet];
}"""

Violations = list[dict[str, Any]]


@pytest.fixture(scope="module")
def windows(site: RunningSite, browser: Browser) -> Iterator[list[Page]]:
    """One window of each width."""
    with ExitStack() as opened:
        yield [
            opened.enter_context(
                closing(new_context(site, browser, viewport={"width": width, "height": 800}))
            ).new_page()
            for width in WIDTHS
        ]


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing(address: str, windows: list[Page]) -> None:
    for window in windows:
        answer = window.goto(address)
        assert answer is not None
        assert answer.status == status_of(address), f"{address} answered {answer.status}"
    found = [
        f"{address} at {window.viewport_size['width']} px in {scheme}: {described(violation)}"
        for scheme in SCHEMES
        for window, violations in zip(windows, run_axe(windows, scheme), strict=True)
        for violation in violations
    ]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("rule", "address", "spoil"),
    [
        ("html-has-lang", "/about/", "document.documentElement.removeAttribute('lang')"),
        ("link-name", "/about/", "document.querySelector('main a').replaceChildren()"),
        (
            "region",
            "/about/",
            "document.body.append(document.querySelector('main p'))",
        ),
        ("color-contrast", "/about/", "document.querySelector('main p').style.color = '#777'"),
        ("color-contrast", "/tumor-types/", "document.querySelector('main svg text').style.fill = '#777'"),
        ("color-contrast", "/tumor-types/", "document.querySelector('main svg').style.background = 'url(/x.png)'"),
    ],
)
def test_axe_would_find_a_fault(rule: str, address: str, spoil: str, windows: list[Page]) -> None:
    """A check that cannot fail proves nothing: each fault is found at each width, those of color in each scheme."""
    for window in windows:
        window.goto(address)
        window.evaluate(spoil)
    for scheme in SCHEMES if rule in COLOR_RULES else SCHEMES[:1]:
        for window, violations in zip(windows, run_axe(windows, scheme), strict=True):
            assert rule in {violation["id"] for violation in violations}, f"{window.viewport_size} in {scheme}"


def run_axe(windows: list[Page], scheme: str) -> list[Violations]:
    """What axe finds wrong in each window, looked at in one color scheme."""
    for window in windows:
        window.emulate_media(color_scheme=scheme)
        window.evaluate("document.adoptedStyleSheets = []")
        if not window.evaluate("'axe' in window"):
            window.evaluate(AXE_SCRIPT)
        window.evaluate(START_AXE, OPTIONS if scheme == SCHEMES[0] else COLORS)
    results = [window.evaluate("window.found") for window in windows]
    found = [[*result["violations"], *faint_words(window)] for window, result in zip(windows, results, strict=True)]
    unjudged = [each for each in results[-1]["incomplete"] if each["id"] == "color-contrast"]
    if outside_drawings(windows[-1], unjudged):
        found[-1] += judged_again(windows[-1])
    return found


def judged_again(window: Page) -> Violations:
    """Contrast that axe could not judge, because an ornament or a table's edge lies near the text.

    Without ornaments, and in the wide window, where no table is cut off, it can. What it then cannot judge is a fault.
    """
    window.evaluate(TAKE_ORNAMENTS_AWAY)
    window.evaluate(START_AXE, CONTRAST)
    found = window.evaluate("window.found")
    return [*found["violations"], *outside_drawings(window, found["incomplete"])]


def outside_drawings(window: Page, unjudged: Violations) -> Violations:
    """The same without the words in drawings: axe judges none of them, and `faint_words` judges every one."""
    kept = [
        each | {"nodes": [node for node in each["nodes"] if not is_word_in_a_drawing(window, node)]}
        for each in unjudged
    ]
    return [each for each in kept if each["nodes"]]


def described(violation: dict[str, Any]) -> str:
    places = "; ".join(f"{node['target']} {node['html'][:160]}" for node in violation["nodes"])
    return f"{violation['id']} ({violation['help']}): {places}"
