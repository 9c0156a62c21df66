"""Brings a site up to date: database, static files, starter content, admin account, error pages.

`make run` and `make stack` do it before they serve; in compose.yaml it is the one-shot job. All of it may be repeated
at any time, and does nothing where nothing has changed.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys

from .packages import ROOT
from .progress import Failure, fail, say, step


def main(arguments: list[str]) -> int:
    """Prepare the site that the environment describes; with `--data-only`, without the files production needs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spinecare.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError

    try:
        prepare_data() if arguments == ["--data-only"] else prepare()
    except Failure as error:
        return fail(error)
    except (ImproperlyConfigured, CommandError) as error:
        return fail(Failure(str(error)))
    return 0


def prepare() -> None:
    """Prepare everything. Collecting files needs no database, so it goes on beside the rest."""
    from django.core.management import call_command

    files = _start_collecting()
    try:
        prepare_data()
        with step("Collecting static files"):
            _finish(files)
        with step("Writing the error pages"):
            call_command("publish_error_pages")
    finally:
        if files.poll() is None:
            files.terminate()
            files.wait()


def prepare_data() -> None:
    """Prepare what lives in the database."""
    import django
    from django.core.management import call_command

    with step("Starting Django"):
        django.setup()
    with step("Asking the database"):
        call_command("wait_for_database")
    with step("Bringing the database up to date"):
        call_command("migrate", interactive=False, verbosity=0)
    with step("Loading the starter content"):
        _load_starter()
    with step("Making sure of the roles and the admin account"):
        call_command("set_up_roles", stdout=io.StringIO())
        call_command("ensure_admin")


def _start_collecting() -> subprocess.Popen[str]:
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def _finish(files: subprocess.Popen[str]) -> None:
    output, _ = files.communicate()
    if files.returncode:
        raise Failure(f"collecting static files failed: {output.strip().splitlines()[-1]}")


def _load_starter() -> None:
    """Load the sample site, except into a database that already holds another one."""
    from django.core.management import CommandError, call_command

    from spinecare.starter.loader import OccupiedSite

    try:
        call_command("load_starter", stdout=io.StringIO())
    except CommandError as error:
        if not isinstance(error.__cause__, OccupiedSite):
            raise
        say(f" not loaded: {error}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
