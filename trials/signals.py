"""A study with a page has been decided about; one that has lost its page has to be decided about again."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from .models import Candidate, TrialPage


@receiver(post_save, sender=TrialPage, dispatch_uid="accept_study_with_page")
def accept(instance: TrialPage, **kwargs: Any) -> None:
    """However the page was made, its study no longer waits for anybody."""
    waiting = Candidate.objects.filter(study=instance.study_id).exclude(decision=Candidate.Decision.ACCEPTED)
    waiting.update(decision=Candidate.Decision.ACCEPTED, reason="", decided_at=timezone.now())


@receiver(post_delete, sender=TrialPage, dispatch_uid="reconsider_study_without_page")
def reconsider(instance: TrialPage, **kwargs: Any) -> None:
    accepted = Candidate.objects.filter(study=instance.study_id, decision=Candidate.Decision.ACCEPTED)
    accepted.update(decision=Candidate.Decision.WAITING, decided_by=None, decided_at=None)
