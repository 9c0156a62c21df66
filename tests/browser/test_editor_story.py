"""An editor with editor rights and no others does what editors do, in one session, and readers see it.

Runs after all other browser tests (see conftest.py): it changes the site they share.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect

from spinecare.launch.running_site import RunningSite

from .addresses import NOT_FOUND
from .conftest import OpenWindow
from .editor_at_work import Editor, at_work

pytestmark = pytest.mark.browser

# One round of the schedule, as it will run on another day.
ONE_ROUND_IN_DAYS = """
import datetime
from unittest import mock
from django.core.management import call_command
from django.utils import timezone
later = timezone.now() + datetime.timedelta(days={days})
with mock.patch.object(timezone, "now", return_value=later):
    call_command("keep_schedule", once=True)
"""
DESCRIPTION = "Side view of the spine. A yellow tumor lies inside the cord at chest height."
CAPTION = "Where the tumor lies."


@pytest.fixture(scope="module")
def editor(site: RunningSite, browser: Browser) -> Iterator[Editor]:
    """Erin, who is in the group of content editors and in no other, signed in."""
    with at_work(site, browser, "erin", "Content editors") as erin:
        yield erin


@pytest.fixture(scope="module")
def reviewer(site: RunningSite, browser: Browser) -> Iterator[Editor]:
    """Rosa, who signs and does nothing else."""
    with at_work(site, browser, "rosa", "Clinical reviewers") as rosa:
        yield rosa


@pytest.fixture
def reader(open_window: OpenWindow) -> Page:
    """Somebody else, who is not signed in."""
    return open_window()


def test_an_editor_cannot_do_what_is_not_theirs(editor: Editor) -> None:
    """The rest of the story means little if the account can do everything."""
    for path in ("/admin/users/", "/admin/groups/", "/admin/sites/"):
        editor.page.goto(path)
        assert editor.page.url.endswith("/admin/"), f"an editor may open {path}"


def test_changes_a_serious_harm(editor: Editor, reviewer: Editor, reader: Page) -> None:
    words = "A few people need a second operation. Call the 24-hour line if the wound leaks."
    editor.open_page("Home", "Treatments", "Surgery")
    harms = editor.part("harms_serious")
    harm = harms.locator("[data-contentpath=title] input").first.input_value()
    editor.write(harms.locator("[data-contentpath=text]").first, words)
    editor.submit()
    reviewer.read("Surgery")
    reviewer.sign()

    reader.goto("/treatments/surgery/")
    shown = reader.locator("#harms-serious li").filter(has=reader.get_by_role("heading", name=harm, exact=True))
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text(words)


def test_a_draft_is_previewed_and_not_shown(editor: Editor, reader: Page) -> None:
    words = "Words that nobody has published yet."
    editor.open_page("Home", "Treatments", "Rehabilitation")
    editor.page.locator("#id_summary").fill(words)
    preview = editor.preview()
    expect(preview.locator(".page__summary")).to_have_text(words)
    expect(preview.locator("[data-component=emergency-card]")).to_be_visible()
    editor.save_draft()

    reader.goto("/treatments/rehabilitation/")
    expect(reader.get_by_role("heading", level=1)).to_be_visible()
    expect(reader.get_by_text(words)).to_have_count(0)


def test_a_picture_without_a_description_is_refused_in_the_library(editor: Editor) -> None:
    editor.page.goto("/admin/")
    editor.page.get_by_role("link", name="Images", exact=True).click()
    editor.page.get_by_role("link", name="Add an image").click()
    editor.page.locator("input[type=file]").set_input_files([picture("undescribed.png", "#a4281a")])
    waiting = editor.page.locator("#upload-list > li")
    waiting.get_by_role("button", name="Update").click()
    expect(waiting).to_contain_text("Say what the picture shows, or mark it as decoration only.")
    editor.page.goto("/admin/images/?q=undescribed")
    expect(editor.page.locator("main")).to_contain_text("no images match")


def test_adds_an_article_with_a_picture(editor: Editor, reader: Page) -> None:
    begin_article(editor, "A tumor inside the cord")
    sections = editor.part("sections")
    editor.insert(sections)
    sections.locator("[data-contentpath=heading] input").fill("What a scan can show")
    content = sections.locator("[data-contentpath=content]")
    editor.insert(content, "Picture")

    dialog = editor.open_upload(content)
    cord = picture("cord.png", "#ffbf33")
    editor.upload(dialog, cord, description="")
    expect(dialog).to_contain_text("Say what the picture shows, or mark it as decoration only.")
    # The browser forgets the file with the form it was in.
    editor.upload(dialog, cord, DESCRIPTION)
    expect(dialog).to_be_hidden()
    expect(content.get_by_role("textbox", name="Alt text")).to_have_value(DESCRIPTION)
    content.locator("[data-contentpath=caption] input").fill(CAPTION)
    editor.publish()

    reader.goto("/knowledge/")
    reader.locator("main .cards").get_by_role("link", name="A tumor inside the cord").click()
    reader.wait_for_url("**/knowledge/a-tumor-inside-the-cord/")
    figure = reader.get_by_role("figure").filter(has_text=CAPTION)
    image = figure.get_by_role("img", name=DESCRIPTION)
    image.scroll_into_view_if_needed()
    expect(image).to_have_attribute("alt", DESCRIPTION)
    image.evaluate("each => each.decode()")
    assert image.evaluate("each => each.naturalWidth") > 0, "the picture does not show"
    assert_offers_small_formats(reader)


def test_renames_a_page(editor: Editor, reader: Page) -> None:
    editor.open_page("Home", "Support", "Feelings")
    editor.page.get_by_role("tab", name="Promote").click()
    editor.page.locator("#id_slug").fill("moods")
    editor.publish()

    old = reader.request.get("/support/feelings/", max_redirects=0)
    assert (old.status, old.headers.get("location")) == (301, "/support/moods/")
    reader.goto("/support/feelings/")
    assert reader.url.endswith("/support/moods/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Feelings: yours, and those around you")
    # A link in another page's text follows the page.
    reader.goto("/support/")
    expect(reader.locator("main a[href='/support/moods/']").first).to_be_visible()
    expect(reader.locator("a[href='/support/feelings/']")).to_have_count(0)


def test_changes_the_emergency_number_everywhere(editor: Editor, reviewer: Editor, reader: Page) -> None:
    editor.page.goto("/admin/")
    editor.page.get_by_role("button", name="Once for all pages").click()
    editor.page.get_by_role("link", name="Emergency card").click()
    editor.page.locator("main").get_by_role("link", name="Get help now").click()
    number = editor.page.locator("#id_number")
    old = number.input_value()
    number.fill("112")
    editor.submit()
    reviewer.read("Get help now")
    reviewer.sign()

    for address in ("/", "/treatments/surgery/", "/support/for-carers/", NOT_FOUND):
        reader.goto(address)
        card = reader.locator("[data-component=emergency-card]")
        expect(card.get_by_role("link", name="Call 112"), address).to_have_attribute("href", "tel:112")
        expect(card.locator(".emergency-card__action"), address).to_contain_text("112")
        expect(card, f"{address} still shows {old}").not_to_contain_text(re.compile(rf"\b{old}\b"))
        expect(reader.locator(f"a[href='tel:{old}']"), f"{address} still dials {old}").to_have_count(0)


def test_a_page_for_a_later_day_stays_hidden_until_then(editor: Editor, reader: Page, site: RunningSite) -> None:
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)
    begin_article(editor, "News for tomorrow")
    editor.schedule(f"{tomorrow} 08:00")
    editor.publish("Schedule to publish")
    address = "/knowledge/news-for-tomorrow/"

    site.manage("keep_schedule", "--once")
    assert reader.goto(address).status == 404, "a page for tomorrow is shown today"
    reader.goto("/knowledge/")
    expect(reader.get_by_text("News for tomorrow")).to_have_count(0)

    site.manage("shell", "--no-imports", "-c", ONE_ROUND_IN_DAYS.format(days=3))
    assert reader.goto(address).status == 200, "a page whose time has come is not shown"
    reader.goto("/knowledge/")
    expect(reader.locator("main .cards").get_by_role("link", name="News for tomorrow")).to_be_visible()


def test_the_admin_asked_nobody_else_and_broke_nothing(editor: Editor) -> None:
    """About everything above: keep this last."""
    assert len(editor.asked) > 100, f"only {len(editor.asked)} requests were seen"
    assert not editor.other_hosts_asked, editor.other_hosts_asked
    assert not editor.complaints, "\n".join(editor.complaints)


def begin_article(editor: Editor, title: str) -> None:
    """A new article with everything that is required of it."""
    editor.add_page("Home", "Knowledge")
    editor.page.locator("#id_title").fill(title)
    editor.page.locator("#id_summary").fill("What a scan shows, and what it cannot show.")
    editor.page.locator("#id_page_is_for").fill("You, if a scan report speaks of the spinal cord.")
    editor.write(editor.part("in_short"), "A scan shows where it is, not what it is.")
    editor.fill_day("Published on", f"{datetime.date.today()}")
    editor.page.get_by_role("checkbox", name="Clinical content").uncheck()
    # A new page is a draft first, whatever is in it.
    editor.save_draft()


def assert_offers_small_formats(reader: Page) -> None:
    """Each format is offered, and is what it says it is."""
    for kind in ("image/avif", "image/webp"):
        source = reader.locator(f"main figure source[type='{kind}']")
        expect(source, f"no {kind}").to_have_count(1)
        address = (source.get_attribute("srcset") or "").split(" ")[0]
        answer = reader.request.get(address)
        assert (answer.status, answer.headers["content-type"]) == (200, kind), address


def picture(name: str, color: str) -> FilePayload:
    """A drawing wide enough to be worth several sizes. No two alike: the admin asks about doubles."""
    drawing = Image.new("RGB", (1600, 1000), "#f3ecdf")
    drawing.paste("#12565f", (600, 0, 1000, 1000))
    drawing.paste(color, (700, 400, 900, 600))
    file = BytesIO()
    drawing.save(file, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": file.getvalue()}
