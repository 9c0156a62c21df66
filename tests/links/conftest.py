"""People at the admin, and a place to note missed addresses in."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import AbstractBaseUser, Permission
from django.test import Client

from spinecare.editorial.models import Source


@pytest.fixture(autouse=True)
def spool(tmp_path: Path, settings) -> Path:
    """The folder missed addresses are noted in, empty."""
    settings.MISSED_ROOT = tmp_path / "missed"
    return tmp_path / "missed"


@pytest.fixture(autouse=True)
def _nobody_outside_is_asked(request: pytest.FixtureRequest) -> None:
    """The starter's sources have addresses on the internet. Tests ask only the servers they start."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        Source.objects.update(identifier="", link="")


@pytest.fixture
def steward(editor: AbstractBaseUser) -> AbstractBaseUser:
    """An editor who may decide about links and missed addresses."""
    rights = Permission.objects.filter(
        content_type__app_label="links", codename__in=("change_link", "change_missedaddress")
    )
    editor.user_permissions.add(*rights)
    return editor


@pytest.fixture
def steward_client(steward: AbstractBaseUser) -> Client:
    client = Client()
    client.force_login(steward)
    return client
