"""Who may do what with links, and what an administrator can tick for a group."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser, Permission
from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

LINKS, MISSED = "links.change_link", "links.change_missedaddress"


class DecidingPolicy(ModelPermissionPolicy):
    """Rows are made and removed by the site itself. People only decide about them, with the one right "change"."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        return action in ("change", "view") and super().user_has_permission(user, "change")

    def user_has_any_permission(self, user: AbstractBaseUser, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


def to_grant() -> QuerySet[Permission]:
    """The hook `register_permissions`."""
    codenames = [name.partition(".")[2] for name in (LINKS, MISSED)]
    return Permission.objects.filter(content_type__app_label="links", codename__in=codenames)
