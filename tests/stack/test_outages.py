"""What readers get when something is slow, dead or gone."""

import contextlib
import os
import signal
import socket
import statistics
import threading
import time
from pathlib import Path

import pytest

from spinecare.delivery import headers

pytestmark = pytest.mark.stack

SLOW_CLIENTS = 300
SLOW_SECONDS = 12
HONEST_REQUESTS = 60
COPY = 'data-component="kept-copy"'
# Whether an address is answered with a copy, by Django without its database and by nginx without Django alike.
ADDRESSES = {
    "/": True,
    "/treatments/": True,
    "/treatments": True,
    "/treatments/surgery/?sent=2026-03-03": True,
    "/trials/": True,
    "/trials/?q=chordoma": False,
    "/knowledge/?page=2": False,
    "/search/?q=spine": False,
    "/treatments/page.html": False,
}
# What the first round of copies takes at most.
COPIED_SECONDS = 180
# What a reader waits for at most while the database stands still.
FROZEN_SECONDS = 6


def honest_times(stack) -> list[float]:
    """How long an honest reader waits for each of a number of pages. Every one must come."""
    times = []
    for _ in range(HONEST_REQUESTS):
        begin = time.monotonic()
        assert stack.get("/").status == 200
        times.append(time.monotonic() - begin)
    return times


@contextlib.contextmanager
def slow_clients(stack):
    """Clients that send a byte of their headers now and then, and never finish; for SLOW_SECONDS at most."""
    stop = threading.Event()
    connections = []
    for _ in range(SLOW_CLIENTS):
        connection = socket.create_connection(("127.0.0.1", stack.port), timeout=5)
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
        connections.append(connection)

    def trickle() -> None:
        deadline = time.monotonic() + SLOW_SECONDS
        while time.monotonic() < deadline and not stop.wait(0.5):
            for connection in connections:
                with contextlib.suppress(OSError):
                    connection.send(b"a")

    thread = threading.Thread(target=trickle)
    thread.start()
    try:
        yield connections
    finally:
        stop.set()
        thread.join()
        for connection in connections:
            connection.close()


def test_three_hundred_slow_clients_keep_no_honest_reader_waiting(stack):
    honest_times(stack)
    alone = statistics.median(honest_times(stack))
    with slow_clients(stack) as connections:
        assert len(connections) == SLOW_CLIENTS
        among = statistics.median(honest_times(stack))
    # A bare gunicorn is out of service at six of them; here they cost the reader next to nothing.
    assert among < 3 * alone


def test_without_gunicorn_the_kept_error_page_answers(stack):
    os.killpg(stack.gunicorn(), signal.SIGKILL)
    answer = stack.wait_until(503, "/no-such-page/", seconds=10)
    assert 'data-component="emergency-card"' in answer.body
    assert 'href="tel:911"' in answer.body
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    address = answer.body.split('<link rel="stylesheet" href="')[1].split('"')[0]
    assert stack.get(address).status == 200
    stack.wait_until(200, "/readyz")


def test_without_gunicorn_pages_open_as_they_were_kept(stack, copies):
    os.killpg(stack.gunicorn(), signal.SIGKILL)
    stack.wait_until(503, "/no-such-page/", seconds=10)
    # Quick, because the launcher starts it again.
    answers = {address: stack.get(address) for address in ADDRESSES}
    posted = stack.raw(
        b"POST /treatments/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
    assert_are_copies(answers)
    assert posted == 405
    stack.wait_until(200, "/readyz")


def test_without_the_database_the_kept_error_page_answers(stack):
    os.kill(stack.postmaster(), signal.SIGKILL)
    try:
        answer = stack.wait_until(503, "/search/?q=spine", seconds=20)
        assert 'href="tel:911"' in answer.body
        assert "Traceback" not in answer.body
        assert answer.headers["Retry-After"] == "30"
        assert stack.get("/healthz").status == 200
        assert stack.get("/readyz").status == 503
        assert stack.get("/no-such-page/").status in (404, 503)
        assert "(no database: " in stack.log
    finally:
        restart_postgres(stack)
    stack.wait_until(200, "/readyz")
    stack.wait_until(200, "/search/?q=spine")


def test_without_the_database_pages_open_as_they_were_kept(stack, copies):
    os.kill(stack.postmaster(), signal.SIGKILL)
    try:
        stack.wait_until(503, "/readyz", seconds=20)
        assert_are_copies({address: stack.get(address) for address in ADDRESSES})
    finally:
        restart_postgres(stack)
    stack.wait_until(200, "/readyz")
    assert COPY not in stack.get("/treatments/").body


def test_without_the_database_links_in_letters_open(stack, copies):
    address = stack.manage("carelink", "create", "/treatments/surgery/", "--section", "harms-serious")
    code = address.rpartition("/")[2]
    os.kill(stack.postmaster(), signal.SIGKILL)
    try:
        stack.wait_until(503, "/readyz", seconds=20)
        answer = stack.get(f"/go/{code.lower()}.?utm_source=mail")
        assert (answer.status, answer.headers["Location"]) == (302, "/treatments/surgery/#harms-serious")
        page = stack.get("/treatments/surgery/")
        assert (page.status, COPY in page.body) == (200, True)
    finally:
        restart_postgres(stack)
    stack.wait_until(200, "/readyz")


def test_a_database_that_stands_still_keeps_no_reader_waiting(stack, copies):
    """It takes connections and then says nothing: a full disk, a machine that is being moved."""
    assert stack.get("/treatments/").status == 200
    processes = [stack.postmaster(), *children_of(stack.postmaster())]
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        # More than gunicorn has threads: none may be lost for good.
        for _ in range(10):
            begin = time.monotonic()
            answer = stack.get("/treatments/")
            assert time.monotonic() - begin < FROZEN_SECONDS
            assert answer.status == 200
            assert COPY in answer.body
    finally:
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)
    stack.wait_until(200, "/readyz")
    assert COPY not in stack.get("/treatments/").body


def children_of(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@pytest.fixture
def copies(stack) -> None:
    """The schedule has been round once."""
    deadline = time.monotonic() + COPIED_SECONDS
    pages = stack.var / "published" / "pages"
    while not all(
        (pages / name).exists() for name in ("page.html", "treatments/surgery/page.html", "trials/list.html")
    ):
        assert time.monotonic() < deadline, "the schedule makes no copies"
        time.sleep(0.5)


def assert_are_copies(answers) -> None:
    for address, is_copy in ADDRESSES.items():
        answer = answers[address]
        assert (answer.status, COPY in answer.body) == ((200, True) if is_copy else (503, False)), address
        assert 'href="tel:911"' in answer.body or not is_copy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers.get_all("X-Robots-Tag") == (["noindex"] if is_copy else None)
        for name, value in headers.PUBLIC.items():
            assert answer.headers.get_all(name) == [value], address
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def restart_postgres(stack) -> None:
    """Start the killed server again on the port it had."""
    from spinecare.launch import postgres, tools

    folder = stack.var / "postgres"
    port = int((folder / "data" / "postmaster.pid").read_text().splitlines()[3])
    server = postgres.Cluster(folder, tools.postgres_programs(), port)
    deadline = time.monotonic() + 30
    while True:
        try:
            server.start(durable=True)
            return
        except postgres.Failure:
            # The killed server's own children may still be on their way out.
            assert time.monotonic() < deadline
            time.sleep(0.5)
