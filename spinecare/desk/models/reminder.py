"""What was done about each step of reminding somebody of a review. Rows are only added."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reminder(models.Model):
    """One step for one text and one due day. A new due day begins a new ladder."""

    class Outcome(models.TextChoices):
        SENT = "sent", _("Sent")
        NOBODY = "nobody", _("Sent to the administrators, for want of anybody else")
        SKIPPED = "skipped", _("Not sent: a later step took its place")

    content_type = models.ForeignKey(ContentType, verbose_name=_("kind of object"), on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField(_("object"))
    due = models.DateField(_("review due"))
    step = models.CharField(_("step"), max_length=12)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    sent_on = models.DateField(_("day"))
    to = models.TextField(_("sent to"), blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-sent_on", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "due", "step"], name="each_step_once")
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.due}: {self.get_outcome_display()}"
