"""The whole site as in production, started once: PostgreSQL, gunicorn, and nginx with its real files."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from spinecare.launch.site import free_port

HOST = "127.0.0.1"
START_SECONDS = 300


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: str


@dataclass(frozen=True)
class Stack:
    """A running site: where it is, and how to ask it and hurt it."""

    var: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def upstream(self) -> int:
        """The port of gunicorn itself, behind nginx."""
        text = (self.var / "nginx" / "nginx.conf").read_text()
        return int(re.search(rf"server {re.escape(HOST)}:(\d+);", text)[1])

    @property
    def log(self) -> str:
        return (self.var / "stack.log").read_text()

    def get(self, address: str, timeout: float = 15, **headers: str) -> Answer:
        """Ask through nginx."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=timeout)
        try:
            connection.request("GET", address, headers={name.replace("_", "-"): text for name, text in headers.items()})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read().decode(errors="replace"))
        finally:
            connection.close()

    def raw(self, request: bytes, port: int | None = None) -> int:
        """Send bytes as they are; 0 when the connection is closed without an answer."""
        with socket.create_connection((HOST, port or self.port), timeout=15) as connection:
            try:
                connection.sendall(request)
                line = connection.makefile("rb").readline()
            except (BrokenPipeError, ConnectionResetError):
                return 0
        return int(line.split()[1]) if line.startswith(b"HTTP/") else 0

    def gunicorn(self) -> int:
        """The process id of gunicorn's master, a child of the launcher; also the number of its process group."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return next(int(pid) for pid in children if b"gunicorn" in Path(f"/proc/{pid}/cmdline").read_bytes())

    def manage(self, *arguments: str) -> str:
        """Run a management command on the running site, with the variables that gunicorn has."""
        given = Path(f"/proc/{self.gunicorn()}/environ").read_text().split("\0")
        environment = dict(each.split("=", 1) for each in given if "=" in each)
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def postmaster(self) -> int:
        return int((self.var / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[0])

    def wait_until(self, status: int, address: str = "/", seconds: float = 60) -> Answer:
        """Ask until the answer has this status."""
        deadline = time.monotonic() + seconds
        while True:
            answer = self.get(address)
            if answer.status == status:
                return answer
            assert time.monotonic() < deadline, f"{address} still answers {answer.status}"
            time.sleep(0.2)


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """`make stack` in a folder that goes, on a free port."""
    with tempfile.TemporaryDirectory(prefix="spinecare-stack-") as name:
        folder = Path(name)
        port = free_port()
        ours = ("SPINECARE_", "DATABASE_URL", "PORT", "DJANGO_SETTINGS_MODULE")
        environment = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
        environment |= {"SPINECARE_VAR": name, "PORT": str(port)}
        command = [sys.executable, "-m", "spinecare.launch.commands", "stack"]
        with (folder / "stack.log").open("wb") as log:
            process = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        running = Stack(folder, port, process)
        try:
            _wait_for_welcome(running)
            yield running
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def _wait_for_welcome(running: Stack) -> None:
    deadline = time.monotonic() + START_SECONDS
    while "Stop with Ctrl-C" not in running.log:
        assert running.process.poll() is None, running.log
        assert time.monotonic() < deadline, running.log
        time.sleep(0.2)
