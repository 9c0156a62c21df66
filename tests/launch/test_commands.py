"""What the operator meets when something is not right: one line, and a status that says so."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command

from spinecare.launch import packages, postgres, site
from spinecare.launch.nginx import TEMPLATE, render
from spinecare.launch.progress import Failure


def launch(tmp_path, command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SPINECARE_")}
    environment |= {"SPINECARE_VAR": str(tmp_path / "var"), "PORT": str(site.free_port()), **variables}
    return subprocess.run(
        [sys.executable, "-m", "spinecare.launch.commands", command],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """The line on standard error, which must be the only one."""
    assert done.returncode == 2, done.stderr
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("spinecare: ")
    return line


def test_a_port_already_taken(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert port in one_line(launch(tmp_path, "run", PORT=port))


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert "SPINECARE_VAR" in one_line(launch(tmp_path, "run", SPINECARE_VAR=str(tmp_path / "file" / "var")))


def test_a_configuration_that_makes_no_sense(tmp_path):
    assert "DATABASE_URL" in one_line(launch(tmp_path, "run", DATABASE_URL="oracle://host/name"))


def test_a_database_that_does_not_answer(tmp_path):
    address = f"postgresql://user:password@127.0.0.1:{site.free_port()}/name"
    done = launch(tmp_path, "run", DATABASE_URL=address)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "the database cannot be used" in done.stderr
    assert "password@" not in done.stderr


def test_manage_py_says_what_is_missing(tmp_path):
    environment = {"PATH": os.environ["PATH"], "SPINECARE_VAR": str(tmp_path)}
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(
        command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=60, check=False
    )
    assert "SPINECARE_SECRET_KEY" in one_line(done)


def test_the_schedule_ends_when_told_to(tmp_path):
    """Even with no database at all."""
    environment = dict(os.environ) | {
        "SPINECARE_VAR": str(tmp_path),
        "SPINECARE_SECRET_KEY": "k" * 50,
        "DATABASE_URL": f"postgresql://user:password@127.0.0.1:{site.free_port()}/name",
        "DJANGO_SETTINGS_MODULE": "spinecare.settings",
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "keep_schedule"],
        env=environment,
        cwd=settings.BASE_DIR,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert "the schedule waits a minute" in process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.communicate()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="file modes are a matter of POSIX")
def test_a_new_site_is_closed_to_others(tmp_path, monkeypatch):
    mask = os.umask(0)
    monkeypatch.setenv("SPINECARE_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("SPINECARE_SECRET_KEY")
    try:
        made = site.establish()
        again = site.establish()
    finally:
        os.umask(mask)
    assert stat.S_IMODE(made.var.stat().st_mode) == 0o700
    assert stat.S_IMODE((made.var / "secret-key").stat().st_mode) == 0o600
    assert made == again
    assert len((made.var / "secret-key").read_text().strip()) >= 50


@pytest.mark.django_db
def test_the_admin_account_is_made_once(settings, tmp_path, monkeypatch):
    from dataclasses import replace

    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, var=tmp_path)
    monkeypatch.delenv("SPINECARE_ADMIN_PASSWORD", raising=False)
    call_command("ensure_admin")
    kept = tmp_path / "admin-password"
    admin = get_user_model().objects.get(username="admin")
    assert admin.is_superuser
    assert admin.check_password(kept.read_text().strip())
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600

    admin.set_password("changed by its owner")
    admin.save()
    call_command("ensure_admin")
    admin.refresh_from_db()
    assert admin.check_password("changed by its owner")

    monkeypatch.setenv("SPINECARE_ADMIN_PASSWORD", "set by the operator")
    call_command("ensure_admin")
    admin.refresh_from_db()
    assert admin.check_password("set by the operator")


def test_nginx_configuration_leaves_no_placeholder():
    values = dict.fromkeys(("ACCOUNT", "RUN", "FILES", "LISTEN", "TRANSPORT", "HOST", "UPSTREAM", "VAR"), "x")
    rendered = render(TEMPLATE.read_text(), {f"NGINX_{name}": value for name, value in values.items()})
    assert "NGINX_" not in rendered.replace("${NGINX_…}", "")
    with pytest.raises(KeyError):
        render("${NGINX_UNKNOWN}", values)


def test_no_python_is_one_clear_line(tmp_path):
    wanted = packages.Packages(tmp_path / "venv", "requirements.lock", (), (99, 0), ("python3",))
    with pytest.raises(Failure, match=r"no Python 99\.0 or newer"):
        packages.ensure(wanted)


def test_installed_packages_are_not_installed_again(monkeypatch):
    begin = packages.RUN.folder
    assert begin.name == ".venv"
    monkeypatch.setattr(packages, "_works", lambda *arguments: True)
    monkeypatch.setattr(packages, "_installed", lambda folder: [packages._fingerprint("requirements.lock")])
    monkeypatch.setattr(packages, "_install", lambda wanted: pytest.fail("installed again"))
    assert packages.ensure(packages.RUN) == packages.RUN.python


@pytest.mark.stack
def test_a_cluster_keeps_its_data_between_starts(tmp_path):
    import psycopg

    for expected in (0, 1):
        with postgres.cluster(tmp_path / "cluster", durable=False) as url, psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS visits (number int)")
            (count,) = connection.execute("SELECT count(*) FROM visits").fetchone()
            connection.execute("INSERT INTO visits VALUES (1)")
        assert count == expected
    time.sleep(0.1)
    assert not (tmp_path / "cluster" / "data" / "postmaster.pid").exists()
