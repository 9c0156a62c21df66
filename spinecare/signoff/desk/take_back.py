"""The button with which an author takes back what they sent, in words that say so."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import CancelWorkflowMenuItem as CancelPage
from wagtail.snippets.action_menu import CancelWorkflowMenuItem as CancelObject


class TakePageBack(CancelPage):
    label = _("Take it back")


class TakeObjectBack(CancelObject):
    label = _("Take it back")


IN_PLAIN_WORDS = {CancelPage: TakePageBack, CancelObject: TakeObjectBack}


def say_it_plainly(items: list[Any]) -> None:
    """Put our words over Wagtail's "Cancel workflow"."""
    items[:] = [
        IN_PLAIN_WORDS[type(each)](order=each.order) if type(each) in IN_PLAIN_WORDS else each for each in items
    ]
