"""The step of Wagtail's workflow at which a clinician signs."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from .. import gate
from ..decisions import Decision, record
from ..desk.lock import ReadingLock


class ClinicalSignOffTask(AbstractGroupApprovalTask):
    """Clinical reviewers sign or send back. Nobody signs what they wrote, and nobody writes while it is being read."""

    lock_class = ReadingLock

    class Meta:
        verbose_name = _("clinical sign-off")
        verbose_name_plural = _("clinical sign-offs")

    def locked_for_user(self, obj: models.Model, user: AbstractBaseUser) -> bool:
        """What is being signed stays as it is. Whoever sent it can take it back to write on."""
        return True

    def user_can_access_editor(self, obj: models.Model, user: AbstractBaseUser) -> bool:
        return self._user_in_groups(user)

    def get_actions(self, obj: models.Model, user: AbstractBaseUser) -> list[tuple[str, str, bool]]:
        """None in Wagtail's menus: signing has a screen of its own, with the page, the changes and the checklist."""
        return []

    def get_task_states_user_can_moderate(self, user: AbstractBaseUser, **kwargs: Any) -> QuerySet[TaskState]:
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: AbstractBaseUser, action_name: str, **kwargs: Any) -> None:
        """Write the `decision` down, then do what Wagtail does. Raises PermissionDenied for whoever may not sign."""
        decision: Decision = kwargs["decision"]
        if action_name != decision.action:
            raise ValueError(f"{decision.kind} is no decision to {action_name}")
        target = task_state.revision.as_object()
        if not (self._user_in_groups(user) and gate.may_sign(user, target)):
            raise PermissionDenied(_("Only a clinical reviewer who did not write it can sign it."))
        if task_state.revision_id != target.latest_revision_id:
            raise PermissionDenied(_("It was changed after it was sent for sign-off."))
        record(decision, target, task_state.revision, user)
        super().on_action(task_state, user, action_name, comment=decision.remarks)
