"""Screens on which everything can be looked at and nothing changed, whoever is signed in."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser, Permission
from django.db.models import QuerySet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy


class ViewOnlyPolicy(ModelPermissionPolicy):
    """Only the sync writes here, so not even an administrator may add, change or delete."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: AbstractBaseUser, actions: Iterable[str]) -> bool:
        return "view" in actions and self.user_has_permission(user, "view")


class ViewOnlyViewSet(ModelViewSet):
    """A list and a page for each item."""

    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    # Wagtail asks for a form although no view will show one.
    form_fields: tuple[str, ...] = ()

    @property
    def permission_policy(self) -> ViewOnlyPolicy:
        return ViewOnlyPolicy(self.model)

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """What an administrator can tick for a group."""
        codenames = [f"{action}_{self.model_name}" for action in self.actions_to_grant]
        return Permission.objects.filter(content_type__app_label=self.app_label, codename__in=codenames)

    actions_to_grant: tuple[str, ...] = ("view",)
