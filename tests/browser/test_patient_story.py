"""A patient of 62 with a chordoma looks for a trial near Houston, reads one, and prints it for the doctor."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenWindow

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 800}
# The trial the sample registry has for her, and one that is too far or for somebody else.
HERS = "Sample trial: proton radiation before or after surgery"
NOT_HERS = "Sample study: a record of life with ependymoma"
HOUSTON = {"latitude": 29.76, "longitude": -95.37}


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(request: pytest.FixtureRequest, open_window: OpenWindow) -> Page:
    return open_window(viewport=PHONE, java_script_enabled=request.param)


def test_from_a_tumor_type_to_a_trial_nearby_to_paper(phone: Page) -> None:
    phone.goto("/tumor-types/chordoma/")
    phone.get_by_role("link", name=re.compile("See .*trial")).click()
    expect(phone).to_have_url(re.compile(r"/trials/\?type=chordoma"))

    phone.get_by_label(re.compile("place", re.IGNORECASE)).first.fill("Houston")
    phone.get_by_label(re.compile("age", re.IGNORECASE)).first.fill("62")
    phone.get_by_role("button", name="Show trials").click()
    expect(phone).to_have_url(re.compile("place=Houston"))
    expect(phone).to_have_url(re.compile("age=62"))
    expect(phone).to_have_url(re.compile("type=chordoma"))
    expect(phone.get_by_role("heading", name=re.compile("^1 trial"))).to_be_visible()
    card = phone.get_by_role("listitem").filter(has=phone.get_by_role("link", name=HERS))
    expect(card).to_contain_text("Sample, not a real trial")
    expect(card).to_contain_text("Houston")
    expect(card).to_contain_text("18 to 80 years")
    expect(phone.get_by_role("link", name=NOT_HERS)).to_have_count(0)

    phone.get_by_role("link", name=HERS).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(HERS)
    for heading in ("What is being compared", "Who can join", "Where", "Who to ask", "Questions to ask"):
        expect(phone.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    expect(phone.locator("#where")).to_contain_text("Houston")

    phone.emulate_media(media="print")
    sheet = phone.locator("[data-component=doctor-sheet]")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("NCT99990006")
    expect(phone.get_by_role("navigation", name="Main")).to_be_hidden()


def test_an_age_the_trial_is_not_for_finds_nothing_and_says_what_to_loosen(phone: Page) -> None:
    phone.goto("/trials/?type=chordoma&place=Houston&age=85")
    advice = phone.locator("[data-component=nothing-found]")
    expect(advice).to_be_visible()
    advice.get_by_role("link", name=re.compile("age", re.IGNORECASE)).click()
    expect(phone.get_by_role("link", name=HERS)).to_be_visible()


def test_a_filter_is_taken_away_by_its_chip(phone: Page) -> None:
    phone.goto("/trials/?type=chordoma&place=Tokyo")
    phone.get_by_role("link", name=re.compile("Tokyo")).first.click()
    expect(phone).not_to_have_url(re.compile("Tokyo"))
    expect(phone.get_by_role("link", name=HERS)).to_be_visible()


def test_where_the_reader_is_never_leaves_the_device(open_window: OpenWindow) -> None:
    phone = open_window(viewport=PHONE, geolocation=HOUSTON, permissions=["geolocation"])
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    phone.goto("/trials/")
    phone.get_by_role("button", name="Show the trials nearest to me").click()
    near = phone.locator(".near-me")
    expect(near).to_contain_text(re.compile(r"about \d+ mile|less than a mile", re.IGNORECASE))
    expect(near).to_contain_text("Houston")
    assert not [line for line in asked if "29.7" in line or "95.3" in line]
    assert "29.7" not in phone.url
    assert phone.context.cookies() == []
    assert phone.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_reader_who_says_no_is_told_what_else_to_do(open_window: OpenWindow) -> None:
    phone = open_window(viewport=PHONE)
    phone.goto("/trials/")
    phone.get_by_role("button", name="Show the trials nearest to me").click()
    expect(phone.locator(".near-me")).to_contain_text(re.compile("place|town", re.IGNORECASE))
