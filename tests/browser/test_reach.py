"""Whoever reads, however they read: enlarged, stretched, in their own colors, by keyboard, from right to left.

One page of each kind. No page of the site has a script (tests/sweep/test_reading_aloud.py), so with scripts and without
they are the same; half of the windows here have scripts on all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from spinecare.launch.running_site import RunningSite

from .addresses import PAGE_TYPES
from .conftest import OpenWindow, new_context
from .measuring import FIND_MIRRORED, FIND_STUCK, FIND_UNSEEN, broken_text, press_through, sideways_scroll, stretch_text

pytestmark = pytest.mark.browser

SMALL_PHONE = {"width": 320, "height": 640}
# A window of 1280 by 1024 at 400 %.
ENLARGED = {"width": 320, "height": 256}
DESK = {"width": 1280, "height": 800}
every_kind = pytest.mark.parametrize("address", PAGE_TYPES)


@pytest.fixture(scope="module")
def window(site: RunningSite, browser: Browser) -> Iterator[Page]:
    """One window with scripts on, used by one test after the other."""
    with closing(new_context(site, browser)) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def own_colors(site: RunningSite, browser: Browser) -> Iterator[Page]:
    """A reader whose system gives every page its own few colors."""
    with closing(new_context(site, browser, forced_colors="active", color_scheme="dark", viewport=DESK)) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def from_right(site: RunningSite, browser: Browser) -> Iterator[Page]:
    """The site as it would stand in Arabic or Hebrew: mirrored."""
    with closing(new_context(site, browser, java_script_enabled=False, viewport=DESK)) as context:
        page = context.new_page()
        page.route(re.compile(re.escape(site.origin) + r"/[^.]*$"), _mirror)
        yield page


@every_kind
def test_enlarged_and_stretched(address: str, window: Page) -> None:
    """Four times as large, then with the spacing of WCAG 1.4.12 as well, then stretched on a wide window."""
    window.set_viewport_size(ENLARGED)
    window.goto(address)
    _assert_it_fits(f"{address} enlarged", window)
    stuck = window.evaluate(FIND_STUCK)
    assert not stuck, f"{address}: takes room from the text when enlarged: {stuck}"
    before = window.evaluate("document.body.scrollHeight")
    stretch_text(window)
    assert window.evaluate("document.body.scrollHeight") > before * 1.05, "the text was not stretched"
    _assert_it_fits(f"{address} enlarged and stretched", window)
    window.set_viewport_size(DESK)
    _assert_it_fits(f"{address} stretched", window)


@every_kind
def test_in_the_readers_own_colors(address: str, own_colors: Page) -> None:
    own_colors.goto(address)
    unseen = own_colors.evaluate(FIND_UNSEEN)
    assert not unseen, f"{address}:\n" + "\n".join(unseen)


def test_what_vanishes_in_the_readers_own_colors_would_be_seen(own_colors: Page) -> None:
    own_colors.goto("/tumor-types/")
    own_colors.evaluate(
        """() => {
            const hide = (name, rules) => document.querySelector(name).style.cssText = rules;
            hide('.emergency-card', 'border: 0');
            hide('.call', 'border: 0');
            hide('main .prose a', 'text-decoration: none; forced-color-adjust: none; color: CanvasText');
            hide('main svg text:not(.d-number)', 'fill: Canvas');
        }"""
    )
    unseen = own_colors.evaluate(FIND_UNSEEN)
    # One fault of each kind, named by what stands before the colon.
    assert {each.split(":")[0] for each in unseen} == {"no border", "no edge", "like its text", "not readable"}, unseen


@every_kind
def test_by_keyboard_on_a_desk(address: str, window: Page) -> None:
    """Every stop in the order of the page, each to be seen, none a trap, and back out at the end."""
    window.set_viewport_size(DESK)
    window.goto(address)
    stops = press_through(window)
    assert "skip-link" in stops[0]["name"], f"{address}: first comes {stops[0]['name']}"
    places = [stop["place"] for stop in stops]
    assert places == sorted(set(places)), f"{address}: the focus jumps back"
    missed = window.locator("a[href]:visible, button:visible, input:visible, select:visible").count() - len(
        [stop for stop in stops if not stop["name"].startswith(("<summary", "<video", "<div"))]
    )
    assert missed <= 0, f"{address}: the keyboard passes over {missed} links, buttons and fields"
    for stop in stops:
        assert stop["outlined"], f"{address}: nothing shows the focus on {stop['name']}"
        assert stop["inWindow"], f"{address}: the focus is out of sight on {stop['name']}"
        assert not stop["covered"], f"{address}: something lies over the focus on {stop['name']}"


def test_a_trap_and_a_hidden_focus_would_be_seen(window: Page) -> None:
    window.set_viewport_size(DESK)
    window.goto("/about/")
    window.evaluate("document.querySelector('main a').style.cssText = 'outline: none; box-shadow: none'")
    window.evaluate("document.querySelector('footer a').tabIndex = 1")
    stops = press_through(window)
    assert not all(stop["outlined"] for stop in stops)
    assert [stop["place"] for stop in stops] != sorted(stop["place"] for stop in stops)


@every_kind
def test_from_right_to_left(address: str, from_right: Page) -> None:
    for size in (SMALL_PHONE, DESK):
        from_right.set_viewport_size(size)
        from_right.goto(address)
        assert from_right.locator("html").get_attribute("dir") == "rtl"
        name = f"{address} from right to left at {size['width']} px"
        _assert_it_fits(name, from_right)
        crooked = from_right.evaluate(FIND_MIRRORED)
        assert not crooked, f"{name}: {crooked}"


def test_what_is_not_mirrored_would_be_seen(from_right: Page) -> None:
    from_right.set_viewport_size(DESK)
    from_right.goto("/treatments/surgery/")
    from_right.evaluate("document.querySelector('.page__aside').style.cssText = 'position: relative; left: 30rem'")
    from_right.evaluate("document.querySelector('.site-header__bar').style.direction = 'ltr'")
    assert len(from_right.evaluate(FIND_MIRRORED)) >= 2


def test_the_menu_works_with_scripts_too(open_window: OpenWindow) -> None:
    page = open_window(viewport=SMALL_PHONE)
    page.goto("/")
    page.locator("summary", has_text="Menu").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Main").get_by_role("link").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()


def _mirror(route: Route) -> None:
    answer = route.fetch(max_retries=3)
    mirrored = re.sub(r'<html([^>]*?)(?: dir="ltr")?>', r'<html\1 dir="rtl">', answer.text(), count=1)
    route.fulfill(response=answer, body=mirrored)


def _assert_it_fits(name: str, page: Page) -> None:
    wider = sideways_scroll(page)
    assert wider <= 0, f"{name} scrolls sideways by {wider} px"
    faults = broken_text(page)
    assert not faults, f"{name}:\n" + "\n".join(faults)
