"""Keep the list of what uses which fact in step with the texts, and a used fact from being deleted."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _

from .models import Fact, FactUse
from .uses import forget_object, holds_texts, index_object


@receiver(post_save, dispatch_uid="facts_in_saved_text")
def notice_text(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    """Saving, publishing and unpublishing all end here, and so does a new draft."""
    if not raw and holds_texts(sender):
        index_object(instance)


@receiver(post_delete, dispatch_uid="facts_in_deleted_text")
def forget_text(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    if holds_texts(sender):
        forget_object(instance)


@receiver(pre_delete, sender=Fact, dispatch_uid="deleted_fact")
def keep_used_fact(instance: Fact, **kwargs: Any) -> None:
    """Whoever deletes it and however: a text that names it would be left without its number."""
    uses = FactUse.objects.filter(fact_key=instance.key)
    if uses:
        raise models.ProtectedError(_("The fact “%(key)s” is used by texts.") % {"key": instance.key}, set(uses))
