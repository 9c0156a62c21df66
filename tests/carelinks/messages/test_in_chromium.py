"""The slip as a browser prints it, and QR codes as it draws them."""

from __future__ import annotations

import io
import mimetypes
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TypeVar

import pytest
import zxingcpp
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, Page, Route, sync_playwright

from spinecare.carelinks.messages.message import LinkedPage, Message
from spinecare.carelinks.messages.qr_code import svg
from spinecare.carelinks.messages.slip import slip
from spinecare.delivery.headers import PUBLIC
from spinecare.launch import tools

from .samples import DISCREET, LONG_ADDRESS, NAMED_ADDRESS, ONE_PAGE, READING_LIST

pytestmark = pytest.mark.browser

Found = TypeVar("Found")

ORIGIN = "http://slip.test"
SHEETS = ("A4", "Letter")
MM = 96 / 25.4
SMALLEST_PRINT_PT = 9.5
LONG_NAME = "The Center for Tumors of the Spine at the University Hospital of Somewhere Far"
MANY = tuple(
    LinkedPage(f"Page {number}: what happens before, during and after it", "What it is, and what to ask. " * 6)
    for number in range(20)
)
SLIPS = {
    "one page": ONE_PAGE,
    "list": READING_LIST,
    "discreet": DISCREET,
    "long name": replace(ONE_PAGE, address=NAMED_ADDRESS, center=LONG_NAME),
    "many": replace(READING_LIST, pages=MANY),
    "many under a note": replace(READING_LIST, pages=MANY, note="Some words to read first. " * 8),
    "note of many lines": replace(READING_LIST, note="Read this.\n" * 45),
    "all at once": replace(READING_LIST, pages=MANY, note="word " * 100, center=LONG_NAME, address=LONG_ADDRESS),
}


@dataclass
class Seen:
    """What became of one slip. sheets: how many it took on each paper. read: what its QR code says."""

    sheets: dict[str, int] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    smallest_pt: float = 0
    too_wide: bool = False


@pytest.fixture(scope="module")
def seen() -> dict[str, Seen]:
    # In a thread of its own: the other browser tests keep theirs busy with their own Chromium.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(in_chromium, look_at_all).result()


def look_at_all(browser: Browser) -> dict[str, Seen]:
    return {name: look(browser, message) for name, message in SLIPS.items()}


def in_chromium(work: Callable[[Browser], Found]) -> Found:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.chromium(), args=list(tools.CHROMIUM_ARGUMENTS))
        try:
            return work(browser)
        finally:
            browser.close()


def look(browser: Browser, message: Message) -> Seen:
    found = Seen()
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.on("console", lambda line: found.complaints.append(line.text))
    page.route("**/*", lambda route: answer(route, slip(message)))
    page.goto(ORIGIN)
    page.evaluate(AXE_SCRIPT)
    found.violations = [each["id"] for each in page.evaluate("axe.run()")["violations"]]
    found.too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round(190 * MM), "height": round(270 * MM)})
    found.smallest_pt = smallest_print(page)
    found.read = read(page.screenshot(full_page=True))
    found.sheets = {sheet: sheets(page.pdf(format=sheet)) for sheet in SHEETS}
    page.close()
    return found


def answer(route: Route, html: str) -> None:
    """The slip with the policy of public pages, and static files."""
    path = route.request.url.removeprefix(ORIGIN).lstrip("/")
    if not path:
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": PUBLIC["Content-Security-Policy"],
        }
        route.fulfill(body=html, headers=headers)
        return
    file = settings.BASE_DIR / path
    route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0])


def sheets(pdf: bytes) -> int:
    return int(re.search(rb"/Count (\d+)", pdf).group(1))


def read(picture: bytes) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))]


def smallest_print(page: Page) -> float:
    """The smallest letters of the sheet, in points."""
    return page.evaluate(
        """() => Math.min(...[...document.querySelectorAll(".slip *:not(svg *)")].map(
            each => parseFloat(getComputedStyle(each).fontSize) * each.currentCSSZoom * 72 / 96))"""
    )


each_slip = pytest.mark.parametrize("name", SLIPS)


@each_slip
def test_it_takes_one_sheet(name: str, seen: dict[str, Seen]) -> None:
    assert seen[name].sheets == dict.fromkeys(SHEETS, 1)


@each_slip
def test_its_code_is_read_as_printed(name: str, seen: dict[str, Seen]) -> None:
    assert seen[name].read == [SLIPS[name].address]


@each_slip
def test_no_policy_is_broken_and_axe_finds_nothing(name: str, seen: dict[str, Seen]) -> None:
    assert seen[name].complaints == []
    assert seen[name].violations == []
    assert not seen[name].too_wide


def test_its_letters_are_large(seen: dict[str, Seen]) -> None:
    assert seen["list"].smallest_pt == pytest.approx(13, abs=0.1)
    assert min(each.smallest_pt for each in seen.values()) >= SMALLEST_PRINT_PT


def test_the_drawing_opens_the_address_at_any_size() -> None:
    def draw(browser: Browser) -> list[list[str]]:
        page = browser.new_page()
        found = []
        for address in (ONE_PAGE.address, LONG_ADDRESS):
            page.set_content(svg(address))
            for width in (110, 167, 400):
                page.locator("svg").evaluate("(drawing, width) => drawing.setAttribute('width', width)", width)
                page.locator("svg").evaluate("(drawing, width) => drawing.setAttribute('height', width)", width)
                found.append(read(page.locator("svg").screenshot()))
        return found

    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(in_chromium, draw).result()
    assert found == [[ONE_PAGE.address]] * 3 + [[LONG_ADDRESS]] * 3
