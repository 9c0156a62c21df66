"""Who is written to when there is nobody else."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db.models import Q

from .models import User


def administrators() -> list[User]:
    """Who manages accounts, and has a mail address. Where no group does, whoever runs the site."""
    manage = Q(permissions__content_type__app_label="users", permissions__codename="change_user")
    groups = Group.objects.filter(manage)
    with_mail = User.objects.filter(is_active=True).exclude(email="").order_by("pk")
    return list(with_mail.filter(groups__in=groups).distinct()) or list(with_mail.filter(is_superuser=True))
