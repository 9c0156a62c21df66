"""A nurse sends three pages to a patient: few actions, one screen, and nothing to learn.

Runs after the tests of readers (see conftest.py): it makes an account and links on the site they share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Locator, Page, expect

from spinecare.launch.running_site import RunningSite

from .conftest import OpenWindow
from .editor_at_work import Editor, at_work
from .test_accessibility import OPTIONS, described

pytestmark = pytest.mark.browser

COMPOSE = "/admin/care-links/compose/"
MOST_ACTIONS = 9
READ_RICH_TEXT = """async () => {
    const [item] = await navigator.clipboard.read();
    return await (await item.getType("text/html")).text();
}"""
# Wagtail's own frame around our screens is for Wagtail's tests.
START_AXE = "([part, options]) => axe.run(part, options)"


@pytest.fixture(scope="module")
def nurse(site: RunningSite, browser: Browser) -> Iterator[Editor]:
    """Nina, who looks after links and has no rights to pages."""
    with at_work(site, browser, "nina", "Link stewards") as nina:
        nina.context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield nina


class Hand:
    """Counts what somebody does: each click and each word typed is one action."""

    def __init__(self) -> None:
        self.actions = 0

    def click(self, target: Locator) -> None:
        self.actions += 1
        target.click()

    def type(self, target: Locator, words: str) -> None:
        self.actions += 1
        target.press_sequentially(words)


def picked(page: Page) -> Locator:
    return page.locator(".compose__about > strong")


def test_three_pages_in_an_email_in_under_ten_actions(nurse: Editor, open_window: OpenWindow) -> None:
    page, hand = nurse.page, Hand()
    page.goto("/treatments/surgery/")
    hand.click(page.get_by_role("link", name="For staff: send this page"))
    search = page.get_by_role("searchbox", name="Words in the title or on the page")
    hand.type(search, "for carers")
    hand.click(page.get_by_role("button", name="Add For carers"))
    expect(picked(page)).to_have_text(["Surgery", "For carers"])
    expect(search).to_be_focused()
    # The words of the last search are selected, so the next ones take their place.
    hand.actions += 1
    page.keyboard.type("feelings")
    hand.click(page.get_by_role("button", name="Add Feelings"))
    expect(picked(page)).to_have_text(["Surgery", "For carers", "Feelings"])
    hand.click(page.get_by_role("button", name="Make the link"))
    hand.click(page.get_by_role("button", name="Copy the email"))
    expect(page.locator("[data-copied]")).to_have_text("Copied.")
    assert hand.actions <= MOST_ACTIONS

    address = page.locator("#copy-link").input_value()
    plain, rich = page.evaluate("navigator.clipboard.readText()"), page.evaluate(READ_RICH_TEXT)
    assert re.search(r"1\. Surgery.*2\. For carers.*3\. Feelings", plain, re.DOTALL)
    assert f"\n{address}\n" in plain
    assert f'href="{address}"' in rich

    patient = open_window()
    patient.goto(address)
    expect(patient.locator("ol.steps h3")).to_have_text(["Surgery", "For carers", "Feelings"])
    assert not nurse.complaints


def test_every_other_form_is_copied_too(nurse: Editor) -> None:
    page = nurse.page
    _make_one(page)
    for button, field in (("Copy the link", "#copy-link"), ("Copy the text message", "#copy-text")):
        page.get_by_role("button", name=button).click()
        expect(page.locator("[data-copied]")).to_have_text("Copied.")
        assert page.evaluate("navigator.clipboard.readText()") == page.locator(field).input_value()
    page.get_by_role("checkbox", name="Say what changed since today").check()
    page.wait_for_url("**dated=on")
    assert re.search(r"/go/\w+/\d{4}-\d\d-\d\d$", page.locator("#copy-link").input_value())


def test_where_copying_is_not_allowed_the_words_are_selected(nurse: Editor) -> None:
    page = nurse.page
    _make_one(page)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }")
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator("[data-copied]")).to_contain_text("press Ctrl and C")
    assert page.evaluate("getSelection().toString()") == page.locator("#copy-link").input_value()


def test_by_keyboard_alone(nurse: Editor) -> None:
    page = nurse.page
    page.goto(COMPOSE)
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("chordoma")
    expect(page.get_by_role("button", name="Add Chordoma")).to_be_visible()
    _tab_to(page, "Add Chordoma")
    page.keyboard.press("Enter")
    expect(picked(page)).to_have_text(["Chordoma"])
    page.keyboard.type("rehabilitation")
    expect(page.get_by_role("button", name="Add Rehabilitation")).to_be_visible()
    _tab_to(page, "Add Rehabilitation")
    page.keyboard.press("Enter")
    expect(picked(page)).to_have_text(["Chordoma", "Rehabilitation"])
    _tab_to(page, "Move “Rehabilitation” up")
    page.keyboard.press("Enter")
    expect(picked(page)).to_have_text(["Rehabilitation", "Chordoma"])
    expect(page.locator("#compose-said")).to_have_text("Now in place 1.")
    expect(page.get_by_role("button", name="Move “Rehabilitation” down")).to_be_focused()
    _tab_to(page, "Make the link")
    page.keyboard.press("Enter")
    expect(page.locator("#copy-link")).to_be_visible()
    _tab_to(page, "Copy the email")
    page.keyboard.press("Enter")
    expect(page.locator("[data-copied]")).to_have_text("Copied.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(nurse: Editor, scheme: str) -> None:
    page = nurse.page
    page.emulate_media(color_scheme=scheme)
    page.goto(COMPOSE)
    page.get_by_role("searchbox").press_sequentially("steroids")
    page.get_by_role("button", name=re.compile("^Add")).first.click()
    expect(picked(page)).to_have_count(1)
    page.locator("summary").first.click()
    page.get_by_role("textbox", name="Note from the team").fill("Born 1/2/1950")
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_text("This looks like something about a person")).to_be_visible()
    _look(page, "form.compose")
    page.get_by_role("textbox", name="Note from the team").fill(f"Read it in the {scheme}.")
    page.get_by_role("button", name="Make the link").click()
    expect(page.locator("#copy-link")).to_be_visible()
    for fold in page.locator(".link-out summary").all():
        fold.click()
    page.get_by_role("button", name="Copy the email").click()
    _look(page, ".link-out")


def _make_one(page: Page) -> None:
    """A link to one page, an old one where there is one."""
    page.goto("/treatments/chemotherapy/")
    page.get_by_role("link", name="For staff: send this page").click()
    page.get_by_role("button", name="Make the link").click()
    if page.locator(".compose__twin").count():
        page.get_by_role("link", name=re.compile("^Send")).last.click()
    expect(page.locator("#copy-link")).to_be_visible()


def _tab_to(page: Page, name: str) -> None:
    target = page.get_by_role("button", name=name)
    for _press in range(40):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{name} cannot be reached with the Tab key")


def _look(page: Page, part: str) -> None:
    page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = page.evaluate(START_AXE, [part, OPTIONS])
    assert not found["violations"], "\n".join(map(described, found["violations"]))
