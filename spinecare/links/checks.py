"""What must be set before the site starts, so that nothing is found missing only when a reader comes by."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register
def missed_addresses_have_a_folder(**kwargs: Any) -> list[CheckMessage]:
    if getattr(settings, "MISSED_ROOT", None):
        return []
    return [
        Error(
            "MISSED_ROOT is not set.",
            hint="Set it to a folder that only the site writes to, such as ENVIRONMENT.var / 'missed'.",
            id="links.E001",
        )
    ]
