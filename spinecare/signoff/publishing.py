"""What happens when a workflow has come to its end. Imports no models: Wagtail reads this while its own load."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from wagtail.models import WorkflowState


def publish_what_was_signed(workflow_state: WorkflowState, user: AbstractBaseUser | None = None) -> None:
    """Publish the very revision that was read. Whoever signs need not have the right to publish anything else."""
    workflow_state.current_task_state.revision.publish(user=user, skip_permission_checks=True)
