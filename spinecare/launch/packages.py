"""The virtual environments: found or made, and filled with exactly what a lock file names.

Runs under any Python that is at hand, to find one that is new enough.
"""

from __future__ import annotations

import fcntl
import hashlib
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .progress import Failure, say, step

ROOT = Path(__file__).resolve().parents[2]
STAMP = "installed-locks"
# pip 22.3 can install into another environment, so a new one need not get a pip of its own first: that took 7 s.
REACHES_OUT = "import pip, sys; sys.exit(tuple(map(int, pip.__version__.split('.')[:2])) < (22, 3))"
INSTALL = ("install", "--require-hashes", "--no-deps", "--no-compile", "--disable-pip-version-check")


@dataclass(frozen=True)
class Packages:
    """A set of packages, where it is installed, and which Python it needs."""

    folder: Path
    lock: str
    # Locks whose packages are all in this one, in the same versions.
    covers: tuple[str, ...]
    minimum: tuple[int, ...]
    interpreters: tuple[str, ...]

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"


DEBIAN_12 = (3, 11, 2)
ANY_PYTHON = ("python3", "python3.11", "python3.12", "python3.13", "python3.14", "/usr/bin/python3")
PYENV = Path.home() / ".pyenv" / "versions"
PYTHON_313 = ("python3.13", *sorted(map(str, PYENV.glob("3.13*/bin/python3")), reverse=True))

RUN = Packages(ROOT / ".venv", "requirements.lock", (), DEBIAN_12, ANY_PYTHON)
TEST = Packages(ROOT / ".venv", "requirements-test.lock", ("requirements.lock",), DEBIAN_12, ANY_PYTHON)
NEWEST = Packages(ROOT / ".venv-newest", "requirements-newest.lock", (), (3, 13), PYTHON_313)


def ensure(packages: Packages) -> Path:
    """Make sure the packages are installed as locked, and return the Python that has them.

    Takes a few milliseconds when nothing has changed since the last time.
    """
    packages.folder.mkdir(exist_ok=True)
    with _alone(packages.folder):
        works = _works(str(packages.python), packages.minimum)
        if works and _fingerprint(packages.lock) in _installed(packages.folder):
            return packages.python
        if not works:
            _create(packages)
        _install(packages)
    return packages.python


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two starts at once must not install into each other."""
    with (folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _works(python: str, minimum: tuple[int, ...], needs: str = "sys") -> bool:
    """Whether this interpreter starts, is new enough, and has what is needed of it."""
    question = f"import sys, {needs}; sys.exit(sys.version_info < {minimum!r})"
    try:
        answer = subprocess.run([python, "-c", question], capture_output=True, timeout=60, cwd=ROOT, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _create(packages: Packages) -> None:
    wanted = ".".join(map(str, packages.minimum))
    python = next((name for name in packages.interpreters if _works(name, packages.minimum, "venv, ensurepip")), None)
    if python is None:
        raise Failure(
            f"no Python {wanted} or newer with its venv module was found; install one "
            "(on Debian: apt-get install python3 python3-venv) and start again."
        )
    with step(f"Making {packages.folder.name} with {python}"):
        clear = ["--clear"] if (packages.folder / "pyvenv.cfg").exists() else []
        bare = ["--without-pip"] if _reaches_out(python) else []
        _run([python, "-m", "venv", *clear, *bare, str(packages.folder)], "the virtual environment could not be made")


def _reaches_out(python: str) -> bool:
    """Whether this interpreter has a pip that can install into another environment."""
    return subprocess.run([python, "-c", REACHES_OUT], capture_output=True, cwd=ROOT, check=False).returncode == 0


def _pip(packages: Packages) -> list[str]:
    """The pip to install with: the environment's own if it has one, else that of the interpreter that made it."""
    if _works(str(packages.python), packages.minimum, "pip"):
        return [str(packages.python), "-m", "pip"]
    usable = (name for name in packages.interpreters if _works(name, packages.minimum) and _reaches_out(name))
    python = next(usable, None)
    if python is None:
        raise Failure(f"{packages.folder.name} has no pip; delete that folder and start again.")
    return [python, "-m", "pip", "--python", str(packages.python)]


def _install(packages: Packages) -> None:
    lock = ROOT / packages.lock
    count = sum(1 for line in lock.read_text().splitlines() if "==" in line and not line.startswith((" ", "#")))
    with step(f"Installing {count} packages from {packages.lock}"):
        _run([*_pip(packages), *INSTALL, "-r", str(lock)], "the packages could not be installed")
    stamps = [_fingerprint(name) for name in (packages.lock, *packages.covers)]
    (packages.folder / STAMP).write_text("\n".join(stamps) + "\n")


def _run(command: list[str], complaint: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if not line.startswith("WARNING")]
        say()
        for line in errors[-12:]:
            say(f"    {line}")
        raise Failure(f"{complaint} (what {Path(command[0]).name} said is above).")


def _fingerprint(lock: str) -> str:
    return f"{hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()} {lock}"


def _installed(folder: Path) -> list[str]:
    try:
        return (folder / STAMP).read_text().splitlines()
    except OSError:
        return []
