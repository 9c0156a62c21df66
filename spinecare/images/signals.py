"""Makes the sizes of a picture as soon as it is stored, whoever stores it: the admin, the starter loader, an import."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from .models import SiteImage
from .pictures import prepare


@receiver(post_save, sender=SiteImage)
def prepare_sizes(instance: SiteImage, raw: bool = False, **kwargs: Any) -> None:
    # `raw` is a fixture: its files may come later. A failure must not undo what the editor has saved; the page then
    # shows the original, and `manage.py prepare_pictures` tries again.
    if not raw:
        transaction.on_commit(partial(prepare, instance), robust=True)
