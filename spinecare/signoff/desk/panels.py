"""What stands about the sign-off on the admin's first page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from .. import gate
from ..models import ClinicalSignOffTask
from .waiting import opened, sent_by, waiting_states
from .waiting_list import rows

MOST = 5


class ToSignPanel(Component):
    """What waits for clinical reviewers, for one of them."""

    name = "to_sign"
    template_name = "signoff/admin/to_sign_panel.html"
    order = 130

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        if not gate.is_reviewer(user):
            return {"rows": []}
        waiting = waiting_states()
        return {"rows": rows(opened(waiting[:MOST]), user), "count": waiting.count(), "most": MOST}


class SentPanel(Component):
    """An author's texts that wait for a signature, or came back."""

    name = "sent_for_sign_off"
    template_name = "signoff/admin/sent_panel.html"
    order = 140

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"sent": opened(sent_by(parent_context["request"].user)[:MOST])}


class OtherReviewsPanel(WorkflowObjectsToModeratePanel):
    """Wagtail's own panel, for workflows other than ours: its buttons cannot sign."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        context["states"] = [
            each for each in context["states"] if not isinstance(each["task_state"].task.specific, ClinicalSignOffTask)
        ]
        return context


class OtherSentPanel(UserObjectsInWorkflowModerationPanel):
    """Wagtail's own panel, without what ours shows."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        context["workflow_states"] = [
            each
            for each in context["workflow_states"]
            if each.current_task_state is None
            or not isinstance(each.current_task_state.task.specific, ClinicalSignOffTask)
        ]
        return context


REPLACED = {WorkflowObjectsToModeratePanel: OtherReviewsPanel, UserObjectsInWorkflowModerationPanel: OtherSentPanel}


def put_ours_in_place(panels: list[Any]) -> None:
    """Ours beside Wagtail's, and Wagtail's without what ours shows."""
    panels[:] = [REPLACED[type(each)]() if type(each) in REPLACED else each for each in panels]
    panels += [ToSignPanel(), SentPanel()]
