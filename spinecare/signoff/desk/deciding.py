"""A reviewer's decision, taken once however often the button is pressed."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.models import TaskState

from ..decisions import Decision


class AlreadyDecided(Exception):
    """Somebody was quicker, or the author took it back."""


@transaction.atomic
def decide(state: TaskState, user: AbstractBaseUser, decision: Decision) -> None:
    """Sign and publish, or send back. Raises AlreadyDecided, and PermissionDenied for whoever may not."""
    state = TaskState.objects.select_for_update().get(pk=state.pk)
    if state.status != TaskState.STATUS_IN_PROGRESS:
        raise AlreadyDecided
    state.task.specific.on_action(state.specific, user, decision.action, decision=decision)
