"""Another site, on this machine: real HTTP, with pages that are there, gone, moved, busy or endless."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from spinecare.links.asking import Asker
from spinecare.links.pace import Pace

ENDLESS = -1


@dataclass(frozen=True)
class Says:
    """An answer. head: what HEAD gets, if it gets something else. size: bytes of the body."""

    status: int = 200
    location: str = ""
    head: int | None = None
    size: int = 20
    wait: float = 0.0


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    agent: str
    at: float


@dataclass
class OtherSite:
    """pages: what it says at each path; elsewhere it has nothing."""

    port: int
    pages: dict[str, Says] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    sent: int = 0
    at_once: int = 0
    most_at_once: int = 0

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def requests(self) -> list[tuple[str, str]]:
        return [(each.method, each.path) for each in self.asked]


@contextmanager
def other_site(**pages: Says) -> Iterator[OtherSite]:
    server = _Server(("127.0.0.1", 0), _Handler)
    server.site = OtherSite(server.server_port, {f"/{name}": says for name, says in pages.items()})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.site
    finally:
        server.stopping.set()
        server.shutdown()
        thread.join()
        server.server_close()


def loopback_asker(pause: float = 0.0, **kwargs: float) -> Asker:
    """One that may ask this machine, which nothing but a test is allowed to."""
    return Asker(allows=lambda address: True, pace=Pace(pause), **{"read": 2.0, **kwargs})


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    site: OtherSite

    def __init__(self, *args) -> None:
        super().__init__(*args)
        self.stopping = threading.Event()
        self.lock = threading.Lock()

    def handle_error(self, request, client_address) -> None:
        """A client that hangs up is what some of these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer("GET")

    def do_HEAD(self) -> None:
        self._answer("HEAD")

    def _answer(self, method: str) -> None:
        site = self.server.site
        with self.server.lock:
            site.asked.append(Asked(method, self.path, self.headers.get("User-Agent", ""), time.monotonic()))
            site.at_once += 1
            site.most_at_once = max(site.most_at_once, site.at_once)
        says = site.pages.get(self.path, Says(404))
        self.server.stopping.wait(says.wait)
        self.close_connection = True
        self.send_response(says.head if method == "HEAD" and says.head else says.status)
        self.send_header("Connection", "close")
        if says.location:
            self.send_header("Location", says.location)
        if says.size != ENDLESS:
            self.send_header("Content-Length", str(says.size))
        self.end_headers()
        with self.server.lock:
            site.at_once -= 1
        if method == "GET":
            self._send_body(says.size)

    def _send_body(self, size: int) -> None:
        site = self.server.site
        while (size == ENDLESS or size > 0) and not self.server.stopping.is_set():
            piece = 16_384 if size == ENDLESS else min(size, 16_384)
            self.wfile.write(b"x" * piece)
            site.sent += piece
            size = size if size == ENDLESS else size - piece

    def log_message(self, format: str, *args) -> None:  # noqa: A002  the name is the library's
        """Says nothing: `OtherSite.asked` is the log."""
