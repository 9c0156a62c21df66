"""Keeps the site's processes running together, and stops them together."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from .packages import ROOT
from .progress import Failure, say
from .site import Site

STOP_SECONDS = 25
START_SECONDS = 40


@dataclass
class Program:
    """One program of the site: how it is started, and whether it is started again when it ends."""

    name: str
    command: list[str]
    restart: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self, site: Site) -> None:
        # A session of its own: Ctrl-C reaches only the launcher, which then stops everything in order.
        self.process = subprocess.Popen(self.command, env=site.variables, cwd=ROOT, start_new_session=True)

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def web(bind: str, restart: bool = False) -> Program:
    """The site itself."""
    configuration = "spinecare/launch/gunicorn_conf.py"
    command = [sys.executable, "-m", "gunicorn", "--config", configuration, "--bind", bind, "spinecare.wsgi"]
    return Program("gunicorn", command, restart)


def schedule() -> Program:
    """Publishing at set times."""
    return Program("keep_schedule", [sys.executable, "manage.py", "keep_schedule"], restart=True)


class Stopped(Exception):
    """Somebody asked for an end: Ctrl-C, or the signal a service manager sends."""


@contextmanager
def stop_signals() -> Iterator[None]:
    """Turn SIGTERM and SIGINT into `Stopped`, so that everything on the way out is cleaned up."""

    def on_signal(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise Stopped

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def serve(site: Site, programs: list[Program], announce: list[str]) -> None:
    """Start the programs, say so when the site answers, and keep them until `Stopped` or until one ends."""
    try:
        for program in programs:
            program.start(site)
        _wait_until_alive(site, programs)
        for line in announce:
            say(line)
        _watch(site, programs)
    finally:
        say("Stopping ...")
        for program in reversed(programs):
            program.stop()


def _wait_until_alive(site: Site, programs: list[Program]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        _raise_if_ended(programs)
        if _answers(f"http://127.0.0.1:{site.port}/healthz"):
            return
        time.sleep(0.1)
    raise Failure(f"the site did not answer on port {site.port} within {START_SECONDS} s.")


def _answers(address: str) -> bool:
    # No proxy from the environment: this is a question to ourselves.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _watch(site: Site, programs: list[Program]) -> None:
    pause = threading.Event()
    while True:
        for program in programs:
            if program.restart and program.process and program.process.poll() is not None:
                say(f"{program.name} ended; starting it again.")
                program.start(site)
        _raise_if_ended([program for program in programs if not program.restart])
        pause.wait(1)


def _raise_if_ended(programs: list[Program]) -> None:
    for program in programs:
        status = program.process.poll() if program.process else None
        if status is not None:
            raise Failure(f"{program.name} ended with status {status} (its last lines are above).")
