"""Programs that are not Python packages: nginx, PostgreSQL, a browser, Java.

One that is missing is installed where that can be done (a Debian package when root), else named. Never skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from .packages import ROOT
from .progress import Failure, step

# Debian keeps servers where the search path of an ordinary account does not reach.
SEARCH_PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
POSTGRES_PROGRAMS = ("initdb", "pg_ctl", "postgres", "createdb")
# A browser that asks nobody but the site, and that root may start.
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# The packages would start their own servers on the usual ports; ours run from their own folder.
QUIET_INSTALL = {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
PLAYWRIGHT_PATH = (
    "from playwright.sync_api import sync_playwright as p\nwith p() as it: print(it.chromium.executable_path)"
)


def nginx() -> Path:
    """The nginx program."""
    return _found_or_installed("nginx", lambda: _find("nginx"))


def postgres_programs() -> Path:
    """The folder that holds PostgreSQL's server programs."""
    return _found_or_installed("postgresql", _find_postgres)


def chromium() -> Path:
    """A Chromium for the browser tests: the system's, else Playwright's own."""
    found = _find(*BROWSERS) or _find_playwright_browser()
    if found is None and not _is_debian_root() and _download_playwright_browser():
        found = _find_playwright_browser()
    return found or _found_or_installed("chromium", lambda: _find(*BROWSERS))


def java() -> Path:
    """A Java to run the HTML checker with."""
    return _found_or_installed("default-jre-headless", lambda: _find("java"))


def _found_or_installed(package: str, find: Callable[[], Path | None]) -> Path:
    found = find()
    if found is None and _is_debian_root():
        _install_debian_package(package)
        found = find()
    if found is None:
        raise Failure(f"{package} is missing; install it (on Debian: apt-get install {package}) and start again.")
    return found


def _find(*names: str) -> Path | None:
    places = (shutil.which(name, path=SEARCH_PATH) for name in names)
    return next((Path(place) for place in places if place), None)


def _find_postgres() -> Path | None:
    """Debian keeps each version in a folder of its own; the newest that is whole is taken."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    on_path = shutil.which("initdb", path=SEARCH_PATH)
    folders = [*versions, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in folders if all((folder / name).exists() for name in POSTGRES_PROGRAMS)), None)


def _find_playwright_browser() -> Path | None:
    command = [sys.executable, "-c", PLAYWRIGHT_PATH]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    path = Path(done.stdout.strip() or "missing")
    return path if path.exists() else None


def _download_playwright_browser() -> bool:
    with step("Fetching Playwright's browser"):
        try:
            command = [sys.executable, "-m", "playwright", "install", "chromium"]
            return subprocess.run(command, capture_output=True, timeout=600, cwd=ROOT, check=False).returncode == 0
        except subprocess.TimeoutExpired:
            return False


def _is_debian_root() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install_debian_package(package: str) -> None:
    with step(f"Installing the Debian package {package}"):
        for command in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", package]):
            done = subprocess.run(
                ["apt-get", *command],
                env=dict(os.environ) | QUIET_INSTALL,
                capture_output=True,
                text=True,
                stdin=subprocess.DEVNULL,
                check=False,
            )
            if done.returncode:
                lines = (done.stderr or done.stdout).strip().splitlines() or ["apt-get gave no reason"]
                raise Failure(f"the Debian package {package} could not be installed: {lines[-1]}")
