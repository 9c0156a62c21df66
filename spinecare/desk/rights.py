"""Who sees what on the desk, and who may say who looks after a text."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import page_permission_policy

from spinecare.signoff.gate import SIGN

from .reviewed_objects import Reviewed


class DeskPolicy(BasePermissionPolicy):
    """Whoever writes, publishes or signs texts sees how they stand. The texts themselves are public."""

    def __init__(self) -> None:
        super().__init__(Page)

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        return may_see_reviews(user)

    def user_has_any_permission(self, user: AbstractBaseUser, actions: Iterable[str]) -> bool:
        return may_see_reviews(user)


def may_see_reviews(user: AbstractBaseUser) -> bool:
    writes = page_permission_policy.user_has_any_permission(user, ("add", "change", "publish"))
    return writes or user.has_perm(SIGN)


def may_appoint_anybody(user: AbstractBaseUser) -> bool:
    """Whether somebody publishes at all, and so may say who looks after some text."""
    return page_permission_policy.user_has_permission(user, "publish")


def may_appoint(user: AbstractBaseUser, texts: list[Reviewed]) -> list[Reviewed]:
    """Those whose owner and deputy somebody may choose: what they may publish."""
    pages = _pages_allowed(user, "publish", texts)
    return [each for each in texts if (each.pk in pages if each.is_page else _may_publish(user, each))]


def edit_addresses(user: AbstractBaseUser | None, texts: list[Reviewed]) -> dict[str, str]:
    """Where each text is edited, by its key; only for what they may edit. Without a user: for whoever may."""
    pages = {each.pk for each in texts} if user is None else _pages_allowed(user, "change", texts)
    finder = AdminURLFinder(user)
    found = {
        each.key: reverse("wagtailadmin_pages:edit", args=[each.pk])
        for each in texts
        if each.is_page and each.pk in pages
    }
    found |= {each.key: finder.get_edit_url(each.model(pk=each.pk)) for each in texts if not each.is_page}
    return {key: address for key, address in found.items() if address}


def _pages_allowed(user: AbstractBaseUser, action: str, texts: list[Reviewed]) -> set[int]:
    allowed = page_permission_policy.instances_user_has_permission_for(user, action)
    numbers = [each.pk for each in texts if each.is_page]
    return set(allowed.filter(pk__in=numbers).values_list("pk", flat=True))


def _may_publish(user: AbstractBaseUser, text: Reviewed) -> bool:
    options = text.model._meta
    return user.has_perm(f"{options.app_label}.{get_permission_codename('publish', options)}")
