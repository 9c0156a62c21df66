"""How other sites are asked: politely, safely, and telling what has moved from what is gone. Over real HTTP."""

from __future__ import annotations

import socket

import pytest

from spinecare.links.asking import Asker
from spinecare.links.guard import is_public
from spinecare.links.models import Link
from spinecare.links.pace import Pace, in_turn
from spinecare.links.verdict import Outcome

from .web import ENDLESS, Says, loopback_asker, other_site


@pytest.mark.parametrize(
    ("says", "outcome", "status"),
    [
        (Says(200), Outcome.WORKS, 200),
        (Says(204), Outcome.WORKS, 204),
        (Says(404), Outcome.GONE, 404),
        (Says(410), Outcome.GONE, 410),
        (Says(403), Outcome.FAILED, 403),
        (Says(429), Outcome.FAILED, 429),
        (Says(503), Outcome.FAILED, 503),
    ],
)
def test_what_a_status_means(says: Says, outcome: Outcome, status: int) -> None:
    with other_site(page=says) as site:
        verdict = loopback_asker().ask(site.url("/page"))
    assert (verdict.outcome, verdict.status) == (outcome, status)


def test_one_head_is_enough_where_it_works() -> None:
    with other_site(page=Says()) as site:
        loopback_asker().ask(site.url("/page"))
    assert site.requests() == [("HEAD", "/page")]


@pytest.mark.parametrize("refused", [403, 404, 405, 501])
def test_where_head_is_refused_get_decides(refused: int) -> None:
    with other_site(page=Says(200, head=refused)) as site:
        verdict = loopback_asker().ask(site.url("/page"))
    assert verdict.outcome is Outcome.WORKS
    assert site.requests() == [("HEAD", "/page"), ("GET", "/page")]


def test_it_says_who_asks() -> None:
    with other_site(page=Says()) as site:
        loopback_asker().ask(site.url("/page"))
    assert site.asked[0].agent.startswith("SpineCare/")
    assert "+http" in site.asked[0].agent


@pytest.mark.parametrize("status", [301, 308])
def test_moved_for_good_is_told(status: int) -> None:
    with other_site(old=Says(status, "/new"), new=Says()) as site:
        verdict = loopback_asker().ask(site.url("/old"))
        assert (verdict.outcome, verdict.moved_to) == (Outcome.MOVED, site.url("/new"))


@pytest.mark.parametrize("status", [302, 303, 307])
def test_led_on_for_now_is_no_move(status: int) -> None:
    """The address on the page is the right one: identifiers such as doi.org work like this."""
    with other_site(doi=Says(status, "/article"), article=Says(301, "/article/1"), **{"article/1": Says()}) as site:
        verdict = loopback_asker().ask(site.url("/doi"))
    assert (verdict.outcome, verdict.moved_to) == (Outcome.WORKS, "")


def test_only_the_lasting_part_of_a_way_counts_as_the_new_address() -> None:
    with other_site(old=Says(301, "/new"), new=Says(302, "/today"), today=Says()) as site:
        assert loopback_asker().ask(site.url("/old")).moved_to == site.url("/new")


def test_moved_to_where_nothing_is_is_gone() -> None:
    with other_site(old=Says(301, "/nowhere")) as site:
        assert loopback_asker().ask(site.url("/old")).outcome is Outcome.GONE


def test_a_circle_ends() -> None:
    with other_site(a=Says(302, "/b"), b=Says(302, "/a")) as site:
        assert loopback_asker().ask(site.url("/a")).outcome is Outcome.FAILED
        assert len(site.asked) == 6


def test_nothing_of_an_endless_page_is_waited_for() -> None:
    with other_site(film=Says(200, head=500, size=ENDLESS)) as site:
        assert loopback_asker().ask(site.url("/film")).outcome is Outcome.WORKS


def test_a_silent_server_is_not_waited_for_long() -> None:
    with other_site(slow=Says(wait=3)) as site:
        verdict = loopback_asker(read=0.2).ask(site.url("/slow"))
    assert (verdict.outcome, verdict.heard) == (Outcome.FAILED, False)


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
    verdict = loopback_asker().ask(address)
    assert (verdict.outcome, verdict.heard) == (Outcome.FAILED, False)


@pytest.mark.parametrize(
    "address",
    ["http://[", "http://", "ftp://example.org/", "http://me:secret@127.0.0.1/", "http://a..b/", "http://x:0/"],
)
def test_what_no_browser_opens_is_not_asked(address: str) -> None:
    assert loopback_asker().ask(address).outcome is Outcome.FAILED


# --- The guard ----------------------------------------------------------------------------------------------------


def test_this_machine_is_never_asked() -> None:
    with other_site(page=Says()) as site:
        for name in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]"):
            verdict = Asker(pace=Pace(0)).ask(f"http://{name}:{site.port}/page")
            assert verdict.outcome is Outcome.NOT_ASKED, name
    assert site.asked == []


def test_no_redirect_leads_past_the_guard() -> None:
    """The first hop may be asked, the second may not."""
    allowed = iter([True, False])
    with other_site(out=Says(302, "/in"), **{"in": Says()}) as site:
        verdict = Asker(allows=lambda address: next(allowed), pace=Pace(0)).ask(site.url("/out"))
    assert verdict.outcome is Outcome.NOT_ASKED
    assert site.requests() == [("HEAD", "/out")]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.8", "172.16.3.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "2002:0a00:0001::1"],
)  # fmt: skip
def test_inner_machines_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_outer_machines_are_public(address: str) -> None:
    assert is_public(address)


# --- Politeness ---------------------------------------------------------------------------------------------------


def test_a_host_rests_between_two_requests() -> None:
    with other_site(old=Says(301, "/new"), new=Says(200, head=405)) as site:
        loopback_asker(pause=0.3).ask(site.url("/old"))
        gaps = [later.at - earlier.at for earlier, later in zip(site.asked, site.asked[1:], strict=False)]
    assert len(gaps) == 2
    assert min(gaps) >= 0.3


def test_without_being_told_otherwise_it_rests_a_second() -> None:
    slept: list[float] = []
    pace = Pace(clock=lambda: 100.0, sleep=slept.append)
    pace.asked("a.example")
    pace.wait_for("b.example")
    assert slept == []
    pace.wait_for("a.example")
    assert slept == [1.0]


def test_hosts_take_turns() -> None:
    addresses = ["https://a.example/1", "https://a.example/2", "https://b.example/1", "https://a.example/3"]
    turns = [each.address for each in in_turn(Link(address=address) for address in addresses)]
    assert turns == ["https://a.example/1", "https://b.example/1", "https://a.example/2", "https://a.example/3"]
