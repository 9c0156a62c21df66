"""People of the admin, each in the group of their role."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.test import Client

from spinecare.editorial.roles import ADMINISTRATOR, AUTHOR, CLINICAL_REVIEWER, CONTENT_EDITOR, LINK_STEWARD, Role
from spinecare.users.models import User

__all__ = ["ADMINISTRATOR", "AUTHOR", "CLINICAL_REVIEWER", "CONTENT_EDITOR", "LINK_STEWARD", "person", "signed_in"]


def person(name: str, *roles: Role, **fields: str | bool) -> User:
    """Somebody with an account and a mail address."""
    user = User.objects.create_user(name, f"{name}@example.org", "a-long-password-1", **fields)
    user.groups.set(Group.objects.filter(name__in=[role.name for role in roles]))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
