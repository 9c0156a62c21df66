"""Who may look at facts and at what they do to pages: who writes them, and who signs them."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from wagtail.permission_policies import ModelPermissionPolicy

from spinecare.signoff.gate import SIGN

from .models import Fact


class LookingPolicy(ModelPermissionPolicy):
    """For what is only looked at: whoever may do anything to facts, and clinical reviewers."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        return may_look(user)


def may_look(user: AbstractBaseUser) -> bool:
    writes = ModelPermissionPolicy(Fact).user_has_any_permission(user, ["add", "change", "publish", "view"])
    return writes or user.has_perm(SIGN)
