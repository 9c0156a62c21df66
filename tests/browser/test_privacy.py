"""Nobody watches: a reader's browser asks no other host, keeps nothing, and finds nothing the policy forbids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, Response, Route

from .addresses import ADDRESSES, NOT_FOUND, status_of
from .conftest import OpenWindow
from .running_site import RunningSite

pytestmark = pytest.mark.browser

REPORT_POLICY_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", event =>
    window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""
KEPT_IN_THE_BROWSER = """async () => [
    ...Object.keys(localStorage).map(key => `localStorage ${key}`),
    ...Object.keys(sessionStorage).map(key => `sessionStorage ${key}`),
    ...(await indexedDB.databases()).map(database => `indexedDB ${database.name}`),
    ...(await caches.keys()).map(key => `cache ${key}`),
    ...(await navigator.serviceWorker.getRegistrations()).map(worker => `service worker ${worker.scope}`),
    ...(document.cookie ? [`cookie ${document.cookie}`] : []),
]"""
# What can reach another host without a request the browser would report.
OTHER_HOSTS_IN_THE_MARKUP = """() => [...document.querySelectorAll(
    'link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=prefetch], link[rel~=preload], form, [ping]'
)].filter(each => each.hasAttribute('ping') || new URL(each.href || each.action).origin !== location.origin)
  .map(each => each.outerHTML.slice(0, 120))"""

# Playwright's own waiting asks again by `eval`, which the policy forbids.
PICTURES_THAT_DO_NOT_SHOW = """async () => {
    const pictures = [...document.images];
    pictures.forEach(each => each.loading = 'eager');
    await Promise.all(pictures.filter(each => !each.complete).map(each => new Promise(done => {
        each.addEventListener('load', done);
        each.addEventListener('error', done);
    })));
    return pictures.filter(each => !each.naturalWidth).map(each => each.src);
}"""


@dataclass
class Watch:
    """What a window did, gathered from its first request on."""

    page: Page
    origin: str
    faults: list[str] = field(default_factory=list)
    requests: int = 0
    answers: list[Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(REPORT_POLICY_VIOLATIONS)
        self.page.on("request", self.on_request)
        self.page.on("response", lambda response: self.answers.append(response))
        self.page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url} {request.failure}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error in a script: {error}"))
        self.page.on("console", self.on_console)
        self.page.on("websocket", lambda socket: self.faults.append(f"socket: {socket.url}"))

    def on_request(self, request: Request) -> None:
        self.requests += 1
        parts = urlsplit(request.url)
        if f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.faults.append(f"asked another origin: {request.url[:200]}")

    def on_console(self, message: ConsoleMessage) -> None:
        # Chromium itself remarks on a page that is not found. Every other remark is a fault of ours.
        is_the_404 = urlsplit(message.location["url"]).path == NOT_FOUND and "404" in message.text
        if message.type in ("error", "warning") and not is_the_404:
            self.faults.append(f"console {message.type}: {message.text}")

    def look_at(self, address: str) -> list[str]:
        """Open an address, read it to its end, and hand back everything that should not have been."""
        document = self.page.goto(address, wait_until="networkidle")
        assert document is not None
        if document.status != status_of(address):
            self.faults.append(f"answered {document.status}")
        self.read_to_the_end()
        for answer in self.answers:
            if answer.header_value("set-cookie"):
                self.faults.append(f"set-cookie on {answer.url}")
            if answer.status >= 400 and answer.url != document.url:
                self.faults.append(f"{answer.status} for {answer.url}")
        policy = document.header_value("content-security-policy") or "none"
        if "default-src 'none'" not in policy or "unsafe-" in policy:
            self.faults.append(f"the policy is {policy}")
        self.faults += [f"against the policy: {each}" for each in self.page.evaluate("window.violations")]
        self.faults += [f"kept: {each}" for each in self.page.evaluate(KEPT_IN_THE_BROWSER)]
        self.faults += [f"kept: cookie {cookie['name']}" for cookie in self.page.context.cookies()]
        self.faults += [f"leads elsewhere: {each}" for each in self.page.evaluate(OTHER_HOSTS_IN_THE_MARKUP)]
        return self.faults

    def read_to_the_end(self) -> None:
        """Pictures and videos far down are fetched only when somebody comes near them."""
        self.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        self.page.evaluate("document.querySelectorAll('img, video').forEach(each => each.scrollIntoView())")
        self.page.evaluate("scrollTo(0, document.body.scrollHeight)")
        broken = self.page.evaluate(PICTURES_THAT_DO_NOT_SHOW)
        self.faults += [f"a picture that does not show: {each}" for each in broken]


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading_leaves_no_trace(address: str, site: RunningSite, open_window: OpenWindow) -> None:
    watch = Watch(open_window(), site.origin)
    faults = watch.look_at(address)
    assert watch.requests > 1, f"{address} was not even given its stylesheet"
    assert not faults, f"{address}:\n" + "\n".join(faults)


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
    faults = Watch(page, site.origin).look_at("/about/")
    assert expected in faults, faults


def _watched(site: RunningSite, open_window: OpenWindow, spoil: Callable[[Route], None]) -> list[str]:
    page = open_window()
    page.route(site.url("/about/"), spoil)
    return Watch(page, site.origin).look_at("/about/")


def _add(route: Route, markup: str) -> None:
    """Hand the page on as the site sent it, with something more at the end of its head."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("</head>", f"{markup}</head>"))
