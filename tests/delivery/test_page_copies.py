"""Every public page opens while the database is away, as it was a few minutes ago, and says so. None comes back."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction

from spinecare.core.models import CenterSettings
from spinecare.delivery import copying, errors, page_copies, scheduled_work
from spinecare.knowledge.models import KnowledgeIndexPage
from tests.pages.site_parts import page_at

pytestmark = pytest.mark.django_db
SURGERY, TREATMENTS, TRIALS = "/treatments/surgery/", "/treatments/", "/trials/"
KINDS = (
    "/",
    TREATMENTS,
    SURGERY,
    "/tumor-types/chordoma/",
    TRIALS,
    "/trials/nct99990001/",
    "/knowledge/",
    "/glossary/",
)
NOTICE = re.compile(rb'\n<p class="notice" data-component="kept-copy">.*?</p>\n')
# What a care link adds to the address of any page. Without it the page is as right as with it.
HARMLESS = {"sent", "as-of"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.PUBLISHED_ROOT = tmp_path
    settings.PAGE_COPIES_EVERY_SECONDS = 600
    return tmp_path / "pages"


@pytest.fixture
def reader() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def outage(monkeypatch) -> Callable[[], None]:
    """Call it, and the database is away."""

    def refuse(*arguments: object, **options: object) -> None:
        raise OperationalError("the server closed the connection")

    def begin() -> None:
        monkeypatch.setattr(CursorWrapper, "execute", refuse)

    return begin


@pytest.fixture
def when_sure(django_capture_on_commit_callbacks) -> Callable:
    """What is done inside happens as if it were committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def quick(monkeypatch) -> Callable[[Callable], None]:
    """Pages answer at once, with next to nothing, for what is about which pages are kept and when."""

    def answer_with(answer: Callable[[str], HttpResponse]) -> None:
        monkeypatch.setattr(copying, "_ask_for", answer)

    answer_with(lambda address: HttpResponse(f"<main>{address}</main>"))
    return answer_with


@pytest.fixture
def missed() -> Iterator[list[str]]:
    paths: list[str] = []
    with hooks.register_temporarily("address_missed", paths.append):
        yield paths


def copy(*addresses: str) -> None:
    for address in addresses:
        copying.copy(page_at(address))


def is_kept(address: str) -> bool:
    return page_copies._read(address, [page_copies.PAGE, page_copies.LIST]) is not None


def kept_addresses(folder: Path) -> set[str]:
    return {f"/{path.parent.relative_to(folder)}/".replace("/./", "/") for path in folder.rglob("*.html")}


# --- What is kept ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", KINDS)
def test_a_copy_is_what_readers_get_and_one_line(address, reader, outage):
    """Whoever's work it is made in: an editor may have another language and another time zone."""
    expected = reader.get(address).content
    with translation.override("de"), timezone.override("Asia/Tokyo"):
        copy(address)
    outage()
    kept = reader.get(address).content
    assert len(NOTICE.findall(kept)) == 1
    assert NOTICE.sub(b"", kept) == expected


def test_the_line_stands_first_and_says_from_when_the_copy_is(reader, outage, monkeypatch):
    moment = timezone.datetime(2026, 11, 23, 3, 14, tzinfo=timezone.get_fixed_timezone(0))
    monkeypatch.setattr(copying.timezone, "now", lambda: moment)
    copy(SURGERY)
    outage()
    page = reader.get(SURGERY).content.decode()
    assert '<main id="main" tabindex="-1">\n<p class="notice" data-component="kept-copy">This is a copy from' in page
    assert "November 22, 2026, 9:14 p.m. CST" in page
    assert "Numbers to call are right as of then." in page


def test_a_copy_costs_no_write_and_counts_nobody(missed):
    page = page_at(SURGERY)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        copying.copy(page)
    assert asked.captured_queries
    assert [query["sql"] for query in asked.captured_queries if not query["sql"].startswith("SELECT")] == []
    Page.objects.filter(pk=page.pk).update(live=False)
    copying.copy(page)
    assert not is_kept(SURGERY)
    assert missed == []


def test_what_a_page_looks_up_for_itself_is_forgotten_after_it():
    """Else the rest of an editor's request would take other pages' links for gone."""
    from spinecare.core.linked_pages import _known

    copy(SURGERY)
    assert _known.get() is None


# --- What is served ---------------------------------------------------------------------------------------------------


def test_without_a_database_the_page_opens(reader, outage, caplog):
    copy(SURGERY)
    outage()
    answer = reader.get(SURGERY)
    assert answer.status_code == 200
    assert b'href="tel:911"' in answer.content
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "ETag" not in answer.headers
    assert caplog.messages == [f"no database: {SURGERY} was answered with its copy"]
    head = reader.head(SURGERY)
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize("address", ["/treatments/surgery", f"{SURGERY}?sent=2026-03-03", f"{SURGERY}?from=mail#harms"])
def test_what_is_added_to_the_address_of_a_page_changes_nothing(address, reader, outage):
    copy(SURGERY)
    outage()
    assert b"kept-copy" in reader.get(address).content


