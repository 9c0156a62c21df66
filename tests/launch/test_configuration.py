"""The variables, files and commands that the documents and container files name all exist."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from spinecare.settings.environment import VARIABLES, ConfigurationError, read
from spinecare.settings.mail import mail_settings

ROOT = Path(settings.BASE_DIR)
COMPOSE = (ROOT / "compose.yaml").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OPERATORS = (ROOT / "docs" / "operators.md").read_text()
NGINX = ROOT / "spinecare" / "delivery" / "nginx"
# Asked of the operator by compose.yaml alone; docs/configuration.md says so.
ONLY_IN_COMPOSE = {"SPINECARE_HOST", "POSTGRES_PASSWORD"}
KEY = "k" * 50


def test_each_variable_is_documented_once():
    table = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "configuration.md").read_text(), re.MULTILINE)
    assert table == list(VARIABLES)


def test_no_other_variable_is_read():
    sources = [path for name in ("spinecare", "treatments", "trials") for path in (ROOT / name).rglob("*.py")]
    named = {
        name for path in sources for name in re.findall(r"\b(?:SPINECARE_[A-Z_]+|DATABASE_URL)\b", path.read_text())
    }
    assert named <= set(VARIABLES)


def test_compose_sets_only_what_is_read():
    set_for_the_site = set(re.findall(r"^    +([A-Z][A-Z_]+): ", COMPOSE, re.MULTILINE))
    for_nginx = set(re.findall(r"\$\{(NGINX_[A-Z]+)\}", (NGINX / "nginx.conf.template").read_text()))
    for_images = {
        "POSTGRES_USER",
        "POSTGRES_DB",
        "POSTGRES_PASSWORD",
        "NGINX_ENVSUBST_OUTPUT_DIR",
        "NGINX_ENVSUBST_FILTER",
    }
    assert for_nginx <= set_for_the_site
    assert set_for_the_site <= set(VARIABLES) | for_nginx | for_images
    asked = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE))
    assert asked <= set(VARIABLES) | ONLY_IN_COMPOSE
    documents = OPERATORS + (ROOT / "docs" / "configuration.md").read_text()
    assert all(name in documents for name in asked)


def test_compose_asks_for_every_secret():
    for name in ("SPINECARE_HOST", "SPINECARE_SECRET_KEY", "SPINECARE_ADMIN_PASSWORD", "POSTGRES_PASSWORD"):
        assert f"${{{name}:?" in COMPOSE


def test_compose_names_files_and_commands_that_exist():
    mounted = re.findall(r"^ +- \./([^:]+):", COMPOSE, re.MULTILINE)
    assert mounted
    assert all((ROOT / name).exists() for name in mounted if name != "tls")
    commands = re.findall(r"command: \[python, (-m|manage\.py), ([\w.]+)\]", COMPOSE)
    assert {name for _, name in commands} == {"spinecare.launch.prepare", "keep_schedule"}
    assert "keep_schedule" in get_commands()
    assert (ROOT / "spinecare" / "launch" / "prepare.py").exists()


def test_compose_locks_every_service_down():
    services = COMPOSE.split("\nservices:\n")[1].split("\nnetworks:\n")[0]
    blocks = re.split(r"^  (?=\w)", services, flags=re.MULTILINE)[1:]
    assert [block.split(":")[0] for block in blocks] == ["database", "prepare", "web", "scheduler", "front"]
    assert all("<<: *locked-down" in block or "<<: *site" in block for block in blocks)
    assert "cap_drop: [ALL]" in COMPOSE
    assert "read_only: true" in COMPOSE
    assert "no-new-privileges:true" in COMPOSE


def test_the_image_is_built_from_files_that_exist_and_are_sent():
    copied = re.findall(r"^COPY (?!--from)(\S+)", DOCKERFILE, re.MULTILINE)
    sent = re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    assert sorted(copied) == sorted(sent)
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_runs_as_nobody_in_particular_and_changes_no_database():
    assert re.search(r"^USER \d+:\d+$", DOCKERFILE, re.MULTILINE)
    command = re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert command
    assert "migrate" not in command[1]
    assert "--require-hashes" in DOCKERFILE
    assert "/healthz" in DOCKERFILE


def test_lock_files_have_hashes_and_no_addresses():
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text()
        assert "://" not in text
        assert "--index-url" not in text
        for requirement in re.split(r"\n(?=\S)", text.strip()):
            assert "--hash=sha256:" in requirement, f"{lock.name}: {requirement.splitlines()[0]}"


def test_the_test_lock_covers_the_run_lock():
    """`make test` marks both as installed, so that `make run` finds nothing to do."""

    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[A-Za-z0-9._-]+==\S+", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-test.lock")


def test_lts_releases_are_locked():
    text = (ROOT / "requirements.lock").read_text()
    assert re.search(r"^wagtail==7\.4\.", text, re.MULTILINE)
    assert re.search(r"^django==5\.2\.", text, re.MULTILINE)


def test_every_marker_of_the_rounds_is_known():
    markers = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]["markers"]
    assert {line.split(":")[0] for line in markers} >= {"browser", "stack"}


def test_make_targets_lead_somewhere():
    from spinecare.launch.__main__ import NEEDS
    from spinecare.launch.commands import COMMANDS

    targets = re.findall(r"\$\(LAUNCH\) (\S+)", (ROOT / "Makefile").read_text())
    assert set(targets) == set(NEEDS) == set(COMMANDS)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "٨٠٠٠"),
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "postgresql://user:password@host:port/name"),
        ("DATABASE_URL", "postgresql://user:pass#word@host/name"),
        ("DATABASE_URL", "postgresql://host"),
        ("DATABASE_URL", "postgresql://[host/name"),
        ("SPINECARE_ORIGIN", "spine.example.org"),
        ("SPINECARE_ORIGIN", "http://spine.example.org"),
        ("SPINECARE_ORIGIN", "https://spine.example.org/path"),
        ("SPINECARE_SECRET_KEY", "short"),
        ("SPINECARE_SMTP_URL", "mail.example.org"),
    ],
)
def test_a_value_that_makes_no_sense_is_one_clear_line(tmp_path, variable, value):
    variables = {"SPINECARE_VAR": str(tmp_path), "SPINECARE_SECRET_KEY": KEY, variable: value}
    with pytest.raises(ConfigurationError) as failure:
        read(variables)
    line = str(failure.value)
    assert "\n" not in line
    assert variable in line
    assert "password@" not in line.replace("user:password@host", "")


def test_a_database_password_may_hold_anything(tmp_path):
    url = "postgresql://user:p%40ss%2Fword@host:5432/name"
    assert read({"SPINECARE_VAR": str(tmp_path), "SPINECARE_SECRET_KEY": KEY, "DATABASE_URL": url}).database_url == url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://user:p%40ss@mail.example.org", {"port": 587, "use_tls": True, "use_ssl": False, "password": "p@ss"}),
        ("smtps://mail.example.org", {"port": 465, "use_tls": False, "use_ssl": True, "username": ""}),
        ("smtp://127.0.0.1:25", {"port": 25, "use_tls": False, "use_ssl": False}),
    ],
)
@pytest.mark.parametrize("version", [(5, 2), (6, 1)])
def test_mail_is_encrypted_unless_it_stays_here(monkeypatch, tmp_path, version, url, expected):
    monkeypatch.setattr("django.VERSION", version)
    named = mail_settings(url, tmp_path)
    if version >= (6, 1):
        options = named["MAILERS"]["default"]["OPTIONS"]
    else:
        older = {"username": "EMAIL_HOST_USER", "password": "EMAIL_HOST_PASSWORD"}
        options = {name: named[older.get(name, f"EMAIL_{name.upper()}")] for name in expected}
    assert expected.items() <= options.items()


def test_mail_without_a_server_is_kept_as_files(tmp_path):
    assert str(tmp_path) in repr(mail_settings("", tmp_path))
