"""Where an editor changes a text that names a fact."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page
from wagtail.permissions import page_permission_policy


class EditAddresses:
    """The addresses of editing forms, for one person. A list of many pages asks no question for each."""

    def __init__(self, user: AbstractBaseUser) -> None:
        self.user = user
        self.finder = AdminURLFinder(user)

    def of(self, text: models.Model) -> str:
        """The address, or an empty string for whoever may not change such texts."""
        if isinstance(text, Page):
            return reverse("wagtailadmin_pages:edit", args=[text.pk]) if self._edits_pages else ""
        return self.finder.get_edit_url(text) or ""

    @cached_property
    def _edits_pages(self) -> bool:
        return page_permission_policy.user_has_any_permission(self.user, ["add", "change", "publish"])
