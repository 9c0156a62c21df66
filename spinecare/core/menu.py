"""Entries of the admin's menus that not everybody sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


class EntryFor(MenuItem):
    """An entry for those of whom `test` is true."""

    def __init__(self, test: Callable[[AbstractBaseUser], bool], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.test = test

    def is_shown(self, request: HttpRequest) -> bool:
        return self.test(request.user)
