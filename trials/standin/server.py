"""The stand-in as a server: real HTTP on this machine, so that the client is tested as it will run."""

from __future__ import annotations

import copy
import gzip
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from trials.registry.paths import at
from trials.standin import faults as kinds
from trials.standin.faults import Fault, Script
from trials.standin.samples import DATA_TIMESTAMP, sample_records
from trials.standin.search import STATUSES, ParameterError, check_names, number, only, parts, place, search
from trials.standin.shelf import Shelf

BASE = "/api/v2"
API_VERSION = "2.0.5"
STUDY = re.compile(r"/studies/([^/]+)")
STUDY_PARAMETERS = ("fields", "format", "markupFormat")
TEXT, JSON, PAGE = "text/plain;charset=UTF-8", "application/json", "text/html;charset=UTF-8"
WEB_PAGE = b"<!doctype html><html><head><title>Maintenance</title></head><body>We will be back soon.</body></html>"
SLOW_PIECES = 10
# Longer bodies come in chunks, shorter ones with their length: a client has to cope with both.
LONG, CHUNK = 4096, 1000

ENUMS = [
    {"type": "Status", "pieces": ["OverallStatus"], "values": [{"value": value} for value in STATUSES]},
    {
        "type": "Phase",
        "pieces": ["Phase"],
        "values": [{"value": value} for value in ("NA", "EARLY_PHASE1", "PHASE1", "PHASE2", "PHASE3", "PHASE4")],
    },
]
METADATA = [
    {"name": "protocolSection", "piece": "ProtocolSection", "title": "Protocol Section", "type": "ProtocolSection"},
    {"name": "derivedSection", "piece": "DerivedSection", "title": "Derived Section", "type": "DerivedSection"},
    {"name": "hasResults", "piece": "HasResults", "title": "Has Results", "type": "BOOLEAN"},
]


@dataclass(frozen=True)
class Asked:
    """One request, as it came. `path` is without the base; `at` is seconds on a clock that only goes forward."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    at: float


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    kind: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)


class StandIn:
    """A registry that can be looked into and changed while it answers."""

    def __init__(self, records: Iterable[Any], faults: Sequence[Fault], data_timestamp: str) -> None:
        self.url = ""
        self.requests: list[Asked] = []
        self.data_timestamp = data_timestamp
        self.stopping = threading.Event()
        self._shelf = Shelf(records)
        self._script = Script(faults)
        self._lock = threading.Lock()

    def script(self, faults: Sequence[Fault]) -> None:
        """Other faults from now on, counted from the next request."""
        self._script = Script(faults)

    def replace(self, records: Iterable[Any]) -> None:
        with self._lock:
            self._shelf.replace(records)

    def put(self, record: Any, number: str = "") -> None:
        """Adds or replaces a record. `number` is for a record that does not say its own."""
        with self._lock:
            self._shelf.put(record, number)

    def remove(self, number: str) -> None:
        with self._lock:
            self._shelf.remove(number)

    def merge(self, old: str, into: str) -> None:
        """`old` becomes an alias: asked for, it leads to `into`."""
        with self._lock:
            self._shelf.merge(old, into)

    @property
    def records(self) -> dict[str, Any]:
        """Copies of the records as they are served now, by number."""
        with self._lock:
            return {own: self._dated(record) for own, record in self._shelf.items()}

    def faults_for(self, asked: Asked) -> list[Fault]:
        """Writes a request down, and says what goes wrong with it. Where the script says so, new data arrives first."""
        with self._lock:
            self.requests.append(asked)
            due = self._script.due(asked.path, _page(asked))
            for fault in due:
                if fault.kind == kinds.MOVES:
                    self.data_timestamp = fault.timestamp
        return due

    def answer(self, asked: Asked) -> Answer:
        try:
            with self._lock:
                return self._answer(asked)
        except ParameterError as error:
            return Answer(HTTPStatus.BAD_REQUEST, str(error).encode(), TEXT)

    def _answer(self, asked: Asked) -> Answer:
        if asked.path == "/version":
            check_names(asked.query, ())
            return _json({"apiVersion": API_VERSION, "dataTimestamp": self.data_timestamp})
        if asked.path == "/studies":
            page = search(asked.query, self._shelf)
            return _json({**page, "studies": [self._dated(record) for record in page["studies"]]})
        if asked.path == "/studies/metadata":
            return _json(METADATA)
        if asked.path == "/studies/enums":
            return _json(ENUMS)
        if study := STUDY.fullmatch(asked.path):
            return self._study(study[1], asked)
        return Answer(HTTPStatus.NOT_FOUND, f"Unknown path: {asked.path}".encode(), TEXT)

    def _study(self, text: str, asked: Asked) -> Answer:
        check_names(asked.query, STUDY_PARAMETERS)
        wanted = parts(asked.query)
        own = number(text)
        if self._shelf.holds(own):
            return _json(only(self._dated(self._shelf.get(own)), wanted))
        if other := self._shelf.alias(own):
            return Answer(HTTPStatus.MOVED_PERMANENTLY, b"", TEXT, {"Location": f"{BASE}/studies/{quote(other)}"})
        return Answer(HTTPStatus.NOT_FOUND, f"NCT number {own} not found".encode(), TEXT)

    def _dated(self, record: Any) -> Any:
        """A copy with today's data date, which the registry writes into every record it hands out."""
        record = copy.deepcopy(record)
        miscellaneous = at(record, "derivedSection.miscInfoModule")
        if isinstance(miscellaneous, dict) and "versionHolder" in miscellaneous:
            miscellaneous["versionHolder"] = self.data_timestamp[:10]
        return record


