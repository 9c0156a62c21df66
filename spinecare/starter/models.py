"""What the starter loader has written, so that it never touches what an editor has changed since."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class StarterRecord(models.Model):
    """One object the loader made.

    `key` names the file, or the entry in a file, that it came from. `written` is a digest of the object as the loader
    left it: when the object no longer matches, somebody has edited it. The record stays when the object is deleted, so
    that a deleted page does not come back.
    """

    key = models.CharField(_("key"), max_length=200, unique=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    file_digest = models.CharField(max_length=64)
    written = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("starter record")
        verbose_name_plural = _("starter records")

    def __str__(self) -> str:
        return self.key
