"""The address readers use. It comes from configuration: never from what a request claims, nor from the Sites table."""

from __future__ import annotations

from django.conf import settings


def origin() -> str:
    """Scheme, host and port, without a slash at the end."""
    return settings.WAGTAILADMIN_BASE_URL


def absolute(path: str) -> str:
    """The whole address of a path on this site."""
    return f"{origin()}{path}"
