"""A change of clinical words from its author to its readers: nobody signs their own, and everything is written down.

Runs after the tests of readers (see conftest.py): it changes the site they share.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from spinecare.launch.running_site import RunningSite

from .conftest import OpenWindow
from .editor_at_work import Editor, at_work

pytestmark = pytest.mark.browser

ROLE = "consultant spine surgeon"
FACT_ON = """
from spinecare.facts.models import FactUse
from collections import Counter
uses = Counter(FactUse.objects.filter(in_live=True).values_list("fact_key", flat=True))
print(next(key for key, pages in uses.items() if pages >= 4 and key.startswith("patchell")))
"""
PAGES_OF = """
from spinecare.facts.models import FactUse
uses = FactUse.objects.filter(fact_key="{key}", in_live=True)
print(" ".join(use.target.specific.url for use in uses))
"""
NUMBER_OF = """
from spinecare.facts.models import Fact
print(Fact.objects.get(key="{key}").pk)
"""
MISSPELL = """
from treatments.models import TreatmentPage
page = TreatmentPage.objects.get(slug="surgery")
page.summary += " Ask yuor team."
page.save_revision().publish()
"""
HARM = "New words about this harm, from the author."
BETTER = "Better words about this harm, as the reviewer asked."


@pytest.fixture(scope="module")
def author(site: RunningSite, browser: Browser) -> Iterator[Editor]:
    with at_work(site, browser, "ada", "Authors") as ada:
        yield ada


@pytest.fixture(scope="module")
def reviewer(site: RunningSite, browser: Browser) -> Iterator[Editor]:
    with at_work(site, browser, "ruth", "Clinical reviewers", ROLE) as ruth:
        yield ruth


@pytest.fixture(scope="module")
def editor(site: RunningSite, browser: Browser) -> Iterator[Editor]:
    with at_work(site, browser, "emil", "Content editors") as emil:
        yield emil


@pytest.fixture
def reader(open_window: OpenWindow) -> Page:
    return open_window()


def test_an_author_changes_a_harm_and_cannot_sign_it(
    author: Editor, reviewer: Editor, reader: Page, site: RunningSite
) -> None:
    author.open_page("Home", "Treatments", "Surgery")
    author.write(author.part("harms_serious").locator("[data-contentpath=text]").first, HARM)
    author.page.get_by_role("textbox", name="What you changed").fill("What to do about a harm of surgery")
    author.submit()
    author.page.goto("/admin/sign-off/")
    expect(author.page.get_by_role("button", name="Sign", exact=True)).to_have_count(0)
    reader.goto("/treatments/surgery/")
    expect(reader.get_by_text(HARM)).to_have_count(0)
    mail = "\n".join(path.read_text() for path in sorted((site.folder / "mail").glob("*")))
    assert "ruth@example.org" in mail
    assert "/admin/sign-off/" in mail


def test_the_reviewer_compares_and_sends_it_back(author: Editor, reviewer: Editor, site: RunningSite) -> None:
    reviewer.read("Surgery")
    expect(reviewer.page.get_by_text("Compare with what is live: 1 part differs")).to_be_visible()
    expect(reviewer.page.locator(".signoff")).to_contain_text("from the author")
    reviewer.send_back("Say when to ring.")
    author.page.goto("/admin/")
    expect(author.page.locator("main")).to_contain_text("Say when to ring.")


def test_signed_it_is_live_with_the_day_and_the_role(author: Editor, reviewer: Editor, reader: Page) -> None:
    author.open_page("Home", "Treatments", "Surgery")
    author.write(author.part("harms_serious").locator("[data-contentpath=text]").first, BETTER)
    author.resubmit()
    reviewer.read("Surgery")
    reviewer.sign()
    reader.goto("/treatments/surgery/")
    expect(reader.locator("#harms-serious")).to_contain_text(BETTER)
    review = reader.locator("[data-component=review]")
    expect(review).to_contain_text(f"by {ROLE}")
    expect(review).to_contain_text("What to do about a harm of surgery")
    expect(reader.get_by_text("Sample text, awaiting clinical sign-off")).to_have_count(0)


def test_a_fact_changes_on_all_its_pages_at_once(
    author: Editor, reviewer: Editor, reader: Page, site: RunningSite
) -> None:
    key = site.manage("shell", "--no-imports", "-c", FACT_ON)
    pages = site.manage("shell", "--no-imports", "-c", PAGES_OF.format(key=key)).split()
    assert len(pages) >= 4
    number = site.manage("shell", "--no-imports", "-c", NUMBER_OF.format(key=key))
    author.page.goto(f"/admin/snippets/facts/fact/edit/{number}/")
    author.page.locator("#id_value").fill("a changed value")
    author.submit()
    reviewer.page.goto("/admin/sign-off/")
    reviewer.page.get_by_role("link", name=re.compile("^Read and sign")).first.click()
    reviewer.sign()
    for address in pages:
        reader.goto(address)
        expect(reader.locator(f"data.fact[value={key}]").first, address).to_have_text("a changed value")


def test_a_typo_leaves_the_review_date_alone(editor: Editor, reader: Page, site: RunningSite) -> None:
    site.manage("shell", "--no-imports", "-c", MISSPELL)
    reader.goto("/treatments/surgery/")
    before = reader.locator("[data-component=review] > p").first.inner_text()
    assert f"{datetime.date.today():%Y}" in before
    editor.open_page("Home", "Treatments", "Surgery")
    summary = editor.page.locator("#id_summary")
    summary.fill(summary.input_value().replace("yuor", "your"))
    editor.publish()
    reader.reload()
    expect(reader.locator(".page__summary")).to_contain_text("Ask your team.")
    expect(reader.locator("[data-component=review] > p").first).to_have_text(before)


def test_the_audit_file_tells_the_story(site: RunningSite) -> None:
    story = json.dumps(json.loads(site.manage("audit_file", "/treatments/surgery/", "--json")))
    for part in ("ada", "ruth", ROLE, "Say when to ring.", "What to do about a harm of surgery"):
        assert part in story, part
    for decision in ("Sent back", "Whole page signed"):
        assert decision in story, decision
