"""Addresses at which readers found nothing: how often, and on which days. Nothing about the readers."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Length, Substr
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from spinecare.delivery.day_spool import TakenFile

LONGEST_PATH = 200


class MissedQuerySet(models.QuerySet):
    def still_missed(self) -> MissedQuerySet:
        """Without those at which a page lives by now."""
        root = Site.objects.filter(is_default_site=True).values_list("root_page__url_path", flat=True).first() or "/"
        # From the slash that ends the root to the letter before the last slash. Asked for all pages at once: there is
        # no index on where pages live, so to look for each address by itself reads all pages for each.
        path = Substr("url_path", len(root), Length("url_path") - len(root))
        return self.exclude(path__in=Page.objects.live().filter(url_path__startswith=root).values_list(path, flat=True))


class MissedAddress(models.Model):
    """A path without a page. Written as redirects are: with a slash before it and none behind."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        POINTED = "pointed", _("Points to a page")
        IGNORED = "ignored", _("Ignored")

    path = models.CharField(_("address"), max_length=LONGEST_PATH, unique=True)
    count = models.PositiveIntegerField(_("times"), default=0)
    first_day = models.DateField(_("first"))
    last_day = models.DateField(_("last"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)

    objects = MissedQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("missed address")
        verbose_name_plural = _("missed addresses")
        ordering = ["-count", "path"]

    def __str__(self) -> str:
        return self.path


class TakenSpool(TakenFile):
    """A file of missed addresses that is counted."""
