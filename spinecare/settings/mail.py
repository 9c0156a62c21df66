"""Mail as Django wants it told: `MAILERS` from Django 6.1 on, where the older names are deprecated, else `EMAIL_*`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django

from .environment import LOOPBACK_HOSTS

BACKENDS = "django.core.mail.backends"
TIMEOUT_SECONDS = 10


def mail_settings(smtp_url: str, folder: Path) -> dict[str, Any]:
    """The settings for mail sent by SMTP, or kept as files in `folder` when no server is named."""
    if smtp_url:
        return _named("smtp", _smtp_options(smtp_url))
    return _named("filebased", {"file_path": str(folder)})


def _smtp_options(url: str) -> dict[str, Any]:
    """Passwords and messages travel encrypted, except to a mail server on this machine."""
    parts = urlsplit(url)
    from_the_start = parts.scheme == "smtps"
    return {
        "host": parts.hostname,
        "port": parts.port or (465 if from_the_start else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": from_the_start,
        "use_tls": not from_the_start and parts.hostname not in LOOPBACK_HOSTS,
        "timeout": TIMEOUT_SECONDS,
    }


def _named(backend: str, options: dict[str, Any]) -> dict[str, Any]:
    path = f"{BACKENDS}.{backend}.EmailBackend"
    if django.VERSION >= (6, 1):
        return {"MAILERS": {"default": {"BACKEND": path, "OPTIONS": options}}}
    older_names = {"username": "HOST_USER", "password": "HOST_PASSWORD"}
    settings = {f"EMAIL_{older_names.get(name, name.upper())}": value for name, value in options.items()}
    return {"EMAIL_BACKEND": path, **settings}
