"""Light enough for a bad line, and at rest: nothing moves under the reader's eyes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route

from spinecare.launch.running_site import RunningSite

from .addresses import ADDRESSES, PAGE_TYPES
from .conftest import PHONE, FirstVisits, OpenWindow
from .first_visit import FirstVisit

pytestmark = pytest.mark.browser

DESK = 1280
WHOLE_PAGE = 100 * 1024
SOMETHING_LATE = """
addEventListener("load", () => setTimeout(() => {
    document.querySelector("main").prepend(Object.assign(document.createElement("h2"), {textContent: "Late"}));
}, 200));
"""


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_whole_page_weighs_little(address: str, first_visit: FirstVisits) -> None:
    """With its stylesheet, font and pictures, all as they travel, and everything fetched by the end of the page."""
    visit = first_visit(address)
    assert len(visit.weights) > 2, f"weighed only {visit.weights}"
    assert visit.weight <= WHOLE_PAGE, f"{address} weighs {visit.weight}: {visit.weights}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_jumps_on_a_phone(address: str, first_visit: FirstVisits) -> None:
    assert first_visit(address, PHONE).shifts == []


@pytest.mark.parametrize("address", PAGE_TYPES)
def test_nothing_jumps_on_a_desk(address: str, first_visit: FirstVisits) -> None:
    assert first_visit(address, DESK).shifts == []


def test_a_heavy_page_that_jumps_would_be_seen(site: RunningSite, open_window: OpenWindow) -> None:
    page = open_window(viewport={"width": PHONE, "height": 800})
    _spoil(page, site)
    visit = FirstVisit(page, site.origin).look_at("/about/")
    assert visit.weight > WHOLE_PAGE
    assert any("Late" in each or each for shift in visit.shifts for each in shift["moved"]), visit.shifts
    assert sum(shift["size"] for shift in visit.shifts) > 0


def _spoil(page: Page, site: RunningSite) -> None:
    """Add a script that is too heavy, and with it something that comes late."""

    def add(route: Route) -> None:
        answer = route.fetch(max_retries=3)
        route.fulfill(response=answer, body=answer.text().replace("</head>", "<script src=/late.js></script></head>"))

    script = SOMETHING_LATE + "//" + "x" * WHOLE_PAGE
    page.route("**/late.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    page.route(site.url("/about/"), add)
