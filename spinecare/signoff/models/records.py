"""What was decided about a text, by whom and when; and what readers are told of its changes. Rows are only added."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


class AboutObject(models.Model):
    """Abstract: belongs to a page or to another signed object, and outlives it."""

    content_type = models.ForeignKey(ContentType, verbose_name=_("kind of object"), on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField(_("object"))
    target = GenericForeignKey("content_type", "object_id")
    target.wagtail_reference_index_ignore = True
    title = models.CharField(_("title"), max_length=255)

    class Meta:
        abstract = True

    @classmethod
    def about(cls, target: models.Model) -> models.QuerySet[Any]:
        """What is known about one object, the newest first."""
        return cls.objects.filter(content_type=ContentType.objects.get_for_model(target), object_id=target.pk)


class SignOff(AboutObject):
    """One decision of a clinical reviewer about one revision.

    `digest` names the words that were signed: a revision whose words are no longer those is not signed.
    """

    class Decision(models.TextChoices):
        WHOLE = "whole", _("Whole page signed")
        CHANGE = "change", _("This change signed, the review date left alone")
        SENT_BACK = "sent-back", _("Sent back")

    decision = models.CharField(_("decision"), max_length=12, choices=Decision.choices)
    revision = models.ForeignKey(
        Revision, verbose_name=_("revision"), null=True, on_delete=models.SET_NULL, related_name="sign_offs"
    )
    revision_number = models.PositiveBigIntegerField(_("revision number"))
    digest = models.CharField(_("digest of the words"), max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="sign_offs"
    )
    by_name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=120)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    checked = models.JSONField(_("checked"), default=list, help_text=_("The points of the checklist, as they read."))
    remarks = models.TextField(_("remarks"), blank=True)
    review_due = models.DateField(_("next review due"), null=True, blank=True)

    class Meta:
        verbose_name = _("clinical decision")
        verbose_name_plural = _("clinical decisions")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]
        permissions = [("sign_clinical", "Can sign clinical text")]

    def __str__(self) -> str:
        return f"{self.title}: {self.get_decision_display()}"

    @property
    def allows_publishing(self) -> bool:
        return self.decision in (self.Decision.WHOLE, self.Decision.CHANGE)


class Change(AboutObject):
    """One line for readers: what changed on a page, and on which day."""

    on = models.DateField(_("day"))
    note = models.CharField(_("what changed"), max_length=200)
    sign_off = models.ForeignKey(
        SignOff, verbose_name=_("decision"), null=True, on_delete=models.SET_NULL, related_name="changes"
    )

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.on}: {self.note}"
