"""How often a link was opened: by people, by day, and without anything about them."""

from __future__ import annotations

import datetime
import multiprocessing
import re
import time
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail import hooks

from spinecare.carelinks.counting import taking_in, tally
from spinecare.carelinks.counting.person import is_person
from spinecare.carelinks.models import Opened, TakenOpenings
from spinecare.delivery import day_spool

from .conftest import MakeLink

SURGERY = "/treatments/surgery/"

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS {} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) {} Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android {}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{} Mobile Safari/537.36"
DESKTOP = ANDROID.format("14; Pixel 8", "129.0.0.0").replace(
    "Linux; Android 14; Pixel 8", "Windows NT 10.0; Win64; x64"
)
PAGE = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
GONE_TO = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
TAPPED = GONE_TO | {"sec-fetch-user": "?1", "sec-fetch-site": "none"}
PICTURE = {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image", "sec-fetch-user": ""}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:{0}.0) Gecko/20100101 Firefox/{0}.0"
IMESSAGE = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 "
    "Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0"
)
SOMEBODY = PAGE | TAPPED | {"user-agent": ANDROID.format("14; Pixel 8", "129.0.0.0")}


@pytest.fixture(autouse=True)
def _nothing_counted_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "SECONDS_BETWEEN_NOTES", 600)
    monkeypatch.setattr(tally, "_tally", tally.Tally())


@pytest.fixture
def opened(tmp_path: Path) -> Path:
    return tmp_path / "opened"


def noted(folder: Path) -> list[str]:
    tally.note_what_was_counted()
    return [line for file in sorted(folder.glob("*")) for line in file.read_text().splitlines()]


def take_in() -> dict[str, int]:
    """The numbers of each link after everything noted so far has been taken in."""
    tally.note_what_was_counted()
    taking_in.take_in(grace=0)
    return {f"{row.link.code} {row.day}": row.times for row in Opened.objects.select_related("link")}


# --- Who is a person ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "headers"),
    [
        ("Chrome on Android", SOMEBODY),
        ("Chrome on Windows, led there by a mail program", PAGE | GONE_TO | {"user-agent": DESKTOP}),
        ("an iPhone of today, which never says that it was tapped",
         PAGE | GONE_TO | {"user-agent": IPHONE.format("17_6", "Version/17.6 Mobile/15E148")}),
        ("an iPhone before 16.4, which says nothing",
         PAGE | {"user-agent": IPHONE.format("12_5", "Version/12.1.2 Mobile/15E148")}),
        ("Chrome on such an iPhone", PAGE | {"user-agent": IPHONE.format("15_5", "CriOS/103.0.5060.63 Mobile/15E148")}),
        ("a phone of 2015, never updated", PAGE | {"user-agent": ANDROID.format("5.1; SM-G361F", "43.0.2357.93")}),
        ("Firefox of a long-term release",
         PAGE | {"user-agent": FIREFOX.format(78)}),
        ("Opera Mini on a phone with keys",
         PAGE | {"user-agent": "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1.32052/29.3709; U; en) Presto/2.8.119"}),
        ("a phone of the make CUBOT", SOMEBODY | {"user-agent": ANDROID.format("7.0; CUBOT_NOTE_S", "101.0.0.0")}),
    ],
)  # fmt: skip
def test_people_are_counted(who: str, headers: dict[str, str]) -> None:
    assert is_person(RequestFactory().get("/go/x", headers=headers)), who


