"""Who keeps the ledger: whoever may make links says where they are used."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from wagtail.permission_policies import ModelPermissionPolicy

from ..rights import MAKE


class LedgerPolicy(ModelPermissionPolicy):
    """One right for all that can be done with places where links are used."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        return user.has_perm(MAKE)

    def user_has_any_permission(self, user: AbstractBaseUser, actions: Iterable[str]) -> bool:
        return user.has_perm(MAKE)
