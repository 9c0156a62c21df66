"""Who looks after texts, and who is told when nobody does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group
from django.db.models import Q, QuerySet
from wagtail.admin.utils import get_user_display_name

from spinecare.users.administrators import administrators


@dataclass(frozen=True)
class Person:
    """Somebody with an account, as lists and letters need them."""

    pk: int
    name: str
    address: str

    def __str__(self) -> str:
        return self.name


def people(numbers: Collection[int | None]) -> dict[int, Person]:
    """These people by the number of their account. Somebody who has left looks after nothing any more."""
    return {person.pk: person for person in _as_people(_users().filter(pk__in={each for each in numbers if each}))}


def who_may_look_after() -> QuerySet:
    """Everybody who can sign in to the admin."""
    sign_in = Q(permissions__content_type__app_label="wagtailadmin", permissions__codename="access_admin")
    groups = Group.objects.filter(sign_in)
    allowed = Q(is_superuser=True) | Q(groups__in=groups) | Q(user_permissions__codename="access_admin")
    return _users().filter(allowed).distinct().order_by("last_name", "first_name", get_user_model().USERNAME_FIELD)


def people_in_charge() -> list[Person]:
    """Who is told when nobody looks after a text."""
    return _as_people(administrators())


def _users() -> QuerySet:
    return get_user_model().objects.filter(is_active=True)


def _as_people(users: Iterable[AbstractBaseUser]) -> list[Person]:
    return [Person(user.pk, get_user_display_name(user), user.email) for user in users]
