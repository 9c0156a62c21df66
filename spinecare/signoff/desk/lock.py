"""Why a text cannot be changed while a clinician reads it."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.locks import WorkflowLock


class ReadingLock(WorkflowLock):
    """The lock of the clinical sign-off: nobody writes in what is being signed."""

    def get_message(self, user: AbstractBaseUser) -> SafeString:
        state = self.object.current_workflow_state
        round_ = state.current_task_state
        sender = state.requested_by
        words = {
            "sender": get_user_display_name(sender) or _("somebody"),
            "day": date_format(timezone.localtime(round_.started_at), "DATE_FORMAT"),
        }
        return format_html(
            '{} {} <a href="{}">{}</a>',
            _("A clinical reviewer is reading this. Take it back to change it."),
            _("%(sender)s sent it on %(day)s; %(sender)s or its owner can take it back with “Take it back” below.")
            % words,
            reverse("signoff:read", args=[round_.pk]),
            _("See where it stands"),
        )

    def get_locked_by(self, user: AbstractBaseUser, can_lock: bool = False) -> str:
        return _("With a clinical reviewer")

    def get_description(self, user: AbstractBaseUser, can_lock: bool = False) -> str:
        return _("Nobody can change it while a clinical reviewer reads it")