@contextmanager
def serving(
    records: Iterable[Any] | None = None,
    faults: Sequence[Fault] = (),
    data_timestamp: str = DATA_TIMESTAMP,
    port: int = 0,
) -> Iterator[StandIn]:
    """A running stand-in, on a free port unless one is named. Without records it holds the samples."""
    stand_in = StandIn(sample_records() if records is None else records, faults, data_timestamp)
    server = _Server(("127.0.0.1", port), _Handler, stand_in)
    stand_in.url = f"http://127.0.0.1:{server.server_port}{BASE}"
    # Half a second between looks at the stop sign would add up over a test run.
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield stand_in
    finally:
        stand_in.stopping.set()
        server.shutdown()
        thread.join()
        server.hang_up()
        server.server_close()


def _page(asked: Asked) -> int | None:
    """The number of the page of a search; None for everything else, and for tokens nobody gave out."""
    if asked.path != "/studies":
        return None
    try:
        return place(asked.query).page
    except ParameterError:
        return None


def _json(value: Any) -> Answer:
    return Answer(HTTPStatus.OK, json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for them, and no test leaves one behind

    def __init__(self, address: tuple[str, int], handler: type[_Handler], stand_in: StandIn) -> None:
        super().__init__(address, handler)
        self.stand_in = stand_in
        self._open: set[socket.socket] = set()
        self._dropped: set[socket.socket] = set()
        self._lock = threading.Lock()

    def process_request(self, request: socket.socket, client_address: Any) -> None:
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket) -> None:
        if request in self._dropped:
            self.close_request(request)
        else:
            super().shutdown_request(request)

    def close_request(self, request: socket.socket) -> None:
        with self._lock:
            self._open.discard(request)
            self._dropped.discard(request)
        super().close_request(request)

    def drop(self, request: socket.socket) -> None:
        """The other side gets a reset instead of a farewell, once this connection is closed."""
        request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._dropped.add(request)

    def hang_up(self) -> None:
        """Ends the connections that clients keep for a next request."""
        with self._lock:
            for request in self._open:
                # Some may just have been closed from the other side.
                with suppress(OSError):
                    request.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    # One packet for head and body, and no waiting for the other side in between.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        path = unquote(address.path)
        if not path.startswith(BASE):
            self._send(Answer(HTTPStatus.NOT_FOUND, b"Not found", TEXT))
            return
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        asked = Asked(path.removeprefix(BASE), query, dict(self.headers.items()), time.monotonic())
        due = {fault.kind: fault for fault in self.server.stand_in.faults_for(asked)}
        if kinds.RESET in due:
            self.server.drop(self.connection)
            self.close_connection = True
            return
        answer = _instead(due, asked) or self.server.stand_in.answer(asked)
        self._send(answer, cut=kinds.CUT in due, pause=due[kinds.SLOW].seconds if kinds.SLOW in due else 0.0)

    def _send(self, answer: Answer, *, cut: bool = False, pause: float = 0.0) -> None:
        body = answer.body
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if body and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        if len(body) > LONG:
            self.send_header("Transfer-Encoding", "chunked")
            body = _in_chunks(body)
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if cut:
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        elif pause:
            self._drip(body, pause)
        else:
            self.wfile.write(body)

    def _drip(self, body: bytes, pause: float) -> None:
        size = max(len(body) // SLOW_PIECES, 1)
        try:
            for start in range(0, len(body), size):
                self.wfile.write(body[start : start + size])
                self.wfile.flush()
                if self.server.stand_in.stopping.wait(pause):
                    break
        except OSError:
            # Whoever asked has had enough. That is what this fault is for.
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name is the library's
        """Says nothing: `StandIn.requests` is the log."""


def _in_chunks(body: bytes) -> bytes:
    pieces = [body[start : start + CHUNK] for start in range(0, len(body), CHUNK)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in [*pieces, b""])


def _instead(due: Mapping[str, Fault], asked: Asked) -> Answer | None:
    """The answer a fault puts in the place of the right one."""
    if fault := due.get(kinds.STATUS):
        headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
        return Answer(fault.status, HTTPStatus(fault.status).phrase.encode(), TEXT, headers)
    if kinds.HTML in due:
        return Answer(HTTPStatus.OK, WEB_PAGE, PAGE)
    if kinds.TOKEN in due and "pageToken" in asked.query:
        return Answer(HTTPStatus.BAD_REQUEST, b"Invalid value in parameter `pageToken`", TEXT)
    return None
