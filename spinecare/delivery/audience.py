"""Who a request is for: a reader, who is anonymous, or somebody at work in the admin."""

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
