"""The site's own user model, so that people can gain fields later without a painful change."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody who signs in to the admin. Readers have no accounts."""

    job_title = models.CharField(
        _("job title"),
        max_length=120,
        blank=True,
        help_text=_("Such as “consultant spine surgeon”. Readers see it, and no name, under what somebody has signed."),
    )
