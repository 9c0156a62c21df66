"""Which page, or other text of the site, names which fact. Made from the texts, and made anew by `index_facts`."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class FactUse(models.Model):
    """One text that names one fact. The key may be of a fact that there is not.

    in_live: readers see it there. in_draft: the newest draft names it. Pages are kept under Wagtail's own kind of
    object for all pages.
    """

    fact_key = models.SlugField(_("key of the fact"), max_length=80)
    content_type = models.ForeignKey(ContentType, verbose_name=_("kind of object"), on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField(_("object"))
    target = GenericForeignKey("content_type", "object_id")
    # Wagtail follows no links from here: this list is itself made from what links.
    target.wagtail_reference_index_ignore = True
    wagtail_reference_index_ignore = True
    in_live = models.BooleanField(_("seen by readers"))
    in_draft = models.BooleanField(_("in the newest draft"))

    class Meta:
        verbose_name = _("use of a fact")
        verbose_name_plural = _("uses of facts")
        ordering = ["content_type", "object_id", "fact_key"]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "fact_key"], name="one_use_of_a_fact_a_text")
        ]

    def __str__(self) -> str:
        return f"{self.fact_key}: {self.content_type_id}/{self.object_id}"
