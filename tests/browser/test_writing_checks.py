"""An author types, and the checks panel says what a careful colleague would say."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from spinecare.launch.running_site import RunningSite

from .conftest import ADMIN_PASSWORD, new_context
from .editor_at_work import Editor

pytestmark = pytest.mark.browser

SUMMARY = "The lesion has no side effects. Our world-class team helped 57 in 100 people."
FOR_WHOM = (
    "The tumor was removed. You may stay for a few days and then go home with a list of things to watch for and a "
    "number to call at night or at any hour of the day."
)
FAULTS = {
    "Absolute claim": "“no side effects” claims too much",
    "Praise": "“world-class” is praise",
    "A plainer word": "In place of “lesion” write “tumor, spot”",
    "Number outside a Fact": "Insert the Fact in place of “57 in 100”",
    "Passive voice": "Say so in place of “was removed”",
    "Long sentence": "33 words",
}


@pytest.fixture
def author(site: RunningSite, browser: Browser) -> Iterator[Editor]:
    context = new_context(site, browser, viewport={"width": 1500, "height": 1000})
    at_work = Editor(context)
    at_work.sign_in("admin", ADMIN_PASSWORD)
    yield at_work
    context.close()


def issue(panel: Locator, name: str) -> Locator:
    return panel.locator("[data-content-checker-row]").filter(has_text=name)


def test_the_checks_panel_finds_what_was_just_typed(author: Editor) -> None:
    """Nothing is saved, so the site stays as the other tests expect it."""
    author.open_page("Home", "Support", "Feelings")
    author.page.get_by_role("button", name="Toggle checks").click()
    panel = author.page.locator("[data-side-panel=checks]")
    grade = panel.locator("[data-writing-figure]").filter(has_text="Reading grade")
    expect(grade).to_contain_text(re.compile(r"\d\.\d"))
    expect(issue(panel, "Absolute claim")).to_have_count(0)

    author.page.locator("#id_summary").fill(SUMMARY)
    author.page.locator("#id_page_is_for").fill(FOR_WHOM)
    for name, said in FAULTS.items():
        found = issue(panel, name).filter(has_text=said)
        expect(found, name).to_have_count(1)
        expect(found.locator("[data-content-checker-selector]"), name).to_contain_text(
            re.compile("The (?:lesion|tumor)")
        )
    expect(panel.locator("[data-writing-figure]").filter(has_text="Longest sentence")).to_contain_text("33 words")

    author.page.locator("#id_summary").fill("What may help with worry, and whom to call.")
    expect(issue(panel, "Absolute claim")).to_have_count(0)
    expect(issue(panel, "Passive voice").filter(has_text="was removed")).to_have_count(1)
    assert not author.complaints, "\n".join(author.complaints)
