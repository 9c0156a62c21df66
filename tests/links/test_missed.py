"""Addresses at which readers found nothing: counted without anything about the reader, and pointed somewhere."""

from __future__ import annotations

import datetime
import multiprocessing
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.core.checks import run_checks
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from spinecare.links.missed import counting
from spinecare.links.missed.pointing import ignore, point
from spinecare.links.missed.spool import note_missed
from spinecare.links.missed.tidying import tidy
from spinecare.links.models import MissedAddress, TakenSpool

from .making import standard_page

LIST = "/admin/reports/missed-addresses/"
BULK_IGNORE = "/admin/bulk/links/missedaddress/ignore/"
TODAY = datetime.date(2026, 11, 22)


def noted(folder: Path) -> list[str]:
    return [line for file in sorted(folder.glob("*")) for line in file.read_text().splitlines()]


def take_in() -> dict[str, int]:
    counting.take_in(grace=0)
    return dict(MissedAddress.objects.values_list("path", "count"))


def missed(path: str = "/old-leaflet", count: int = 3, **fields: object) -> MissedAddress:
    return MissedAddress.objects.create(path=path, count=count, first_day=TODAY, last_day=TODAY, **fields)


# --- Noting -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_reader_who_finds_nothing_leaves_the_path_and_nothing_else(reader: Client, spool: Path) -> None:
    with CaptureQueriesContext(connection) as captured:
        answer = reader.get(
            "/old-leaflet/?name=Jane", HTTP_REFERER="https://mail.example/inbox", HTTP_USER_AGENT="Secret/1"
        )
    assert answer.status_code == 404
    assert noted(spool) == ["/old-leaflet"]
    assert not [each["sql"] for each in captured if not each["sql"].startswith("SELECT")]
    (file,) = spool.iterdir()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\.spool", file.name)
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_a_redirected_address_is_not_missed(reader: Client, spool: Path) -> None:
    Redirect.add_redirect("/old-leaflet/", standard_page("New leaflet"))
    assert reader.get("/old-leaflet/").status_code == 301
    assert not spool.exists()


@pytest.mark.django_db
def test_what_goes_missing_in_the_admin_is_nobodys_leaflet(editor_client: Client, spool: Path) -> None:
    assert editor_client.get("/admin/no-such-screen/").status_code == 404
    assert not spool.exists()


@pytest.mark.parametrize(
    "path",
    [
        "/jane@example.org/", "/jane%40example.org/", "/my name is jane/", "/wp-login.php", "/wp-admin/", "/.env",
        "/.git/config", "/a/.well-known/x", "/index.php", "/cgi-bin/luci", "/favicon.ico", "/apple-touch-icon.png",
        "/media/x.jpg", "/static/x.css", "/admin/x/", "/backup.zip", "/a//b", "/../etc/passwd", "/", "", "/a'b",
        "/" + "a" * 200, "/a\nb", "/vendor/phpunit", "/XMLRPC.PHP",
    ],
)  # fmt: skip
def test_what_is_not_ours_to_keep_is_not_kept(path: str) -> None:
    assert tidy(path) is None


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/old-leaflet/", "/old-leaflet"),
        ("/Treatments/Proton-Therapy", "/Treatments/Proton-Therapy"),
        ("/tratamientos/radiación/", "/tratamientos/radiación"),
        ("/news/2024/05/", "/news/2024/05"),
        ("/patient/123456/", "/patient/#"),
        ("/call-555-010-0199", "/call-#"),
        ("/born-1961-03-04/", "/born-#"),
        ("/trials/nct01234567/", "/trials/nct01234567"),
        ("/trials/nct012345678/", "/trials/nct#"),
        ("/12345/678901", "/#/#"),
    ],
)
def test_long_numbers_are_left_out(path: str, kept: str) -> None:
    assert tidy(path) == kept


