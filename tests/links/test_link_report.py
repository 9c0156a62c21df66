"""What editors see of links in the admin, and do about them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from spinecare.links import checking
from spinecare.links.models import Link, LinkUse
from spinecare.links.resolving import look_up

from .making import link, standard_page, to_address, to_page, uses_on
from .web import OtherSite, Says, loopback_asker, other_site

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/links/"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[OtherSite]:
    monkeypatch.setattr(checking, "outside_asker", loopback_asker)
    with other_site(fine=Says(), moved=Says(301, "/fine")) as running:
        yield running


@pytest.fixture(autouse=True)
def _an_empty_list(db: None) -> None:
    Link.objects.all().delete()


def checked_page(*addresses: str, title: str = "Leads on") -> Page:
    """A page whose links are in the list and have been checked."""
    from spinecare.links.gathering import gather_page

    page = standard_page(title, "".join(to_address(address, f"to {address[-5:]}") for address in addresses))
    gather_page(page)
    for use in uses_on(page):
        checking.check_now(use.link)
    return page


def rows(client: Client, query: str = "") -> list[str]:
    """The rows of the report, as text."""
    page = BeautifulSoup(client.get(f"{REPORT}{query}").content, "html.parser")
    return [" ".join(row.get_text(" ").split()) for row in page.select("table.listing tbody tr")]


def test_the_report_says_what_is_wrong_and_where(editor_client: Client, site: OtherSite) -> None:
    page = checked_page(site.url("/fine"), site.url("/moved"), site.url("/gone"))
    dead, moved = rows(editor_client)
    for words in (page.title, "Sections, Section “About”, Text", "to /gone", site.url("/gone"), "Dead", "404"):
        assert words in dead, words
    assert "Moved" in moved
    assert f"Now at: {site.url('/fine')}" in moved


def test_the_page_is_one_click_away_at_the_right_place(editor_client: Client, site: OtherSite) -> None:
    page = checked_page(site.url("/gone"))
    (use,) = uses_on(page)
    listed = editor_client.get(REPORT).content.decode()
    assert f'href="/admin/pages/{page.pk}/edit/#:w:contentpath={use.content_path}"' in listed


def test_a_link_to_a_page_is_named_by_its_title(editor_client: Client) -> None:
    from spinecare.links.gathering import gather_page

    draft = standard_page("Not yet out", live=False)
    page = standard_page("Leads on", to_page(draft.pk) + to_page(999_999))
    gather_page(page)
    checking.check_inside(Link.objects.all())
    found = " ".join(rows(editor_client))
    assert "Page “Not yet out”" in found
    assert "A page that is deleted" in found


def test_the_report_can_be_narrowed(editor_client: Client, editor: AbstractBaseUser, site: OtherSite) -> None:
    mine = checked_page(site.url("/gone"), title="Mine")
    Page.objects.filter(pk=mine.pk).update(owner=editor)
    checked_page(site.url("/moved"), "/no-such-page/", title="Theirs")
    counts = {
        query: len(rows(editor_client, query))
        for query in (
            "", "?state=dead", "?state=moved", "?state=works", "?kind=internal", "?kind=external", "?show=ignored",
            f"?owner={editor.pk}", f"?page={mine.pk}", f"?page_type={mine.content_type_id}", "?state=nonsense",
        )
    }  # fmt: skip
    assert counts == {
        "": 3, "?state=dead": 2, "?state=moved": 1, "?state=works": 0, "?kind=internal": 1, "?kind=external": 2,
        "?show=ignored": 0, f"?owner={editor.pk}": 1, f"?page={mine.pk}": 1, f"?page_type={mine.content_type_id}": 3,
        "?state=nonsense": 3,
    }  # fmt: skip


def test_what_works_is_there_for_who_asks(editor_client: Client, site: OtherSite) -> None:
    checked_page(site.url("/fine"))
    assert rows(editor_client) == []
    assert len(rows(editor_client, "?show=all")) == 1


def test_the_report_can_be_taken_away(editor_client: Client, site: OtherSite) -> None:
    checked_page(site.url("/gone"))
    answer = editor_client.get(f"{REPORT}?export=csv")
    (row,) = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    assert (row["Page"], row["State"], row["Leads to"]) == ("Leads on", "Dead", site.url("/gone"))
    answer = editor_client.get(f"{REPORT}?export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert [cell.value for cell in sheet[1]][:4] == ["Page", "Place", "Text", "Leads to"]
    assert sheet.max_row == 2


def test_check_again_asks_again(editor_client: Client, site: OtherSite) -> None:
    checked_page(site.url("/late"))
    site.pages["/late"] = Says()
    number = link(site.url("/late")).pk
    answer = editor_client.post(f"{REPORT}{number}/check/", {"next": f"{REPORT}?state=dead"}, follow=True)
    assert answer.redirect_chain == [(f"{REPORT}?state=dead", 302)]
    assert f"{site.url('/late')} works." in answer.content.decode()
    assert link(site.url("/late")).state == "works"


def test_ignoring_takes_a_reason_and_can_be_taken_back(editor_client: Client, site: OtherSite) -> None:
    checked_page(site.url("/gone"))
    number = link(site.url("/gone")).pk
    assert "Why it may stay as it is" in editor_client.get(f"{REPORT}{number}/ignore/").content.decode()
    editor_client.post(f"{REPORT}{number}/ignore/", {"reason": ""})
    assert len(rows(editor_client)) == 1
    editor_client.post(f"{REPORT}{number}/ignore/", {"reason": "Opens for people"})
    assert rows(editor_client) == []
    (ignored,) = rows(editor_client, "?show=ignored")
    assert "Ignored: Opens for people erin" in ignored
    editor_client.post(f"{REPORT}{number}/report-again/")
    assert len(rows(editor_client)) == 1
    assert link(site.url("/gone")).ignored_by is None


def test_actions_only_answer_to_buttons(editor_client: Client, site: OtherSite) -> None:
    checked_page(site.url("/gone"))
    number = link(site.url("/gone")).pk
    assert editor_client.get(f"{REPORT}{number}/check/").status_code == 405
    assert editor_client.get(f"{REPORT}{number}/report-again/").status_code == 405


def test_others_may_neither_look_nor_act(author_client: Client, site: OtherSite) -> None:
    checked_page(site.url("/gone"))
    number = link(site.url("/gone")).pk
    asked = len(site.asked)
    assert author_client.get(REPORT).status_code == 302
    for action in ("check", "ignore", "report-again"):
        assert author_client.post(f"{REPORT}{number}/{action}/", {"reason": "x"}).status_code in (302, 403)
    assert (len(site.asked), link(site.url("/gone")).ignored) == (asked, False)
    assert "Reports" not in author_client.get("/admin/").content.decode() or (
        REPORT not in author_client.get("/admin/").content.decode()
    )


def test_the_menu_leads_to_both_reports(editor_client: Client) -> None:
    page = editor_client.get("/admin/").content.decode()
    assert REPORT in page
    assert "/admin/reports/missed-addresses/" in page


def test_a_longer_report_needs_no_more_queries(editor_client: Client, site: OtherSite) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            editor_client.get(f"{REPORT}?show=all")
        return len(captured)

    checked_page("/a/", title="One")
    few = queries()
    checked_page(*[f"/{name}/" for name in "bcdefghij"], title="Two")
    assert queries() <= few


# --- In the page editor -------------------------------------------------------------------------------------------


def test_the_editor_of_a_page_hears_of_its_dead_links(editor_client: Client, site: OtherSite) -> None:
    page = checked_page(site.url("/gone"), site.url("/moved"))
    shown = editor_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "A link on this page is dead: “to /gone” in Sections, Section “About”, Text." in shown
    assert f"{REPORT}?page={page.pk}" in shown
    other = standard_page("Without")
    assert "is dead" not in editor_client.get(f"/admin/pages/{other.pk}/edit/").content.decode()


# --- What points at a page ----------------------------------------------------------------------------------------


@pytest.fixture
def admin_client_(db: None) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("ada", "ada@example.org", "a long password"))
    return client


@pytest.mark.parametrize("action", ["delete", "unpublish"])
@pytest.mark.parametrize("way", ["text", "chooser"])
def test_taking_a_page_away_shows_what_points_at_it(action: str, way: str, admin_client_: Client) -> None:
    target = standard_page("Aim")
    if way == "text":
        source = standard_page("The one that leads here", to_page(target.pk))
    else:
        source = Page.objects.get(depth=2).specific
        source.tasks = [("task", {"title": "Go", "text": "There", "page": target})]
    source.save()
    asked = BeautifulSoup(admin_client_.get(f"/admin/pages/{target.pk}/{action}/").content, "html.parser")
    usage = asked.find("a", string=lambda text: text and "referenced 1 time" in text)
    assert usage is not None
    listed = admin_client_.get(usage["href"]).content.decode()
    assert source.title in listed
    assert f"/admin/pages/{source.pk}/edit/" in listed


def test_the_menu_counts_as_pointing_too(admin_client_: Client) -> None:
    from spinecare.core.models import CenterSettings

    target = standard_page("Aim")
    center = CenterSettings.load()
    center.header_menu = [("page", target)]
    center.save()
    usage = admin_client_.get(f"/admin/pages/{target.pk}/usage/").content.decode()
    assert "Menu at the head" in usage, BeautifulSoup(usage, "html.parser").find("main").get_text(" ", strip=True)


def test_a_kept_list_of_links_points_at_nothing_itself(admin_client_: Client, site: OtherSite) -> None:
    page = checked_page("/no-such-page/")
    assert look_up("/no-such-page/").finding
    assert LinkUse.objects.filter(page=page).exists()
    assert "referenced 0 times" in admin_client_.get(f"/admin/pages/{page.pk}/delete/").content.decode()
