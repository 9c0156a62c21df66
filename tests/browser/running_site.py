"""A site in a folder of its own, set up and served by the project's own launcher, as `make run` does it."""

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

from spinecare.launch.packages import ROOT
from spinecare.launch.site import HOST, free_port

# With a cold disk and two busy cores the database alone takes most of a minute.
SETUP_SECONDS = 240
STOP_SECONDS = 40
SECONDS_BETWEEN_QUESTIONS = 0.2
# What the test run itself or the developer has set must not reach the site.
NOT_PASSED_ON = ("SPINECARE_", "DATABASE_URL", "PORT", "DJANGO_SETTINGS_MODULE")


@dataclass(frozen=True)
class RunningSite:
    """Where the site answers, and the variables that name it to `manage.py`."""

    origin: str
    variables: dict[str, str]
    log: Path

    def url(self, address: str) -> str:
        return self.origin + address

    def manage(self, *arguments: str, given: str = "") -> str:
        """Run a command of `manage.py` on this site and hand back what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, env=self.variables, cwd=ROOT, input=given, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"manage.py {' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}"
        return done.stdout.strip()


@contextmanager
def running_site(folder: Path, admin_password: str) -> Iterator[RunningSite]:
    """Set a site up, serve it, and stop it again."""
    port = free_port()
    variables = {name: value for name, value in os.environ.items() if not name.startswith(NOT_PASSED_ON)}
    variables |= {
        "SPINECARE_VAR": str(folder),
        "PORT": str(port),
        "SPINECARE_ADMIN_PASSWORD": admin_password,
    }
    site = RunningSite(f"http://{HOST}:{port}", variables, folder.with_suffix(".log"))
    command = [sys.executable, "-m", "spinecare.launch.commands", "run"]
    with site.log.open("wb") as log:
        process = subprocess.Popen(command, env=variables, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_until_ready(site, process)
            yield site
        finally:
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
        assert process.poll() is None, f"the launcher ended with {process.returncode}:\n{site.log.read_text()}"
        try:
            with opener.open(site.url("/readyz"), timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(SECONDS_BETWEEN_QUESTIONS)
    raise AssertionError(f"the site was not ready within {SETUP_SECONDS} s:\n{site.log.read_text()}")
