"""Somebody opens one page for the first time and reads it to its end: all that their browser did meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

from .addresses import NOT_FOUND, status_of

# A database is named the moment it is asked for: the browser itself lists it only once it is made.
TAKE_NOTES = """
window.violations = [];
document.addEventListener("securitypolicyviolation", event =>
    window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
window.databases = [];
const openDatabase = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (name, ...rest) {
    window.databases.push(name);
    return openDatabase.call(this, name, ...rest);
};
window.shifts = [];
const noteShifts = list => list.forEach(each => window.shifts.push({
    size: each.value,
    moved: each.sources.map(source => (source.node?.outerHTML ?? source.node?.data ?? "").slice(0, 80)),
}));
const shiftObserver = new PerformanceObserver(list => noteShifts(list.getEntries()));
shiftObserver.observe({type: "layout-shift", buffered: true});
window.takeShifts = () => { noteShifts(shiftObserver.takeRecords()); return window.shifts; };
"""
KEPT_IN_THE_BROWSER = """async () => [
    ...Object.keys(localStorage).map(key => `localStorage ${key}`),
    ...Object.keys(sessionStorage).map(key => `sessionStorage ${key}`),
    ...new Set([...window.databases, ...(await indexedDB.databases()).map(database => database.name)]
        .map(name => `indexedDB ${name}`)),
    ...(await caches.keys()).map(key => `cache ${key}`),
    ...(await navigator.serviceWorker.getRegistrations()).map(worker => `service worker ${worker.scope}`),
    ...(document.cookie ? [`cookie ${document.cookie}`] : []),
]"""
# What can reach another host without a request the browser would report.
OTHER_HOSTS_IN_THE_MARKUP = """() => [...document.querySelectorAll(
    'link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=prefetch], link[rel~=preload], form, [ping]'
)].filter(each => each.hasAttribute('ping') || new URL(each.href || each.action).origin !== location.origin)
  .map(each => each.outerHTML.slice(0, 120))"""

# As a thumb does it, with time to draw after each step. The font comes or does not come meanwhile.
SCROLL_THROUGH = """async () => {
    const drawn = () => new Promise(done => requestAnimationFrame(done));
    await document.fonts.ready;
    for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
        scrollTo(0, top);
        await drawn();
    }
    await drawn();
    return window.takeShifts();
}"""
# Playwright's own waiting asks again by `eval`, which the policy forbids.
PICTURES_THAT_DO_NOT_SHOW = """async () => {
    document.querySelectorAll('details').forEach(each => each.open = true);
    const pictures = [...document.images];
    pictures.forEach(each => each.loading = 'eager');
    await Promise.all(pictures.filter(each => !each.complete).map(each => new Promise(done => {
        each.addEventListener('load', done);
        each.addEventListener('error', done);
    })));
    return pictures.filter(each => !each.naturalWidth).map(each => each.src);
}"""


@dataclass
class FirstVisit:
    """One window, watched from its first request on."""

    page: Page
    origin: str
    faults: list[str] = field(default_factory=list)
    requests: int = 0
    answers: list[Response] = field(default_factory=list)
    # What each file weighed on its way, headers included, and what moved by itself.
    weights: dict[str, int] = field(default_factory=dict)
    shifts: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(TAKE_NOTES)
        self.page.on("request", self.on_request)
        self.page.on("response", lambda response: self.answers.append(response))
        self.page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url} {request.failure}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error in a script: {error}"))
        self.page.on("console", self.on_console)
        self.page.on("websocket", lambda socket: self.faults.append(f"socket: {socket.url}"))
        self._weigh()

    def _weigh(self) -> None:
        urls: dict[str, str] = {}
        wire = self.page.context.new_cdp_session(self.page)
        wire.on("Network.responseReceived", lambda event: urls.update({event["requestId"]: event["response"]["url"]}))
        wire.on(
            "Network.loadingFinished",
            lambda event: self.weights.update(
                {urls.get(event["requestId"], event["requestId"]): int(event["encodedDataLength"])}
            ),
        )
        wire.send("Network.enable")

    @property
    def weight(self) -> int:
        return sum(self.weights.values())

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

    def look_at(self, address: str) -> FirstVisit:
        """Open an address, read it to its end, and gather everything that should not have been."""
        document = self.page.goto(address, wait_until="networkidle")
        assert document is not None
        if document.status != status_of(address):
            self.faults.append(f"answered {document.status}")
        self.shifts = self.page.evaluate(SCROLL_THROUGH)
        broken = self.page.evaluate(PICTURES_THAT_DO_NOT_SHOW)
        self.faults += [f"a picture that does not show: {each}" for each in broken]
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
        return self