def test_noting_never_fails(settings, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("in the way")
    settings.MISSED_ROOT = tmp_path / "file" / "below"
    note_missed("/old-leaflet")
    settings.MISSED_ROOT = None
    note_missed("/old-leaflet")
    assert len(caplog.records) == 2
    assert "leaflet" not in caplog.text


def test_a_forgotten_folder_is_said_at_the_start(settings) -> None:
    settings.MISSED_ROOT = None
    assert "links.E001" in [each.id for each in run_checks()]


def test_the_file_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch, spool: Path) -> None:
    from spinecare.links.missed import spool as room

    monkeypatch.setattr(room, "SPOOL", replace(room.SPOOL, largest=100))
    for number in range(50):
        note_missed(f"/old-leaflet-{number}")
    assert sum(file.stat().st_size for file in spool.iterdir()) <= 100


def _note_many(root: str, name: str, times: int) -> None:
    from django.conf import settings

    settings.MISSED_ROOT = root
    for number in range(times):
        note_missed(f"/{name}-{number % 7}-{'x' * 100}")


def test_many_processes_write_whole_lines(spool: Path) -> None:
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=_note_many, args=(str(spool), name, 300)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    lines = noted(spool)
    assert len(lines) == 1200
    assert all(re.fullmatch(r"/[abcd]-\d-x{100}", line) for line in lines)