@pytest.mark.parametrize("address", [TRIALS, "/knowledge/"])
def test_a_list_is_served_whole_and_never_in_the_place_of_a_part(address, reader, outage):
    copy(address)
    outage()
    assert reader.get(address).status_code == 200
    for query in ("?q=chordoma", "?page=2", "?kind=video", "?anything"):
        answer = reader.get(address + query)
        assert answer.status_code == 503
        assert b'href="tel:' in answer.content


def test_every_page_that_looks_at_its_query_says_so(reader, monkeypatch):
    """Else its copy would be taken for the answer to any question."""
    read: set[str] = set()

    def noting(name: str) -> Callable:
        original = getattr(QueryDict, name)

        def note(self: QueryDict, *arguments: str) -> object:
            read.add(arguments[0] if arguments else name)
            return original(self, *arguments)

        return note

    for name in ("get", "getlist", "__getitem__", "__contains__", "items", "lists", "urlencode"):
        monkeypatch.setattr(QueryDict, name, noting(name))
    first_of_kind = {type(page): page for page in Page.objects.live().filter(depth__gt=1).order_by("-path").specific()}
    silent = {}
    for kind, page in first_of_kind.items():
        read.clear()
        reader.get(copying.address_of(page))
        assert read - HARMLESS or not kind.depends_on_query, f"{kind} does not look at its query"
        if read - HARMLESS and not kind.depends_on_query:
            silent[kind] = set(read)
    assert KnowledgeIndexPage in first_of_kind
    assert silent == {}


@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=spine",
        "/treatments/no-such-page/",
        "/admin/",
        "/sitemap.xml",
        "/treatments/surgery/page.html",
        "/treatments/surgery/../../pages.lock",
        "/../errors/",
        "/./treatments/surgery/",
        "/%2e%2e/errors/503.html",
        "/..%2f..%2ferrors",
        "/" + "a" * 300 + "/",
        "/" + "a/" * 900,
    ],
)
def test_all_else_stays_unavailable(address, reader, outage):
    copy(SURGERY)
    outage()
    answer = reader.get(address)
    assert answer.status_code in (302, 400, 404, 503)
    assert b"kept-copy" not in answer.content


def test_an_editor_gets_no_copy(rf, outage):
    copy(SURGERY)
    request = rf.get(SURGERY)
    request.is_dummy = True
    assert page_copies.answer(rf.get(SURGERY)) is not None
    assert page_copies.answer(request) is None


def test_a_mistake_of_ours_is_not_covered_up(rf):
    copy(SURGERY)
    try:
        raise DatabaseError("no such column")
    except DatabaseError:
        assert errors.server_error(rf.get(SURGERY)).status_code == 500


# --- What is withdrawn ------------------------------------------------------------------------------------------------


def unpublish(page: Page) -> None:
    page.unpublish()


def delete(page: Page) -> None:
    page.delete()


def delete_what_is_above(page: Page) -> None:
    page.get_parent().specific.delete()


def move(page: Page) -> None:
    page.move(page_at("/about/"), "last-child")


def move_what_is_above(page: Page) -> None:
    page.get_parent().specific.move(page_at("/about/"), "last-child")


def rename(page: Page) -> None:
    page.slug = "another-name"
    page.save()


def rename_what_is_above(page: Page) -> None:
    above = page.get_parent().specific
    above.slug = "another-name"
    above.save()


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def restrict_what_is_above(page: Page) -> None:
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")


