"""A page as care links know it. It outlives the page, and is never mistaken for a later one at its address."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

# An editor who has answered has this long to do what they were about to do.
ANSWER_HOLDS = datetime.timedelta(hours=1)


class DestinationQuerySet(models.QuerySet):
    def of(self, *pages: Page) -> DestinationQuerySet:
        """What links know of these pages."""
        matches = models.Q(pk__in=[])
        for page in pages:
            matches |= models.Q(translation_key=page.translation_key, language=page.locale.language_code)
        return self.filter(matches)

    def opening(self, destination: Destination) -> DestinationQuerySet:
        """It, and those that are gone and lead to it now, at once or through others."""
        found, newest = {destination.pk}, {destination.pk}
        while newest:
            led = self.filter(leads_to__in=newest, answer=Destination.Answer.LEAD).exclude(pk__in=found)
            newest = set(led.values_list("pk", flat=True))
            found |= newest
        return self.filter(pk__in=found)

    def linked(self) -> DestinationQuerySet:
        """Those that some link leads to, by itself or in the place of another."""
        return self.filter(models.Q(items__isnull=False) | models.Q(led_here__items__isnull=False)).distinct()


class Destination(models.Model):
    """The identity of a page: Wagtail's `translation_key` with a language.

    Both stay when the page is renamed or moved, and no other page ever has them: a copy gets a key of its own, and so
    does a page made anew at the same address. A number would not do: after a restored backup it may be given again.
    What is written down here besides is how the page was last known, for the day on which it is gone.
    """

    class Answer(models.TextChoices):
        NONE = "", _("Nobody has said yet")
        EXPLAIN = "explain", _("A page that says it is gone")
        LEAD = "lead", _("Another page")

    translation_key = models.UUIDField(_("key"))
    language = models.CharField(_("language"), max_length=100)
    title = models.CharField(_("title"), max_length=255)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    address = models.CharField(_("address"), max_length=2000, blank=True)
    # The keys of the pages above it, the nearest first.
    above = models.JSONField(_("pages above"), default=list)
    answer = models.CharField(
        _("where its links lead when it is gone"), max_length=10, choices=Answer.choices, blank=True
    )
    leads_to = models.ForeignKey(
        "self", verbose_name=_("page instead"), null=True, blank=True, on_delete=models.PROTECT, related_name="led_here"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = DestinationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("page as links know it")
        verbose_name_plural = _("pages as links know them")
        constraints = [
            models.UniqueConstraint(fields=["translation_key", "language"], name="one_destination_for_each_page")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def page(self) -> Page | None:
        """The page itself, live or not."""
        return Page.objects.filter(translation_key=self.translation_key, locale__language_code=self.language).first()

    @property
    def is_answered(self) -> bool:
        """Whether somebody has just said where its links are to lead, or has for the day its page ends by itself."""
        if not self.answer or self.answered_at is None:
            return False
        page = self.page
        if page is None or not page.live or page.expire_at:
            return True
        return self.answered_at > timezone.now() - ANSWER_HOLDS
