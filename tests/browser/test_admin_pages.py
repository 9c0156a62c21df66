"""Every screen of ours in the admin with axe, and those where something is decided by keyboard alone.

Runs last of all (see conftest.py): people work on the site that other tests share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from spinecare.launch.running_site import RunningSite

from .admin_screens import PLAIN, SCREENS, People, Screen, unlisted
from .keyboard import Keyboard

pytestmark = pytest.mark.browser

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RUN_AXE = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"
BY_KEYBOARD = ("/admin/sign-off/{waiting}/", "/admin/reports/missed-addresses/", "/admin/reports/links/")
# A list that is empty would have no faults.
A_FEW_ROWS = re.compile(r"\?(?:q|strength)=")
# What differs from one form of Wagtail's to the next: numbers it draws, and the name of a field with many items.
OF_ONE_FORM = re.compile(r"placeholder-\w+|#\w+?(?:-\d+(?:-value)?)+|(?<=-child\()\d+")

Fault = tuple[str, str]


@pytest.fixture(scope="module")
def people(site: RunningSite, browser: Browser) -> Iterator[People]:
    with ExitStack() as opened:
        yield People(site, browser, opened)


@pytest.fixture(scope="module")
def wagtails_own(people: People) -> set[Fault]:
    """What axe finds on Wagtail's own screens."""
    return {anywhere(fault) for screen in PLAIN for fault in faults(people.open(screen).page)}


def test_every_screen_of_ours_is_listed() -> None:
    assert unlisted() == set()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen.who} {screen.address}")
def test_axe_finds_nothing_of_ours(screen: Screen, people: People, wagtails_own: set[Fault]) -> None:
    somebody = people.open(screen)
    if A_FEW_ROWS.search(screen.address):
        expect(somebody.page.locator("main tbody tr").first).to_be_visible()
    found = faults(somebody.page)
    ours = {fault: html for fault, html in found.items() if anywhere(fault) not in wagtails_own}
    assert not ours, "\n".join(f"{rule} at {place}: {html}" for (rule, place), html in ours.items())
    assert not somebody.complaints, "\n".join(somebody.complaints)


def faults(page: Page) -> dict[Fault, str]:
    """Each fault by its rule and its place, with the HTML that has it."""
    page.evaluate(AXE_SCRIPT)
    violations = page.evaluate(RUN_AXE, list(TAGS))["violations"]
    return {
        (each["id"], " ".join(map(str, node["target"]))): f"{each['help']}: {node['html'][:200]}"
        for each in violations
        for node in each["nodes"]
    }


def anywhere(fault: Fault) -> Fault:
    """The same fault, whichever form or row it was found in."""
    rule, place = fault
    return rule, OF_ONE_FORM.sub("", place)


@pytest.mark.parametrize("screen", [each for each in SCREENS if each.address in BY_KEYBOARD], ids=str)
def test_every_control_is_reached_by_tab_and_seen(screen: Screen, people: People) -> None:
    assert Keyboard(people.open(screen).page).not_reached() == []


def test_a_missed_address_is_pointed_to_a_page_by_keyboard(people: People) -> None:
    page = people.open(screen_at("/admin/reports/missed-addresses/")).page
    keys = Keyboard(page)
    keys.use("^Point this to", about="/visiting-hours")
    page.wait_for_url("**/point/**")
    keys.use("^Choose a page")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    keys.tab_to("^Search term$")
    page.keyboard.type("Contact")
    expect(dialog.get_by_role("link", name="Contact", exact=True)).to_be_visible()
    keys.use("^Contact$")
    expect(dialog).to_have_count(0)
    keys.use("^Point it there$")
    expect(page.locator(".messages")).to_contain_text("/visiting-hours now leads to “Contact”")


def test_a_missed_address_is_ignored_by_keyboard(people: People) -> None:
    page = people.open(screen_at("/admin/reports/missed-addresses/")).page
    keys = Keyboard(page)
    keys.use("", "Space", about="/patients/parking")
    keys.use("^Ignore")
    page.wait_for_url("**/ignore/**")
    keys.use("^Ignore$", "Space")
    expect(page.locator(".messages")).to_contain_text("1 address ignored")
    expect(page.get_by_text("/patients/parking")).to_have_count(0)


def test_a_link_is_ignored_and_reported_again_by_keyboard(people: People) -> None:
    page = people.open(screen_at("/admin/reports/links/")).page
    keys = Keyboard(page)
    keys.use("^Ignore$", about="Second opinions")
    page.wait_for_url("**/ignore/**")
    keys.tab_to("^Why it may stay")
    page.keyboard.type("It comes back next week.")
    keys.use("^Ignore$")
    expect(page.locator(".messages")).to_contain_text("not reported any more")
    page.goto("/admin/reports/links/?show=ignored")
    keys.use("^Report again$", "Space", about="Second opinions")
    expect(page.locator(".messages")).to_contain_text("reported again")


def test_a_page_is_signed_by_keyboard(people: People) -> None:
    page = people.open(screen_at("/admin/sign-off/{waiting}/")).page
    keys = Keyboard(page)
    changes = page.locator("details", has_text="Compare with what is live")
    keys.use("^Compare with what is live")
    expect(changes.locator("dl")).to_be_hidden()
    page.keyboard.press("Space")
    expect(changes.locator("dl")).to_be_visible()
    page.locator("main h2").first.click()
    keys.use("^Go to the decision$")
    for words in ("sources", "Good and harm", "emergency advice", "frightened person"):
        keys.use(words, "Space")
    keys.use("^Sign$")
    expect(page.locator("main")).to_contain_text("Signed. Readers see it.")


def screen_at(address: str) -> Screen:
    return next(each for each in SCREENS if each.address == address)
