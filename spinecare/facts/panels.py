"""What the editor of a fact is told beside its fields: how to name it in a text, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from .used_on import used_on


class MarkPanel(Panel):
    """What to write in a text, with a button that copies it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "facts/admin/mark_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            fact = self.instance
            forms = {"": _("The value"), "rough": _("The rough value"), "sentence": _("The whole sentence")}
            there = [(form, name) for form, name in forms.items() if fact.rough or form != "rough"]
            marks = [(name, fact.mark(form), fact.worded(form)) for form, name in there]
            return super().get_context_data(parent_context) | {"marks": marks}


class UsedOnPanel(Panel):
    """The pages and other texts that name the fact, and the way to see what a change does to them."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "facts/admin/used_on_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            fact = self.instance
            return super().get_context_data(parent_context) | {
                "uses": used_on(fact.key, self.request.user),
                "effect_url": reverse("facts:effect", args=[fact.pk]),
                "has_draft": fact.has_unpublished_changes,
            }
