"""One round of the sign-off, by the ways people have: write, send, read, decide."""

from __future__ import annotations

import datetime

from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from spinecare.users.models import User

NEW_AIM = "To do something quite different."


def fresh(target: models.Model) -> models.Model:
    return type(target).objects.get(pk=target.pk)


def write(target: models.Model, user: User, **words: str) -> models.Model:
    """A draft of somebody's."""
    draft = target.get_latest_revision_as_object()
    for name, value in (words or {"aim": NEW_AIM}).items():
        setattr(draft, name, value)
    draft.save_revision(user=user, log_action=True)
    return fresh(target)


def send(target: models.Model, user: User) -> TaskState:
    """To the clinical reviewers."""
    target.get_workflow().start(target, user)
    return fresh(target).current_workflow_task_state


def screen(state: TaskState) -> str:
    return reverse("signoff:read", args=[state.pk])


def checklist(**more: str) -> dict[str, str]:
    """The form of a reviewer who ticks all."""
    ticks = dict.fromkeys(("sources_checked", "harms_balanced", "emergency_right", "plain_words"), "on")
    due = timezone.localdate() + datetime.timedelta(days=365)
    return ticks | {"review_due": due.isoformat(), "comment": "", "sign": "sign"} | more


def sign(client: Client, state: TaskState, **more: str) -> HttpResponse:
    return client.post(screen(state), checklist(**more), follow=True)


def send_back(client: Client, state: TaskState, remarks: str = "The harm is too small.") -> HttpResponse:
    return client.post(screen(state), {"send-back": "send-back", "comment": remarks}, follow=True)
