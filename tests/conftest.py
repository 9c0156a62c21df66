"""The starter site, loaded once for all tests, and people to look at it."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group
from django.core.management import call_command
from django.test import Client

from spinecare.editorial.roles import AUTHOR, CONTENT_EDITOR


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """Every test that asks for the database finds the starter site in it, and leaves no trace."""
    with django_db_blocker.unblock():
        call_command("load_starter", verbosity=0)
        call_command("set_up_roles", verbosity=0)


@pytest.fixture(autouse=True)
def _forget_what_was_cached() -> None:
    """What Wagtail remembers of one test's site must not reach the next."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def reader(client: Client) -> Client:
    """Somebody who reads the site."""
    return client


@pytest.fixture
def editor(db: None) -> AbstractBaseUser:
    """Somebody with the rights of a content editor and no others."""
    user = get_user_model().objects.create_user("erin", email="erin@example.org", password="a long password")
    user.groups.add(Group.objects.get(name=CONTENT_EDITOR.name))
    return user


@pytest.fixture
def editor_client(editor: AbstractBaseUser) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def author_client(db: None) -> Client:
    """Somebody who writes, and looks after nothing else."""
    user = get_user_model().objects.create_user("avery", email="avery@example.org", password="a long password")
    user.groups.add(Group.objects.get(name=AUTHOR.name))
    client = Client()
    client.force_login(user)
    return client
