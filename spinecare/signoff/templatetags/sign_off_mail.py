"""What the mails of the workflow need to know about the sign-off. Wagtail sends a mail before it keeps the round."""

from __future__ import annotations

from django import template
from django.db import models
from django.urls import reverse
from wagtail.models import Page

from ..desk.waiting import sign_off_states
from ..models import Signed, SignOff

register = template.Library()


@register.simple_tag
def sign_off_address(target: models.Model) -> str:
    """Where a text that was sent is read and signed. Empty for what is not signed."""
    states = sign_off_states().filter(
        workflow_state__object_id=str(target.pk), workflow_state__base_content_type=target.get_base_content_type()
    )
    newest = states.order_by("-pk").first()
    return reverse("signoff:read", args=[newest.pk]) if newest else ""


@register.simple_tag
def last_decision(target: models.Model) -> SignOff | None:
    """The newest decision about a text."""
    specific = target.specific if isinstance(target, Page) else target
    return SignOff.about(specific).first() if isinstance(specific, Signed) else None
