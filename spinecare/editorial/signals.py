"""Keep the pages that must work without the database in step with the emergency card and the contacts."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from spinecare.core.models import CenterSettings
from spinecare.delivery.error_pages import ErrorPageContext, publish

from .context import SafetyContext
from .models import Contact, EmergencyCard
from .placeholders import fill_in


@receiver([post_save, post_delete], sender=EmergencyCard)
@receiver([post_save, post_delete], sender=Contact)
@receiver([post_save, post_delete], sender=CenterSettings)
def refresh_error_pages(**kwargs) -> None:
    transaction.on_commit(write_error_pages)


def write_error_pages() -> None:
    """Write the error pages with today's name, numbers and emergency advice."""
    safety = SafetyContext()
    if safety.card is None:
        return
    publish(
        ErrorPageContext(
            center_name=CenterSettings.load().name,
            emergency_number=safety.card.number,
            emergency_text=fill_in(safety.card.what_to_do, safety),
            phones=tuple((contact.name, contact.phone) for contact in safety.contacts),
        )
    )
