"""What a clinician signs: pages, and the objects whose words stand on pages."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, RevisionMixin, Workflow, WorkflowMixin

from .. import gate
from ..permissions import AboveSignedPages
from .records import Change


class Signed(models.Model):
    """Abstract: something whose words go live only after somebody else has signed them.

    `reviewed_on`, `reviewed_by` and `review_due` say when the whole of it was signed. They are empty until a person
    signs, no editing form can change them, and no older revision brings an older day back.
    """

    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True, editable=False)
    reviewed_by = models.CharField(_("reviewed by"), max_length=120, blank=True, editable=False)
    review_due = models.DateField(_("next review due"), null=True, blank=True, editable=False)
    changed_on = models.DateField(_("last change that readers are told of"), null=True, blank=True, editable=False)
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deputy"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
        help_text=_("Who is reminded when the owner does not answer."),
    )
    change_note = models.CharField(
        _("what you changed"),
        max_length=200,
        blank=True,
        help_text=_(
            "One line for readers, such as “New advice on when to ring”. Leave it empty for a spelling mistake."
        ),
    )
    # What belongs to the object as a whole, and is neither kept in its revisions nor brought back by them.
    clock: tuple[str, ...] = ("reviewed_on", "reviewed_by", "review_due", "changed_on", "deputy_id")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's. Raises NotSignedOff when this would show readers words that nobody signed."""
        publication = gate.publication_of(self)
        if publication is not None:
            gate.let_through(publication)
        super().save(*args, **kwargs)
        if publication is not None:
            gate.remember(publication)

    @property
    def needs_sign_off(self) -> bool:
        """Whether its words are clinical."""
        return True

    @property
    def is_signed(self) -> bool:
        """Whether a clinician has signed the whole of it off."""
        return self.reviewed_on is not None

    @property
    def is_overdue(self) -> bool:
        return self.review_due is not None and self.review_due < timezone.localdate()

    @cached_property
    def changes(self) -> list[Change]:
        """What readers are told of its changes, the newest first. Where there are none, nothing is asked."""
        return list(Change.about(self)[:10]) if self.changed_on else []

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """As Wagtail's. The clock is the object's own, whatever revision is looked at."""
        restored = super().with_content_json(content)
        for name in self.clock:
            setattr(restored, name, getattr(self, name))
        return restored

    def get_workflow(self) -> Workflow | None:
        """The clinical sign-off, for whatever is clinical, wherever it stands in the tree."""
        return gate.workflow() if self.needs_sign_off else None

    @property
    def has_workflow(self) -> bool:
        return self.get_workflow() is not None


class SignedPage(AboveSignedPages, Signed):
    """Abstract: a signed page. A copy of it is nobody's signature."""

    exclude_fields_in_copy = ["reviewed_on", "reviewed_by", "review_due", "changed_on", "change_note"]

    class Meta:
        abstract = True


class SignedObject(Signed, WorkflowMixin, DraftStateMixin, RevisionMixin, models.Model):
    """Abstract: a signed object that is no page."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
        help_text=_("Who is reminded when it is due for review."),
    )
    clock = (*Signed.clock, "owner_id")

    class Meta:
        abstract = True
