"""What must be set before the site starts, so that nothing is found missing only when a reader comes by."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

FOLDERS = {
    "CARE_LINKS_ROOT": "that is in every backup, such as ENVIRONMENT.var / 'care-links'",
    "OPENED_ROOT": "that only the site writes to, such as ENVIRONMENT.var / 'opened'",
}


@register
def care_links_have_folders(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"{name} is not set.", hint=f"Set it to a folder {which}.", id="carelinks.E001")
        for name, which in FOLDERS.items()
        if not getattr(settings, name, None)
    ]
