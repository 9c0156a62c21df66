"""From a page in the admin to sending it."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from ..rights import MAKE


def in_listing(page: Page, user: AbstractBaseUser, next_url: str | None = None) -> Iterator[Button]:
    """The hook `register_page_listing_more_buttons`."""
    if page.live and user.has_perm(MAKE):
        yield Button(_("Send link to a patient"), send(page), icon_name="mail", priority=7)


def in_header(page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """The hook `register_page_header_buttons`. In the editor it has a place of its own, outside the menu."""
    if view_name != "edit":
        yield from in_listing(page, user, next_url)


def send(page: Page) -> str:
    return f"{reverse('care_links:compose')}?page={page.pk}"
