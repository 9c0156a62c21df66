"""The center and its menus, for every public template. Read when a template first asks, at most once in a request."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property

from .linked_pages import look_up_if_new
from .models import CenterSettings


class SiteContext:
    """What is the same on every page."""

    def __init__(self, request: HttpRequest):
        self._request = request

    @cached_property
    def center(self) -> CenterSettings:
        center = CenterSettings.load(request_or_site=self._request)
        look_up_if_new(center)
        return center


def site(request: HttpRequest) -> dict[str, Any]:
    return {"site": SiteContext(request)}