@pytest.mark.parametrize(
    ("what", "headers"),
    [
        ("Chrome fetching in advance", SOMEBODY | {"sec-purpose": "prefetch;prerender"}),
        ("an older Chrome doing so", SOMEBODY | {"purpose": "prefetch"}),
        ("an older Firefox doing so", SOMEBODY | {"x-moz": "prefetch"}),
        ("Safari drawing a favorite", SOMEBODY | {"x-purpose": "preview"}),
        ("a script on another site", SOMEBODY | PICTURE | {"sec-fetch-dest": "empty"}),
        ("a picture in a mail", SOMEBODY | PICTURE),
        ("a frame", SOMEBODY | {"sec-fetch-dest": "iframe", "sec-fetch-user": ""}),
        ("a scanner in Chrome's clothes", PAGE | {"user-agent": DESKTOP}),
        ("a scanner in Firefox's clothes", PAGE | {"user-agent": FIREFOX.format(128)}),
        ("WhatsApp", {"user-agent": "WhatsApp/2.23.20.0 A"}),
        ("iMessage", PAGE | {"user-agent": IMESSAGE}),
        ("Teams", PAGE | {"user-agent": "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5"}),
        ("Safe Links", SOMEBODY | {"user-agent": DESKTOP + " BingPreview/1.0b"}),
        ("Slack", PAGE | {"user-agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"}),
        ("Word", PAGE | {"user-agent": "Mozilla/4.0 (compatible; ms-office; MSOffice 16)"}),
        ("Google", PAGE | {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}),
        ("Chrome without a window", SOMEBODY | {"user-agent": DESKTOP.replace("Chrome", "HeadlessChrome")}),
        ("a tool", {"user-agent": "curl/8.5.0", "accept": "*/*"}),
        ("a library", {"user-agent": "python-requests/2.32"}),
        ("nobody who says so", PAGE),
        ("something that wants no page", {"user-agent": IPHONE.format("12_5", "Version/12.1.2"), "accept": "image/*"}),
    ],
)  # fmt: skip
def test_programs_are_not_taken_for_people(what: str, headers: dict[str, str]) -> None:
    assert not is_person(RequestFactory().get("/go/x", headers=headers)), what


def test_asking_only_for_the_headers_is_no_opening() -> None:
    assert not is_person(RequestFactory().head("/go/x", headers=SOMEBODY))


# --- What is kept -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_reader_leaves_a_code_a_day_and_a_number(client: Client, link_to: MakeLink, opened: Path) -> None:
    link = link_to(SURGERY, alias="steroids-at-home")
    with CaptureQueriesContext(connection) as captured:
        for address in (f"/go/{link.code}", f"/go/{link.code.lower()}/2026-03-03", "/go/Steroids at home"):
            answer = client.get(address, headers=SOMEBODY | {"referer": "https://mail.example/inbox/jane"})
            assert answer.status_code == 302
            assert not answer.cookies
    assert not [each["sql"] for each in captured if not each["sql"].startswith("SELECT")]
    assert not opened.exists(), "something was written while a reader waited"
    assert noted(opened) == [f"{link.code} 3"]
    (file,) = opened.iterdir()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\.spool", file.name)
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_what_was_never_given_is_not_counted(client: Client, opened: Path) -> None:
    for address in ("/go/", "/go/jane-doe-1961", "/go/K7M4Q"):
        client.get(address, headers=SOMEBODY)
    assert noted(opened) == []


@pytest.mark.django_db
def test_programs_open_links_uncounted(client: Client, link_to: MakeLink, opened: Path) -> None:
    link = link_to(SURGERY)
    assert client.get(f"/go/{link.code}").status_code == 302
    assert client.head(f"/go/{link.code}", headers=SOMEBODY).status_code == 302
    assert client.get(f"/go/{link.code}", headers=SOMEBODY | {"sec-purpose": "prefetch"}).status_code == 302
    assert noted(opened) == []


@pytest.mark.django_db
def test_counting_never_keeps_a_reader_waiting(
    client: Client, link_to: MakeLink, tmp_path: Path, settings, caplog: pytest.LogCaptureFixture
) -> None:
    """A folder that cannot be written to: the link opens, and what was counted is noted when it can be."""
    (tmp_path / "opened").write_text("in the way")
    link = link_to(SURGERY)
    assert client.get(f"/go/{link.code}", headers=SOMEBODY).status_code == 302
    tally.note_what_was_counted()
    assert "could not be noted" in caplog.text
    assert link.code not in caplog.text
    (tmp_path / "opened").unlink()
    assert noted(tmp_path / "opened") == [f"{link.code} 1"]


