"""The emergency card and the phone numbers, for every public template. Looked up when a template first asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .models.contact import Contact
from .models.emergency import EmergencyCard


class SafetyContext:
    """The card in the reader's language, and who can be rung. Each is read at most once in a request."""

    @cached_property
    def contacts(self) -> list[Contact]:
        return list(Contact.objects.filter(live=True))

    @cached_property
    def team_line(self) -> Contact | None:
        return next((contact for contact in self.contacts if contact.role == Contact.Role.TEAM_LINE), None)

    @cached_property
    def card(self) -> EmergencyCard | None:
        cards = list(EmergencyCard.objects.filter(live=True).select_related("locale"))
        language = get_language()
        return next((card for card in cards if card.locale.language_code == language), cards[0] if cards else None)

    @property
    def emergency_number(self) -> str:
        return self.card.number if self.card else str(_("the emergency number"))

    @property
    def team_line_number(self) -> str:
        return self.team_line.phone if self.team_line else str(_("the number on your clinic letter"))

    def contact_of(self, contact_id: int | None) -> Contact | None:
        return next((contact for contact in self.contacts if contact.pk == contact_id), None)


def safety(request: HttpRequest) -> dict[str, Any]:
    return {"safety": safety_for(request)}


def safety_for(request: HttpRequest) -> SafetyContext:
    """The one SafetyContext of a request."""
    if not hasattr(request, "_safety"):
        request._safety = SafetyContext()
    return request._safety
