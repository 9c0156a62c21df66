"""The one way for clinical words to readers: somebody else has signed them.

Wagtail publishes by many routes: the editor's button, a list of ticked pages, a time that has come, a copy. All of them
end in saving the object with another live revision, so the gate stands there. What the operator loads by command has no
author and passes; whatever a person wrote in the admin has one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import registry as log_registry
from wagtail.models import Revision, Workflow

from .content import digest
from .spelling import mends_spelling_only

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from .models import Signed, SignOff

SIGN = "signoff.sign_clinical"
WRITING = ("wagtail.create", "wagtail.edit", "wagtail.revert", "wagtail.rename", "wagtail.copy")


class NotSignedOff(PermissionDenied):
    """These words are clinical, and nobody has signed them."""


@dataclass(frozen=True)
class Publication:
    """A revision that is about to be shown to readers in place of what they see now.

    What it has found out it keeps: it is made for one answer, and lives no longer.
    """

    target: Signed
    revision: Revision
    shown: Revision | None
    was_clinical: bool

    @property
    def is_clinical(self) -> bool:
        return self.target.needs_sign_off or self.was_clinical

    @property
    def note(self) -> str:
        """What readers are told of the change, by whoever made it. Empty where nothing clinical changed."""
        told = self.is_clinical and not self.says_the_same
        return self.revision.content.get("change_note", "") if told else ""

    @cached_property
    def digest(self) -> str:
        return digest(self.revision.content)

    @cached_property
    def sign_off(self) -> SignOff | None:
        """The signature under exactly these words, if there is one."""
        records = apps.get_model("signoff", "SignOff").about(self.target).filter(revision=self.revision)
        return next((each for each in records if each.allows_publishing and each.digest == self.digest), None)

    @cached_property
    def says_the_same(self) -> bool:
        return self.shown is not None and digest(self.shown.content) == self.digest

    @property
    def mends_spelling_only(self) -> bool:
        return self.shown is not None and mends_spelling_only(self.shown.content, self.revision.content)

    @property
    def is_by_operator(self) -> bool:
        """Whether nobody wrote it in the admin. An account that is gone leaves its number in the log."""
        if self.revision.user_id is not None:
            return False
        entries = log_registry.get_logs_for_instance(self.target)
        return not entries.filter(revision=self.revision, action__in=WRITING).exclude(user=None).exists()

    @property
    def may_go_live(self) -> bool:
        return (
            self.is_by_operator
            or not self.is_clinical
            or self.sign_off is not None
            or self.says_the_same
            or self.mends_spelling_only
        )


def publication_of(target: Signed) -> Publication | None:
    """What saving this object would show to readers for the first time. None when that is nothing new."""
    if not target.live or target.live_revision_id is None:
        return None
    kept = type(target)._base_manager.filter(pk=target.pk).values_list("live", "live_revision_id").first()
    if kept == (True, target.live_revision_id):
        return None
    return _publication(target, target.live_revision, _as_kept(target))


def publication_to_be(target: Signed) -> Publication | None:
    """What publishing the newest draft of this object would show. None when there is no draft."""
    revision = target.get_latest_revision()
    return None if revision is None else publication_by(target, revision)


def publication_by(target: Signed, revision: Revision) -> Publication:
    """What publishing this revision would show."""
    return _publication(revision.as_object(), revision, _as_kept(target))


def let_through(publication: Publication) -> None:
    """Set the clock of what was signed whole. Raises NotSignedOff for clinical words that nobody signed."""
    if not publication.may_go_live:
        raise NotSignedOff(
            _("“%(title)s” has clinical changes that nobody has signed.") % {"title": publication.target}
        )
    if publication.note:
        publication.target.changed_on = timezone.localdate()
    signed = publication.sign_off
    if signed is not None and signed.decision == signed.Decision.WHOLE:
        publication.target.reviewed_on = timezone.localdate(signed.at)
        publication.target.reviewed_by = signed.role
        publication.target.review_due = signed.review_due


def remember(publication: Publication) -> None:
    """Tell readers what changed, in the words of whoever changed it."""
    if not publication.note:
        return
    change = apps.get_model("signoff", "Change")
    change.objects.create(
        target=publication.target,
        title=str(publication.target),
        on=timezone.localdate(),
        note=publication.note,
        sign_off=publication.sign_off,
    )


def may_sign(user: AbstractBaseUser, target: Signed) -> bool:
    """Whether this person may sign the newest draft: a clinical reviewer who has written none of it."""
    return is_reviewer(user) and user.pk not in authors_since_signed(target)


def is_reviewer(user: AbstractBaseUser) -> bool:
    return reviewers().filter(pk=user.pk).exists()


def reviewers() -> models.QuerySet:
    """Everybody in a group that signs. To run the site is not to be a clinician."""
    label, codename = SIGN.split(".")
    sign = Permission.objects.filter(content_type__app_label=label, codename=codename)
    return get_user_model().objects.filter(is_active=True, groups__permissions__in=sign).distinct()


def authors_since_signed(target: Signed) -> set[int]:
    """The ids of all who wrote in it since it was last signed; ever, if it never was."""
    signed = apps.get_model("signoff", "SignOff").about(target).exclude(decision="sent-back").first()
    revisions = target.revisions.exclude(user=None)
    entries = log_registry.get_logs_for_instance(target).filter(action__in=WRITING).exclude(user=None)
    if signed is not None:
        revisions = revisions.filter(created_at__gt=signed.at)
        entries = entries.filter(timestamp__gt=signed.at)
    return set(revisions.values_list("user", flat=True)) | set(entries.values_list("user", flat=True))


def workflow() -> Workflow | None:
    """The clinical sign-off as Wagtail knows it."""
    return Workflow.objects.filter(active=True, workflow_tasks__task__content_type__app_label="signoff").first()


def _as_kept(target: models.Model) -> Signed | None:
    return type(target)._base_manager.filter(pk=target.pk).select_related("live_revision").first()


def _publication(target: Signed, revision: Revision, before: Signed | None) -> Publication:
    shown = before.live_revision if before is not None and before.live else None
    return Publication(
        target, revision, shown, was_clinical=before is not None and before.live and before.needs_sign_off
    )
