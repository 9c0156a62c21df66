"""Scripts off, 320 pixels wide, by keyboard and printed: the site still does its work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, expect

from spinecare.launch.running_site import RunningSite

from .addresses import ADDRESSES, PAGE_TYPES, STARTER_PAGES, status_of
from .conftest import OpenWindow, new_context
from .measuring import FIND_FOCUS, FIND_PART, broken_text, press_through, sideways_scroll

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
LONG_PAGES = ("/treatments/surgery/", "/tumor-types/ependymoma/", "/knowledge/reading-your-mri-report/")


@pytest.fixture(scope="module")
def narrow(site: RunningSite, browser: Browser) -> Iterator[Page]:
    """A small phone whose owner has switched scripts off. Nothing is carried from one page to the next."""
    options = {"java_script_enabled": False, "viewport": NARROW}
    with closing(new_context(site, browser, **options)) as context:
        yield context.new_page()


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_wider_than_a_small_phone(address: str, narrow: Page) -> None:
    answer = narrow.goto(address)
    assert answer is not None
    assert answer.status == status_of(address), f"{address} answered {answer.status}"
    _assert_it_fits(address, narrow)


def test_a_page_that_does_not_fit_would_be_seen(narrow: Page) -> None:
    narrow.goto("/about/")
    narrow.evaluate("document.querySelector('.page__summary').style.whiteSpace = 'nowrap'")
    narrow.evaluate("document.querySelector('h1').style.cssText = 'block-size: 0.5em; overflow: hidden'")
    assert sideways_scroll(narrow) > 0
    assert {fault.split(":")[0] for fault in broken_text(narrow)} == {"outside the window", "cut off"}


def test_the_menu_opens_and_leads_to_a_page(narrow: Page) -> None:
    narrow.goto("/")
    menu = narrow.get_by_role("navigation", name="Main")
    expect(menu).to_be_hidden()
    narrow.get_by_text("Menu", exact=True).click()
    expect(menu.get_by_role("link")).not_to_have_count(0)
    menu.get_by_role("link", name="Treatments").click()
    expect(narrow).to_have_url(re.compile("/treatments/$"))
    expect(narrow.get_by_role("heading", level=1)).to_be_visible()


def test_the_menu_opens_from_the_keyboard(narrow: Page) -> None:
    narrow.goto("/treatments/surgery/")
    narrow.locator("summary", has_text="Menu").focus()
    narrow.keyboard.press("Enter")
    narrow.keyboard.press("Tab")
    first = narrow.get_by_role("navigation", name="Main").get_by_role("link").first
    expect(first).to_be_focused()
    address = first.get_attribute("href")
    narrow.keyboard.press("Enter")
    narrow.wait_for_url(f"**{address}")


def test_the_whole_menu_shows_on_a_wide_window(open_window: OpenWindow) -> None:
    wide = open_window(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    wide.goto("/")
    expect(wide.get_by_role("navigation", name="Main").get_by_role("link", name="Treatments")).to_be_visible()


def test_search_finds_a_page(narrow: Page) -> None:
    narrow.goto("/about/")
    narrow.get_by_role("searchbox", name="Search this site").fill("surgery")
    narrow.keyboard.press("Enter")
    narrow.wait_for_url("**/search/?q=surgery")
    found = narrow.locator("[data-component=search-results]").get_by_role("link")
    expect(found).not_to_have_count(0)
    address = found.first.get_attribute("href")
    found.first.click()
    narrow.wait_for_url(f"**{address}")
    expect(narrow.locator("main")).to_contain_text("surgery")


def test_search_on_the_page_for_a_lost_address(narrow: Page) -> None:
    narrow.goto("/treatments/surgry/")
    narrow.get_by_role("searchbox").fill("surgery")
    narrow.get_by_role("button", name="Search").click()
    narrow.wait_for_url("**/search/?q=surgery")


def test_the_knowledge_filter_works(narrow: Page) -> None:
    narrow.goto("/knowledge/")
    narrow.get_by_label("Kind").select_option("news-release")
    narrow.get_by_role("button", name="Show").click()
    narrow.wait_for_url("**kind=news-release**")
    labels = narrow.locator("main .cards .card__label")
    expect(labels).not_to_have_count(0)
    assert all(label.startswith("News release") for label in labels.all_inner_texts()), labels.all_inner_texts()


def test_the_transcript_opens(narrow: Page) -> None:
    narrow.goto("/knowledge/?kind=video")
    narrow.locator("main .cards").get_by_role("link").first.click()
    transcript = narrow.locator("details.transcript")
    transcript.locator("summary").click()
    expect(transcript.locator(".prose")).to_be_visible()


@pytest.mark.parametrize("address", PAGE_TYPES)
def test_the_skip_link_leads_to_the_page(address: str, narrow: Page) -> None:
    narrow.goto(address)
    narrow.keyboard.press("Tab")
    skip = narrow.locator(".skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    narrow.keyboard.press("Enter")
    expect(narrow.locator("main")).to_be_focused()
    narrow.keyboard.press("Tab")
    where = narrow.evaluate(FIND_FOCUS)
    assert where, f"{address}: nothing in the page can be focused"
    assert where["inMain"], f"{address}: after the skip link the focus is on {where['name']}"


@pytest.mark.parametrize("address", PAGE_TYPES)
def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(address: str, narrow: Page) -> None:
    narrow.goto(address)
    stops = press_through(narrow)
    for where in stops:
        assert where["inWindow"], f"{address}: the focus is out of sight on {where['name']}"
        assert where["outlined"], f"{address}: nothing shows the focus on {where['name']}"
        assert not where["covered"], f"{address}: something lies over the focus on {where['name']}"
    assert any(stop["inMain"] for stop in stops), f"{address}: the keyboard does not reach the page"
    expected = narrow.locator("a[href]:visible, button:visible, input:visible, select:visible, summary:visible").count()
    assert len(stops) >= expected, f"{address}: {len(stops)} stops for {expected} links, buttons and fields"


@pytest.mark.parametrize("address", STARTER_PAGES)
def test_every_link_on_this_page_lands_on_its_part(address: str, narrow: Page) -> None:
    narrow.goto(address)
    for link in narrow.locator("[data-component=on-this-page] a").all():
        # Folded up on a phone; it stays open once it is.
        if not link.is_visible():
            narrow.locator("[data-component=on-this-page] summary").click()
        name = link.inner_text()
        link.click()
        anchor = narrow.url.partition("#")[2]
        part = narrow.evaluate(FIND_PART, anchor)
        assert part == {"parts": 1, "heading": name, "inSight": True}, f"{address}: “{name}” leads to #{anchor}: {part}"


def test_long_pages_have_links_to_their_parts(narrow: Page) -> None:
    for address in LONG_PAGES:
        narrow.goto(address)
        assert narrow.locator("[data-component=on-this-page] a").count() > 3, address


@pytest.mark.parametrize("address", ["/", "/treatments/surgery/", "/tumor-types/ependymoma/", "/support/for-carers/"])
def test_on_paper_stand_the_page_and_the_emergency_card_and_no_menus(address: str, open_window: OpenWindow) -> None:
    page = open_window(java_script_enabled=False, color_scheme="dark", viewport={"width": 794, "height": 1123})
    page.goto(address)
    page.emulate_media(media="print", color_scheme="dark")
    card = page.locator("[data-component=emergency-card]")
    expect(card).to_be_visible()
    expect(card.get_by_role("link").first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for part in ("summary >> text=Menu", "header nav", "[data-component=on-this-page]", "[role=search]", ".breadcrumb"):
        for each in page.locator(part).all():
            expect(each, f"{address}: {part} is printed").to_be_hidden()
    expect(page.locator("footer nav")).to_be_hidden()
    colors = page.evaluate(
        "[...document.querySelectorAll('html, h1, [data-component=emergency-card] li')]"
        ".map(each => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor])"
    )
    assert colors[0] == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"], f"{address} is not printed black on white: {colors[0]}"
    assert all(_is_dark(color) for color, _ in colors), f"{address}: pale text on white paper: {colors}"
    assert sideways_scroll(page) <= 0, f"{address} is wider than the paper"


def test_on_paper_stand_the_sources_with_their_addresses(open_window: OpenWindow) -> None:
    page = open_window(java_script_enabled=False)
    page.goto("/treatments/surgery/")
    page.emulate_media(media="print")
    link = page.locator("[data-component=sources] a").first
    printed = link.evaluate("each => getComputedStyle(each, '::after').content")
    assert "https://" in printed, f"the address of a source is not printed: {printed}"


def _assert_it_fits(name: str, page: Page) -> None:
    wider = sideways_scroll(page)
    assert wider <= 0, f"{name} scrolls sideways by {wider} px"
    faults = broken_text(page)
    assert not faults, f"{name}:\n" + "\n".join(faults)


def _is_dark(color: str) -> bool:
    return max(int(part) for part in re.findall(r"\d+", color)[:3]) < 0xB0
