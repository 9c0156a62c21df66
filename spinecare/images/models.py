"""Images. Every one has a description for people who cannot see it, or is marked as decoration."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition


class SiteImage(AbstractImage):
    """An image in the library."""

    is_decorative = models.BooleanField(
        _("decoration only"),
        default=False,
        help_text=_("It says nothing that the text does not say. Screen readers then pass over it."),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def clean(self) -> None:
        super().clean()
        if self.is_decorative and self.description:
            raise ValidationError({"is_decorative": _("A picture with a description is not decoration. Choose one.")})
        if not self.is_decorative and not self.description:
            raise ValidationError({"description": _("Say what the picture shows, or mark it as decoration only.")})

    @property
    def default_alt_text(self) -> str:
        """What stands in for the picture: its description, or nothing for decoration. Never the file's name."""
        return self.description


class Rendition(AbstractRendition):
    """One size of an image."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