def test_a_broken_counter_breaks_nothing(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(tally, "_tally", None)
    tally.count_opening(RequestFactory().get("/go/x", headers=SOMEBODY), "K7M4Q")
    assert "could not be counted" in caplog.text


def test_forgotten_folders_are_said_at_the_start(settings) -> None:
    settings.OPENED_ROOT = settings.CARE_LINKS_ROOT = None
    assert [each.id for each in run_checks()].count("carelinks.E001") == 2


# --- The thread ---------------------------------------------------------------------------------------------------


def _until(happened, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def test_it_is_noted_by_itself(monkeypatch: pytest.MonkeyPatch, opened: Path) -> None:
    monkeypatch.setattr(tally, "SECONDS_BETWEEN_NOTES", 0.01)
    for times in (1, 2):
        tally._tally.add("K7M4Q")
        _until(lambda times=times: opened.exists() and len(_lines(opened)) == times)
    assert _lines(opened) == ["K7M4Q 1", "K7M4Q 1"]


def _count_in_a_fork(root: str, code: str) -> None:
    from django.conf import settings

    settings.OPENED_ROOT = root
    tally.SECONDS_BETWEEN_NOTES = 0.01
    tally._tally.add(code)
    _until(lambda: f"{code} 1" in _lines(Path(root)))


def test_a_forked_process_has_numbers_and_a_thread_of_its_own(opened: Path) -> None:
    """As gunicorn's: what the parent has counted is noted by the parent, once."""
    tally._tally.add("K7M4Q")
    fork = multiprocessing.get_context("fork")
    workers = [fork.Process(target=_count_in_a_fork, args=[str(opened), code]) for code in ("7FXNF", "K7M4Q")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(20)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert sorted(_lines(opened)) == ["7FXNF 1", "K7M4Q 1"]
    assert sorted(noted(opened)) == ["7FXNF 1", "K7M4Q 1", "K7M4Q 1"]


def _lines(folder: Path) -> list[str]:
    return [line for file in sorted(folder.glob("*")) for line in file.read_text().splitlines()]


# --- Into the table -----------------------------------------------------------------------------------------------


@pytest.fixture
def spool(opened: Path) -> Path:
    opened.mkdir()
    return opened


@pytest.mark.django_db
def test_numbers_of_days_add_up(link_to: MakeLink, spool: Path) -> None:
    one, other = link_to(SURGERY), link_to(SURGERY)
    (spool / "2026-11-20.spool").write_text(f"{one.code} 2\n{other.code} 1\n{one.code} 3\n")
    (spool / "2026-11-21.spool").write_text(f"{one.code} 1\n")
    assert take_in() == {f"{one.code} 2026-11-20": 5, f"{other.code} 2026-11-20": 1, f"{one.code} 2026-11-21": 1}
    (spool / "2026-11-21.spool").write_text(f"{one.code} 4\n")
    assert take_in()[f"{one.code} 2026-11-21"] == 5
    assert (list(spool.iterdir()), TakenOpenings.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_half_a_line_and_what_is_no_code_are_passed_over(link_to: MakeLink, spool: Path) -> None:
    link = link_to(SURGERY)
    (spool / "2026-11-20.spool").write_bytes(
        f"{link.code}\n{link.code} 2\nJANE 7\n{link.code} -3\n{link.code} 1 jane\n\xff\n{link.code} ".encode("latin-1")
    )
    assert take_in() == {f"{link.code} 2026-11-20": 2}


@pytest.mark.django_db
@pytest.mark.parametrize("broken_at", ["counting", "removing"])
def test_killed_in_between_nothing_is_lost_or_doubled(
    broken_at: str, link_to: MakeLink, spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    link, other = link_to(SURGERY), link_to(SURGERY)
    (spool / "2026-11-20.spool").write_text(f"{link.code} 2\n{other.code} 1\n")
    with monkeypatch.context() as broken:
        if broken_at == "counting":
            saved = Opened.save
            broken.setattr(Opened, "save", lambda row, **fields: stop() if row.link == link else saved(row, **fields))
        else:
            broken.setattr(Path, "unlink", stop)
        with pytest.raises(KeyboardInterrupt):
            take_in()
    assert take_in() == {f"{link.code} 2026-11-20": 2, f"{other.code} 2026-11-20": 1}
    assert list(spool.iterdir()) == []


@pytest.mark.django_db
def test_the_schedule_takes_in_what_waits(link_to: MakeLink, spool: Path) -> None:
    assert taking_in.what_is_due in hooks.get_hooks("scheduled_work")
    assert taking_in.what_is_due() is None
    (spool / "2026-11-20.spool").write_text(f"{link_to(SURGERY).code} 2\n")
    assert taking_in.what_is_due().name == "openings of links"


@pytest.mark.django_db
def test_lately_is_thirty_days(link_to: MakeLink) -> None:
    link, today = link_to(SURGERY), timezone.localdate()
    for days, times in ((0, 1), (29, 10), (30, 100)):
        Opened.objects.create(link=link, day=today - datetime.timedelta(days=days), times=times)
    assert Opened.objects.lately().times() == 11


def test_a_full_day_takes_no_more(opened: Path) -> None:
    small = day_spool.DaySpool("OPENED_ROOT", largest=30)
    for _ in range(10):
        small.note(["K7M4Q 1"])
    assert len(_lines(opened)) == 3