def expire(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    call_command("publish_scheduled")


@pytest.mark.parametrize(
    "withdraw",
    [
        unpublish,
        delete,
        delete_what_is_above,
        move,
        move_what_is_above,
        rename,
        rename_what_is_above,
        restrict,
        restrict_what_is_above,
        expire,
    ],
)
def test_a_withdrawn_page_is_gone_at_once(withdraw, folder, when_sure, reader, outage):
    copy(TREATMENTS, SURGERY, "/about/")
    page_copies.note_round()
    with when_sure():
        withdraw(page_at(SURGERY))
    assert not (folder / "treatments" / "surgery").exists()
    assert is_kept("/about/")
    # Pages that lead to it are not to wait ten minutes.
    assert copying.what_is_due() is not None
    outage()
    assert reader.get(SURGERY).status_code == 503


@pytest.mark.parametrize(("withdraw", "address"), [(move, "/about/surgery/"), (rename, "/treatments/another-name/")])
def test_a_page_with_another_address_is_kept_there_at_once(withdraw, address, when_sure):
    copy(SURGERY)
    with when_sure():
        withdraw(page_at(SURGERY))
    assert is_kept(address)


def test_withdrawing_that_was_taken_back_withdraws_nothing(when_sure):
    copy(SURGERY)
    with when_sure(), transaction.atomic():
        unpublish(page_at(SURGERY))
        transaction.set_rollback(True)
    assert is_kept(SURGERY)


def test_a_draft_changes_nothing(when_sure):
    copy(SURGERY)
    page_copies.note_round()
    with when_sure():
        page = page_at(SURGERY)
        page.headline = "Words nobody has signed"
        page.save_revision()
    assert is_kept(SURGERY)
    assert copying.what_is_due() is None


# --- What is made anew ------------------------------------------------------------------------------------------------


def test_a_published_page_is_copied_at_once(when_sure, reader, outage):
    copy("/about/")
    with when_sure():
        page = page_at("/about/")
        page.headline = "Words of a moment ago"
        page.save_revision().publish()
    outage()
    assert b"Words of a moment ago" in reader.get("/about/").content


def test_a_site_that_is_being_set_up_copies_nothing(when_sure, folder):
    with when_sure():
        page_at("/about/").save_revision().publish()
    assert not folder.exists()


def test_what_goes_wrong_is_logged_and_not_in_the_editors_way(when_sure, monkeypatch, caplog):
    def refuse(*arguments: object, **options: object) -> None:
        raise OSError("no space left")

    copy("/about/")
    monkeypatch.setattr(page_copies, "write", refuse)
    with when_sure():
        page_at("/about/").save_revision().publish()
    assert "could not be brought up to date" in caplog.text


def test_what_stands_on_every_page_brings_the_next_round_forward(when_sure):
    page_copies.note_round()
    with when_sure():
        CenterSettings.load().save()
    assert copying.what_is_due() is not None


def test_a_round_keeps_every_public_page_and_no_other(quick, folder):
    page_copies.write("/gone/below/", "<main>", depends_on_query=True)
    (folder / "gone" / "below" / ".page.html.left-by-a-killed-process").touch()
    # As code may do it, without a word to anybody.
    Page.objects.filter(slug="surgery").update(live=False)
    PageViewRestriction.objects.create(page=page_at("/support/"), restriction_type="login")
    call_command("publish_page_copies")
    public = {copying.address_of(page) for page in Page.objects.live().public().filter(depth__gt=1)}
    assert len(public) > 50
    assert kept_addresses(folder) == public
    assert not {SURGERY, "/support/", "/support/feelings/"} & public
    assert not (folder / "gone").exists()


def test_a_page_published_during_a_round_stays(quick, folder):
    def publish_another(address: str) -> HttpResponse:
        if address == "/":
            Page.objects.filter(slug="surgery").update(live=True)
            page_copies.write(SURGERY, "<main>", depends_on_query=False)
        return HttpResponse("<main>")

    Page.objects.filter(slug="surgery").update(live=False)
    quick(publish_another)
    copying.copy_all()
    assert is_kept(SURGERY)


def test_an_outage_in_a_round_costs_no_copy(outage, reader):
    copy(SURGERY, TREATMENTS)
    page = page_at(TREATMENTS)
    outage()
    with pytest.raises(copying.DatabaseAway):
        copying.copy(page)
    with pytest.raises(OperationalError):
        copying.copy_all()
    assert copying.what_is_due() is not None
    for address in (SURGERY, TREATMENTS):
        assert len(NOTICE.findall(reader.get(address).content)) == 1


@pytest.mark.parametrize(("status", "stays"), [(500, True), (404, False), (301, False), (403, False)])
def test_only_a_page_that_fails_leaves_its_copy_as_it_was(status, stays, quick, caplog):
    copy(SURGERY)
    quick(lambda address: HttpResponse("<main>wrong</main>", status=status))
    copy(SURGERY)
    assert is_kept(SURGERY) is stays
    assert bool(caplog.records) is stays


def test_only_pages_are_kept(quick):
    quick(lambda address: HttpResponse("<main>", content_type="text/plain"))
    copy(SURGERY)
    assert not is_kept(SURGERY)


def test_a_page_whose_type_begins_to_look_at_its_query_is_kept_once(folder):
    page_copies.write("/list/", "new", depends_on_query=False)
    page_copies.write("/list/", "newer", depends_on_query=True)
    assert [path.name for path in (folder / "list").iterdir()] == ["list.html"]


def test_an_address_no_page_can_have_is_not_written(folder):
    for address in ("/../errors/", "/a.b/", "/a b/", "/a\0b/"):
        with pytest.raises(ValueError, match="cannot be kept"):
            page_copies.write(address, "<main>", depends_on_query=False)
    assert not folder.exists()


def test_rounds_come_every_ten_minutes_or_when_asked_for(settings, tmp_path):
    stamp = tmp_path / "pages.round"
    assert copying.what_is_due() == scheduled_work.Work("page copies", copying.copy_all)
    page_copies.note_round()
    assert copying.what_is_due() is None
    for seconds in (-601, 3600):
        os.utime(stamp, times=(time.time() + seconds,) * 2)
        assert copying.what_is_due() is not None
    page_copies.note_round()
    page_copies.ask_for_round()
    page_copies.ask_for_round()
    assert copying.what_is_due() is not None
    settings.PAGE_COPIES_EVERY_SECONDS = None
    assert copying.what_is_due() is None
    assert copying.what_is_due in hooks.get_hooks("scheduled_work")


def test_one_at_a_time_makes_or_takes_away_copies():
    """Else somebody who had read a page before it was withdrawn could write it afterwards."""
    order: list[str] = []

    def work() -> None:
        with page_copies.alone():
            order.append("second")

    with page_copies.alone():
        thread = threading.Thread(target=work)
        thread.start()
        thread.join(0.3)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]
