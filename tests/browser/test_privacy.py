"""Nobody watches: a reader's browser asks no other host, keeps nothing, and finds nothing the policy forbids."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route

from spinecare.launch.running_site import RunningSite

from .addresses import ADDRESSES
from .conftest import FirstVisits, OpenWindow
from .first_visit import FirstVisit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading_leaves_no_trace(address: str, first_visit: FirstVisits) -> None:
    visit = first_visit(address)
    assert visit.requests > 1, f"{address} was not even given its stylesheet"
    assert not visit.faults, f"{address}:\n" + "\n".join(visit.faults)


SPOILED: dict[str, tuple[str, str]] = {
    "another host": ("<img alt='' src='http://localhost:9/pixel.gif'>", "asked another origin"),
    "inline style": ("<style>p { color: red }</style>", "against the policy: style-src-elem inline"),
    "inline script": ("<script>document.cookie = 'a=b'</script>", "against the policy: script-src-elem inline"),
    "missing file": ("<img alt='' src=/static/missing.png>", "404 for"),
    "early connection": ("<link rel=preconnect href=https://tracker.example>", "leads elsewhere"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_fault_in_the_page_would_be_seen(name: str, site: RunningSite, open_window: OpenWindow) -> None:
    """A watch that sees nothing proves nothing."""
    markup, expected = SPOILED[name]
    faults = _watched(site, open_window, lambda route: _add(route, markup))
    assert any(fault.startswith(expected) for fault in faults), faults


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("document.cookie = 'a=b'", "kept: cookie a"),
        ("localStorage.setItem('a', 'b')", "kept: localStorage a"),
        ("sessionStorage.setItem('a', 'b')", "kept: sessionStorage a"),
        ("indexedDB.open('a')", "kept: indexedDB a"),
        ("console.error('a')", "console error: a"),
        ("throw new Error('a')", "error in a script: a"),
    ],
)
def test_a_fault_in_a_script_would_be_seen(
    script: str, expected: str, site: RunningSite, open_window: OpenWindow
) -> None:
    page = open_window()
    page.route("**/fault.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    page.route(site.url("/about/"), lambda route: _add(route, "<script src=/fault.js></script>"))
    faults = FirstVisit(page, site.origin).look_at("/about/").faults
    assert expected in faults, faults


def _watched(site: RunningSite, open_window: OpenWindow, spoil: Callable[[Route], None]) -> list[str]:
    page = open_window()
    page.route(site.url("/about/"), spoil)
    return FirstVisit(page, site.origin).look_at("/about/").faults


def _add(route: Route, markup: str) -> None:
    """Hand the page on as the site sent it, with something more at the end of its head."""
    # The site may hang up on a line that was idle, just as the next question is put.
    answer = route.fetch(max_retries=3)
    route.fulfill(response=answer, body=answer.text().replace("</head>", f"{markup}</head>"))
