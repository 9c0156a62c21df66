"""The center's telephones, for what every page tells machines about the center."""

from __future__ import annotations

from django.http import HttpRequest

from spinecare.core.linked_data import Node, node

from .context import safety_for
from .models import Contact


def telephones(request: HttpRequest) -> Node:
    """The number of the front desk, else of the team's line, and every number with who is behind it."""
    contacts = safety_for(request).contacts
    by_role = {contact.role: contact.phone for contact in contacts}
    return {
        "telephone": by_role.get(Contact.Role.FRONT_DESK) or by_role.get(Contact.Role.TEAM_LINE),
        "contactPoint": [
            node(
                "ContactPoint",
                contactType=contact.name,
                telephone=contact.phone,
                description=f"{contact.hours}. {contact.who_answers}.",
            )
            for contact in contacts
        ],
    }
