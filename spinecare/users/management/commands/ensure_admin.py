"""Makes sure that somebody can sign in to the admin of a new site."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand

USERNAME = "admin"
PASSWORD_LENGTH = 18


class Command(BaseCommand):
    """Where SPINECARE_ADMIN_PASSWORD is set it counts on every start, which is also how a lost password is replaced.

    Without it the account is left alone once it exists: its owner may have changed the password.
    """

    help = "Create the account `admin` if it is missing, with SPINECARE_ADMIN_PASSWORD or a random password."

    def handle(self, *args: object, **options: object) -> None:
        people = get_user_model()
        admin = people.objects.filter(username=USERNAME).first()
        wanted = os.environ.get("SPINECARE_ADMIN_PASSWORD")
        if admin is None:
            people.objects.create_superuser(USERNAME, password=wanted or kept_password())
        elif wanted and not admin.check_password(wanted):
            admin.set_password(wanted)
            admin.save(update_fields=["password"])


def kept_password() -> str:
    """The random password kept beside the site's data, made on first use."""
    path = Path(settings.ENVIRONMENT.var) / "admin-password"
    if path.exists():
        return path.read_text().strip()
    password = secrets.token_urlsafe(PASSWORD_LENGTH)
    # Created with its mode, so that there is no moment at which others can read it.
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(password + "\n")
    return password
