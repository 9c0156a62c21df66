"""What waits for a signature, on whom it waits, and why somebody may not sign it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, TaskState, WorkflowState

from .. import gate
from ..models import ClinicalSignOffTask, Signed


@dataclass(frozen=True)
class Waiting:
    """One text with a reviewer, or sent back by one."""

    state: TaskState
    target: Signed

    @property
    def kind(self) -> str:
        return self.target._meta.verbose_name

    @cached_property
    def author_ids(self) -> set[int]:
        """Who wrote in it since it was last signed."""
        return gate.authors_since_signed(self.target)

    @property
    def writers(self) -> str:
        people = get_user_model().objects.filter(pk__in=self.author_ids)
        return names(people) or _("somebody whose account is gone")

    @property
    def sender(self) -> str:
        return get_user_display_name(self.state.workflow_state.requested_by)

    @property
    def is_new(self) -> bool:
        return not self.target.live

    @property
    def sent_back(self) -> bool:
        return self.state.status == TaskState.STATUS_REJECTED

    @property
    def waits_on(self) -> str:
        """The reviewers who may sign it, or that there are none."""
        return names(who_may_sign(self.target)) or _("nobody: every clinical reviewer wrote in it, or there is none")


def sign_off_states() -> QuerySet[TaskState]:
    """Every round of every text at the clinical sign-off."""
    return TaskState.objects.filter(task__in=ClinicalSignOffTask.objects.all()).select_related(
        "revision", "workflow_state__requested_by"
    )


def waiting_states() -> QuerySet[TaskState]:
    """What waits for a signature now, the longest first."""
    return sign_off_states().filter(status=TaskState.STATUS_IN_PROGRESS).order_by("started_at", "pk")


def opened(states: Iterable[TaskState]) -> list[Waiting]:
    """The same with the words of each. What was deleted in the meantime waits no longer."""
    return [Waiting(state, state.revision.as_object()) for state in states if state.revision.content_object]


def sent_by(user: AbstractBaseUser) -> QuerySet[TaskState]:
    """The texts somebody wrote or sent that wait, or were sent back and not taken up again."""
    theirs = Q(workflow_state__requested_by=user) | Q(revision__user=user)
    current = WorkflowState.objects.active().exclude(current_task_state=None).values("current_task_state")
    return sign_off_states().filter(theirs, pk__in=current).order_by("-started_at", "-pk")


def why_not(user: AbstractBaseUser, waiting: Waiting) -> str:
    """Why this person may not decide about it, in words for them. Empty when they may."""
    if not (gate.is_reviewer(user) and _reviewers_of_task(waiting.state).filter(pk=user.pk).exists()):
        return _("Only clinical reviewers sign.")
    if user.pk in waiting.author_ids:
        return _("You wrote part of it since it was last signed, so somebody else must read it.")
    if waiting.state.revision_id != waiting.target.latest_revision_id:
        return _("It was changed after it was sent. The author can take it back and send it again.")
    return ""


def who_may_sign(target: Signed) -> QuerySet:
    """The reviewers who wrote none of it since it was last signed."""
    others = gate.reviewers().exclude(pk__in=gate.authors_since_signed(target))
    return others.order_by("last_name", "username")


def may_look(user: AbstractBaseUser, target: Signed) -> bool:
    """Reviewers, whoever may see the decisions, and whoever may change the text itself."""
    if gate.is_reviewer(user) or user.has_perm("signoff.view_signoff"):
        return True
    if isinstance(target, Page):
        return target.permissions_for_user(user).can_edit()
    return user.has_perm(f"{target._meta.app_label}.change_{target._meta.model_name}")


def names(people: Iterable[AbstractBaseUser]) -> str:
    return ", ".join(get_user_display_name(each) for each in people)


def _reviewers_of_task(state: TaskState) -> QuerySet:
    return get_user_model().objects.filter(groups__in=state.task.specific.groups.all())
