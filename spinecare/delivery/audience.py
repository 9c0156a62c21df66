"""Who a request is for: a reader, who is anonymous, or somebody at work in the admin. Or nobody: see `is_for_copy`."""

from __future__ import annotations

from django.http import HttpRequest

ADMIN_PATH = "/admin/"


def is_public(request: HttpRequest) -> bool:
    """Whether this is a reader's request.

    Wagtail renders a preview by sending a made-up request for the page's own address through the middleware
    (`is_dummy`). It belongs to the editor who asked, so it counts as admin.
    """
    if getattr(request, "is_dummy", False):
        return False
    return not f"{request.path_info}/".startswith(ADMIN_PATH)


def is_for_copy(request: HttpRequest) -> bool:
    """Whether the site asks itself for a page, to keep a copy of it. It is answered like a reader, but nobody reads."""
    return getattr(request, "keeps_a_copy", False)
