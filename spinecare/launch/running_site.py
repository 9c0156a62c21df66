"""A sample site in a folder of its own, set up and served as `make run` does it, for as long as somebody looks at it.

The browser tests and `make screenshots` look at it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .packages import ROOT
from .progress import Failure
from .site import HOST, free_port

# With a cold disk and two busy cores the database alone takes most of a minute.
SETUP_SECONDS = 240
STOP_SECONDS = 40
SECONDS_BETWEEN_QUESTIONS = 0.2
# What a test run or the developer has set must not reach the site.
NOT_PASSED_ON = ("SPINECARE_", "DATABASE_URL", "PORT", "DJANGO_SETTINGS_MODULE")


@dataclass(frozen=True)
class RunningSite:
    """Where the site answers, the folder with its files, and the variables that name it to `manage.py`."""

    origin: str
    folder: Path
    variables: dict[str, str]

    @property
    def log(self) -> Path:
        return self.folder.with_suffix(".log")

    def url(self, address: str) -> str:
        return self.origin + address

    def manage(self, *arguments: str, given: str = "") -> str:
        """Run a command of `manage.py` on this site and hand back what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, env=self.variables, cwd=ROOT, input=given, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Failure(f"manage.py {' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")
        return done.stdout.strip()


@contextmanager
def running_site(folder: Path, admin_password: str) -> Iterator[RunningSite]:
    """Set a site up, serve it, and stop it again."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(NOT_PASSED_ON)}
    variables |= {"SPINECARE_VAR": str(folder), "SPINECARE_ADMIN_PASSWORD": admin_password}
    site = _at_a_free_port(folder, variables)
    with _served(site, "-m", "spinecare.launch.commands", "run"):
        yield site


@contextmanager
def developers_view(site: RunningSite) -> Iterator[RunningSite]:
    """The same site once more with the developer's settings, which have a page that readers do not."""
    view = _at_a_free_port(site.folder, site.variables | {"DJANGO_SETTINGS_MODULE": "spinecare.settings.dev"})
    with _served(view, "manage.py", "runserver", "--noreload", view.origin.removeprefix("http://")):
        yield view


def _at_a_free_port(folder: Path, variables: dict[str, str]) -> RunningSite:
    port = free_port()
    return RunningSite(f"http://{HOST}:{port}", folder, variables | {"PORT": str(port)})


@contextmanager
def _served(site: RunningSite, *command: str) -> Iterator[None]:
    with site.log.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, *command], env=site.variables, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_ready(site, process)
            yield
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_until_ready(site: RunningSite, process: subprocess.Popen[bytes]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + SETUP_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise Failure(f"the site ended with status {process.returncode}:\n{site.log.read_text()}")
        try:
            with opener.open(site.url("/readyz"), timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(SECONDS_BETWEEN_QUESTIONS)
    raise Failure(f"the site was not ready within {SETUP_SECONDS} s:\n{site.log.read_text()}")
