"""Wagtail's content checks, with the rules of writing among them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.userbar import BaseItem, ContentCheckerItem
from wagtail.models import Page

from .advice import Severity
from .rules import RULES
from .wording import WORDINGS

PREFIX = "writing-"
# One check for all rules: the selector of each picks the places, and what is picked is a fault.
CHECK = "no-writing-advice"
IMPACT = {Severity.ADVICE: "moderate", Severity.MUST: "serious"}


class WritingCheckerItem(ContentCheckerItem):
    """Reports the advice that `preview.annotate` has written onto a preview."""

    class Media:
        js = ("js/writing-checks.js",)

    def get_axe_run_only(self, request: HttpRequest) -> list[str]:
        return [*super().get_axe_run_only(request), *(PREFIX + name for name in RULES)]

    def get_axe_custom_rules(self, request: HttpRequest) -> list[dict[str, Any]]:
        ours = [
            {
                "id": PREFIX + rule.name,
                "impact": IMPACT[rule.severity],
                "selector": f'[data-advice~="{rule.name}"]',
                "tags": ["best-practice"],
                "any": [CHECK],
                "enabled": True,
            }
            for rule in RULES.values()
        ]
        return [*super().get_axe_custom_rules(request), *ours]

    def get_axe_custom_checks(self, request: HttpRequest) -> list[dict[str, Any]]:
        return [*super().get_axe_custom_checks(request), {"id": CHECK}]

    def get_axe_messages(self, request: HttpRequest) -> dict[str, Any]:
        ours = {
            PREFIX + name: {"error_name": wording.name, "help_text": wording.mend} for name, wording in WORDINGS.items()
        }
        return super().get_axe_messages(request) | ours


def put_in_place(request: HttpRequest, items: list[BaseItem], page: Page | None) -> None:
    """For the hook `construct_wagtail_userbar`: our checks in place of Wagtail's, which they contain."""
    items[:] = [
        WritingCheckerItem(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
    ]
