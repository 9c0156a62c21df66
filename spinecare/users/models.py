"""The site's own user model, so that people can gain fields later without a painful change."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who signs in to the admin. Readers have no accounts."""
