"""Who may do what with care links, and what an administrator can tick for a group."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet

# Make links; see the list of all; say where links lead whose page is gone.
MAKE, SEE_ALL, LEAD = "carelinks.add_carelink", "carelinks.view_carelink", "carelinks.change_destination"


def to_grant() -> QuerySet[Permission]:
    """The hook `register_permissions`."""
    codenames = [name.partition(".")[2] for name in (MAKE, SEE_ALL, LEAD)]
    return Permission.objects.filter(content_type__app_label="carelinks", codename__in=codenames)
