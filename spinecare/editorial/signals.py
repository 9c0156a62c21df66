"""Keep the pages that must work without the database in step with the emergency card and the contacts."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from spinecare.core.marks import show_in_text
from spinecare.core.models import CenterSettings
from spinecare.delivery.error_pages import ErrorPageContext, publish

from .context import safety_for
from .models import Contact, EmergencyCard


@receiver([post_save, post_delete], sender=EmergencyCard)
@receiver([post_save, post_delete], sender=Contact)
@receiver([post_save, post_delete], sender=CenterSettings)
def refresh_error_pages(**kwargs) -> None:
    transaction.on_commit(write_error_pages)


def write_error_pages() -> None:
    """Write the error pages with today's name, numbers and emergency advice."""
    request = HttpRequest()
    safety = safety_for(request)
    if safety.card is None:
        return
    publish(
        ErrorPageContext(
            center_name=CenterSettings.load().name,
            emergency_number=safety.card.number,
            emergency_text=show_in_text(request, safety.card.what_to_do),
            phones=tuple((contact.name, contact.phone) for contact in safety.contacts),
        )
    )
