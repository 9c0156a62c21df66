"""Short ways to letters and leaflets with links in them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission

from spinecare.carelinks.models import CareLink, Placement
from spinecare.users.models import User
from tests.signoff.people import LINK_STEWARD, person


def placed(link: CareLink, name: str = "Clinic letter 12", owner: User | None = None, **fields: Any) -> Placement:
    """A link that stands in a letter, or in something else."""
    return Placement.objects.create(link=link, name=name, owner=owner, **({"kind": "letter"} | fields))


def keeper(name: str = "nora", **fields: Any) -> User:
    """Somebody who may make links, and so keeps the ledger."""
    user = person(name, LINK_STEWARD, **fields)
    user.user_permissions.add(Permission.objects.get(content_type__app_label="carelinks", codename="add_carelink"))
    return user