# --- Counting -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_was_noted_is_counted_once(spool: Path) -> None:
    for path in ("/a-leaflet", "/a-leaflet/", "/b-leaflet", "/p/123456", "/p/999999"):
        note_missed(path)
    assert take_in() == {"/a-leaflet": 2, "/b-leaflet": 1, "/p/#": 2}
    assert take_in() == {"/a-leaflet": 2, "/b-leaflet": 1, "/p/#": 2}
    note_missed("/a-leaflet")
    assert take_in()["/a-leaflet"] == 3
    assert (noted(spool), TakenSpool.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_only_days_are_known(spool: Path) -> None:
    spool.mkdir()
    (spool / "2026-11-20.spool").write_text("/a-leaflet\n")
    (spool / "2026-11-18.spool").write_text("/a-leaflet\n/a-leaflet\n")
    take_in()
    row = MissedAddress.objects.get()
    assert (row.count, row.first_day.isoformat(), row.last_day.isoformat()) == (3, "2026-11-18", "2026-11-20")


@pytest.mark.django_db
@pytest.mark.parametrize("broken_at", ["reading", "removing"])
def test_killed_in_between_nothing_is_lost_or_doubled(
    broken_at: str, spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    for name in "aab":
        note_missed(f"/{name}-leaflet")
    with monkeypatch.context() as broken:
        if broken_at == "reading":
            broken.setattr(counting, "_add", stop)
        else:
            broken.setattr(Path, "unlink", stop)
        with pytest.raises(KeyboardInterrupt):
            take_in()
    assert take_in() == {"/a-leaflet": 2, "/b-leaflet": 1}
    assert noted(spool) == []


@pytest.mark.django_db
def test_it_is_due_when_something_waits(spool: Path) -> None:
    assert counting.what_is_due() is None
    note_missed("/a-leaflet")
    assert counting.what_is_due().name == "missed addresses"


@pytest.mark.django_db
def test_what_is_in_the_folder_by_mistake_stays_there(spool: Path) -> None:
    spool.mkdir()
    (spool / "notes.txt").write_text("/a-leaflet\n")
    assert take_in() == {}
    assert [file.name for file in spool.iterdir()] == ["notes.txt"]


@pytest.mark.django_db
def test_the_list_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch, spool: Path) -> None:
    monkeypatch.setattr(counting, "MOST_OPEN", 2)
    for name, times in (("a", 3), ("b", 1), ("c", 2)):
        for _ in range(times):
            note_missed(f"/{name}-leaflet")
    assert take_in() == {"/a-leaflet": 3, "/c-leaflet": 2}


# --- Deciding -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_most_missed_come_first(editor_client: Client) -> None:
    missed("/seldom", 1)
    missed("/often", 9)
    page = editor_client.get(LIST).content.decode()
    assert page.index("/often") < page.index("/seldom")


@pytest.mark.django_db
def test_point_this_to(editor_client: Client, reader: Client) -> None:
    row, page = missed(), standard_page("New leaflet")
    listed = editor_client.get(LIST).content.decode()
    assert f"{LIST}{row.pk}/point/" in listed
    assert "/old-leaflet" in editor_client.get(f"{LIST}{row.pk}/point/").content.decode()
    editor_client.post(f"{LIST}{row.pk}/point/", {"page": page.pk})
    answer = reader.get("/old-leaflet/")
    assert (answer.status_code, answer["Location"]) == (301, page.url)
    assert f"{LIST}{row.pk}/point/" not in editor_client.get(LIST).content.decode()
    row.refresh_from_db()
    assert row.state == "pointed"


@pytest.mark.django_db
def test_a_draft_is_no_place_to_point_to(editor_client: Client) -> None:
    row, draft = missed(), standard_page("Draft", live=False)
    answer = editor_client.post(f"{LIST}{row.pk}/point/", {"page": draft.pk})
    assert "is not published" in answer.content.decode()
    assert not Redirect.objects.filter(old_path="/old-leaflet").exists()


@pytest.mark.django_db
def test_an_address_with_a_number_left_out_cannot_be_pointed(editor_client: Client) -> None:
    row, page = missed("/p/#"), standard_page("Aim")
    assert f"{LIST}{row.pk}/point/" not in editor_client.get(LIST).content.decode()
    editor_client.post(f"{LIST}{row.pk}/point/", {"page": page.pk})
    assert not Redirect.objects.filter(redirect_page=page).exists()


@pytest.mark.django_db
def test_pointing_again_changes_the_one_redirect(editor: AbstractBaseUser) -> None:
    row, first, second = missed(), standard_page("First"), standard_page("Second")
    point(row, first, editor)
    point(row, second, editor)
    assert Redirect.objects.get(old_path="/old-leaflet").redirect_page.pk == second.pk


@pytest.mark.django_db
def test_with_the_redirect_gone_the_address_is_missed_anew(editor: AbstractBaseUser, spool: Path) -> None:
    row = missed()
    point(row, standard_page("First"), editor)
    Redirect.objects.all().delete()
    note_missed("/old-leaflet")
    take_in()
    row.refresh_from_db()
    assert (row.state, row.count) == ("open", 4)


@pytest.mark.django_db
def test_where_a_page_lives_now_nothing_is_missed(editor_client: Client) -> None:
    missed("/old-leaflet")
    missed("/another")
    page = standard_page("Old leaflet")
    assert page.url == "/old-leaflet/"
    listed = editor_client.get(LIST).content.decode()
    assert "/another" in listed
    assert "/old-leaflet" not in listed
    Page.objects.filter(pk=page.pk).update(live=False)
    assert "/old-leaflet" in editor_client.get(LIST).content.decode()


@pytest.mark.django_db
def test_several_can_be_ignored_at_once(editor_client: Client, spool: Path) -> None:
    first, second, third = missed("/one"), missed("/two"), missed("/three")
    address = f"{BULK_IGNORE}?id={first.pk}&id={second.pk}&next={LIST}"
    assert "/two" in editor_client.get(address).content.decode()
    editor_client.post(address)
    listed = editor_client.get(LIST).content.decode()
    assert "/three" in listed
    assert "/one" not in listed
    assert "/one" in editor_client.get(f"{LIST}?state=ignored").content.decode()
    note_missed("/one")
    take_in()
    first.refresh_from_db()
    assert (first.state, first.count) == ("ignored", 4)
    assert third.state == "open"


@pytest.mark.django_db
def test_the_list_can_be_taken_away(editor_client: Client) -> None:
    missed()
    lines = b"".join(editor_client.get(f"{LIST}?export=csv").streaming_content).decode().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("/old-leaflet,3,")


@pytest.mark.django_db
def test_others_may_neither_look_nor_decide(author_client: Client) -> None:
    row, page = missed(), standard_page("Aim")
    assert author_client.get(LIST).status_code == 302
    assert author_client.post(f"{LIST}{row.pk}/point/", {"page": page.pk}).status_code in (302, 403)
    author_client.post(f"{BULK_IGNORE}?id={row.pk}")
    row.refresh_from_db()
    assert row.state == "open"
    assert not Redirect.objects.filter(redirect_page=page).exists()


@pytest.mark.django_db
def test_ignoring_twice_is_as_good_as_once(editor: AbstractBaseUser) -> None:
    row = missed()
    ignore(row, editor)
    ignore(row, editor)
    assert MissedAddress.objects.get().state == "ignored"
