"""Every environment variable the site reads, in one place.

The readers are strict: a value that cannot be understood stops the start with one line that says what to write
instead. `docs/configuration.md` lists the same variables; a test keeps the two lists equal.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]

VARIABLES = (
    "PORT",
    "DATABASE_URL",
    "SPINECARE_VAR",
    "SPINECARE_ORIGIN",
    "SPINECARE_SECRET_KEY",
    "SPINECARE_ADMIN_PASSWORD",
    "SPINECARE_SMTP_URL",
    "SPINECARE_MAIL_FROM",
    "SPINECARE_REGISTRY_URL",
)

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")
SECRET_KEY_MINIMUM = 50


class ConfigurationError(ImproperlyConfigured):
    """The environment does not describe a site that may be started. The message is one line for the operator."""


@dataclass(frozen=True)
class Environment:
    """What the operator decided, checked and typed."""

    var: Path
    port: int
    origin: str
    database_url: str
    secret_key: str
    smtp_url: str
    mail_from: str
    registry_url: str

    @property
    def secure(self) -> bool:
        """Whether readers reach the site over TLS."""
        return self.origin.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """Host names Django answers to. Loopback is always one, for health checks and `manage.py`."""
        host = urlsplit(self.origin).hostname or ""
        return list(dict.fromkeys([host, *LOOPBACK_HOSTS]))


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """Read and check the environment.

    Raises ConfigurationError with one line for the operator.
    """
    var = Path(variables.get("SPINECARE_VAR") or BASE_DIR / "var").expanduser().resolve()
    port = _port(variables.get("PORT") or "8000")
    return Environment(
        var=var,
        port=port,
        origin=_origin(variables.get("SPINECARE_ORIGIN") or f"http://127.0.0.1:{port}"),
        database_url=_database_url(variables.get("DATABASE_URL") or f"sqlite:///{var / 'spinecare.sqlite3'}"),
        secret_key=_secret_key(variables.get("SPINECARE_SECRET_KEY"), var / "secret-key"),
        smtp_url=_smtp_url(variables.get("SPINECARE_SMTP_URL") or ""),
        mail_from=variables.get("SPINECARE_MAIL_FROM") or "spinecare@localhost",
        registry_url=_registry_url(variables.get("SPINECARE_REGISTRY_URL") or ""),
    )


def _port(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 0 < int(value[:6]) < 65536):
        raise ConfigurationError(f"PORT is {value!r}; write a number from 1 to 65535.")
    return int(value)


def _origin(value: str) -> str:
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or parts.path.strip("/") or parts.query:
        raise ConfigurationError(
            f"SPINECARE_ORIGIN is {value!r}; write the address readers use, such as https://spine.example.org."
        )
    if parts.scheme == "http" and host not in ("127.0.0.1", "localhost", "::1"):
        raise ConfigurationError(
            f"SPINECARE_ORIGIN is {value!r}; a site that others can reach needs https:// "
            "(plain http is for 127.0.0.1 alone)."
        )
    return value.rstrip("/")


def _database_url(value: str) -> str:
    if value.split(":", 1)[0] not in ("sqlite", "postgres", "postgresql"):
        raise ConfigurationError(
            "DATABASE_URL must begin with postgresql:// or sqlite:///, such as postgresql://user:password@host/name."
        )
    try:
        parts = urlsplit(value)
        complete = bool(parts.path.strip("/")) and parts.port is not False
    except ValueError:
        complete = False
    if not complete:
        # The value itself may hold a password, so it is not repeated.
        raise ConfigurationError(
            "DATABASE_URL cannot be read; write postgresql://user:password@host:5432/name, "
            "with %-codes for odd characters in the password."
        )
    return value


def _secret_key(value: str | None, path: Path) -> str:
    key = value if value is not None else _read_secret(path)
    if len(key) < SECRET_KEY_MINIMUM:
        raise ConfigurationError(
            f"no usable secret key: set SPINECARE_SECRET_KEY to {SECRET_KEY_MINIMUM} random characters or more, "
            f"or run `make run` once, which writes {path}."
        )
    return key


def _read_secret(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _smtp_url(value: str) -> str:
    if value and (urlsplit(value).scheme not in ("smtp", "smtps") or not urlsplit(value).hostname):
        raise ConfigurationError("SPINECARE_SMTP_URL must look like smtp://user:password@host:587 (or smtps://…:465).")
    return value


def _registry_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        understood = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port is not False
    except ValueError:
        understood = False
    if value and not (understood and not parts.query):
        raise ConfigurationError(
            f"SPINECARE_REGISTRY_URL is {value!r}; write https://clinicaltrials.gov/api/v2, or nothing for the samples."
        )
    return value.rstrip("/")
