"""The commands of the Makefile, run inside the virtual environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from . import benchmark, icons, nginx, postgres, processes, rounds, screenshots, tools
from .packages import ROOT
from .processes import Program, Stopped
from .progress import Failure, fail, say, step
from .site import HOST, Site, establish, free_port, prepare, require_free_port

LINTERS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("lint-imports", "--no-cache"),
)
FORMATTERS = (("ruff", "check", "--fix", "."), ("ruff", "format", "."))


def run() -> int:
    """Set the site up and serve it with gunicorn, as in production but for the nginx in front."""
    site = establish()
    require_free_port(site.port)
    _prepare_and_serve(site, [processes.web(f"{HOST}:{site.port}"), processes.schedule()])
    return 0


def stack() -> int:
    """The same site as in production: PostgreSQL, gunicorn, and nginx with the configuration of compose.yaml."""
    site = establish()
    require_free_port(site.port)
    tools.nginx()
    with ExitStack() as running:
        with step("Starting PostgreSQL"):
            url = running.enter_context(postgres.cluster(site.var / "postgres"))
        site = site.with_variables(DATABASE_URL=url)
        upstream = f"{HOST}:{free_port()}"
        programs = [processes.web(upstream, restart=True), processes.schedule(), nginx.front(site, upstream)]
        _prepare_and_serve(site, programs)
    return 0


def prepare_only() -> int:
    """Set the site up without serving it."""
    prepare(establish())
    return 0


def dev() -> int:
    """The developer's server: starts again when a file changes, shows what went wrong."""
    site = establish().with_variables(DJANGO_SETTINGS_MODULE="spinecare.settings.dev")
    require_free_port(site.port)
    prepare(site, "--data-only")
    for line in _welcome(site):
        say(line)
    command = ["manage.py", "runserver", f"{HOST}:{site.port}"]
    os.chdir(ROOT)
    return os.execve(sys.executable, [sys.executable, *command], site.variables)  # noqa: S606 - nothing to quote


def lint() -> int:
    return _run_tools(LINTERS)


def format_code() -> int:
    return _run_tools(FORMATTERS)


def draw_icons() -> int:
    """Draw the pictures made from the mark anew."""
    icons.make_icons()
    return 0


def take_screenshots(folder: str = "") -> int:
    """Take pictures of every kind of page, into `folder` or the usual place."""
    screenshots.take_all(Path(folder) if folder else None)
    return 0


COMMANDS: dict[str, Callable[..., int]] = {
    "run": run,
    "stack": stack,
    "prepare": prepare_only,
    "dev": dev,
    "lint": lint,
    "format": format_code,
    "icons": draw_icons,
    "screenshots": take_screenshots,
    "test": rounds.everything,
    "test-fast": rounds.fast,
    "test-newest": rounds.newest,
    "conformance": rounds.conformance,
    "benchmark": benchmark.compare,
}


def main(arguments: list[str]) -> int:
    """Run one command. 0: ended as asked; 2: the set-up is wrong, and the last line says how."""
    name, *rest = arguments
    try:
        with processes.stop_signals():
            return COMMANDS[name](*rest)
    except Stopped:
        return 0
    except Failure as error:
        return fail(error)


def _prepare_and_serve(site: Site, programs: list[Program]) -> None:
    had_password = site.password_file.exists()
    prepare(site)
    processes.serve(site, programs, _welcome(site, show_password=not had_password))


def _welcome(site: Site, show_password: bool = False) -> list[str]:
    address = f"http://{HOST}:{site.port}"
    return [
        "",
        f"  SpineCare   {address}/",
        f"  Admin       {address}/admin/",
        "  User        admin",
        f"  Password    {_password(site, show_password)}",
        "",
        "  Stop with Ctrl-C.",
        "",
    ]


def _password(site: Site, show: bool) -> str:
    if site.variables.get("SPINECARE_ADMIN_PASSWORD"):
        return "the one in SPINECARE_ADMIN_PASSWORD"
    if not site.password_file.exists():
        return "as you set it"
    if show:
        return f"{site.password_file.read_text().strip()}   (shown once; kept in {site.password_file})"
    return f"kept in {site.password_file}, unless you have changed it"


def _run_tools(commands: tuple[tuple[str, ...], ...]) -> int:
    folder = Path(sys.executable).parent
    failed = []
    for command in commands:
        say(f"+ {' '.join(command)}")
        if subprocess.run([str(folder / command[0]), *command[1:]], cwd=ROOT, check=False).returncode:
            failed.append(command[0])
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
