"""Videos. Captions and a transcript belong to the video itself, so no page can show it without them."""

from __future__ import annotations

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.rich_text import get_text_for_indexing
from wagtailmedia.models import AbstractMedia

from spinecare.core.linked_data import Node, moment, node
from spinecare.core.origin import absolute


class Recording(AbstractMedia):
    """One video, in a format every phone plays, with its captions and its words."""

    second_file = models.FileField(
        _("the same video as WebM"),
        upload_to="media",
        blank=True,
        validators=[FileExtensionValidator(["webm"])],
        help_text=_("Smaller, for browsers that play it. Optional."),
    )
    captions = models.FileField(
        _("captions"),
        upload_to="media",
        validators=[FileExtensionValidator(["vtt"])],
        help_text=_("A WebVTT file (.vtt). Required: many readers cannot hear the sound or have it off."),
    )
    transcript = RichTextField(
        _("transcript"),
        features=["bold", "ul"],
        help_text=_("Everything that is said and shown, in words. Required."),
    )

    admin_form_fields = (
        "title",
        "file",
        "second_file",
        "collection",
        "duration",
        "width",
        "height",
        "thumbnail",
        "captions",
        "transcript",
    )

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")

    @property
    def length(self) -> str:
        """Its length in minutes and seconds, such as 1:15. Empty when nobody has entered it."""
        seconds = round(self.duration or 0)
        return f"{seconds // 60}:{seconds % 60:02d}" if seconds else ""

    def linked_data(self, identifier: str, description: str) -> Node:
        """The video in the words of schema.org, with everything that is said in it."""
        seconds = round(self.duration or 0)
        return node(
            "VideoObject",
            id=identifier,
            name=self.title,
            description=description,
            inLanguage=get_language(),
            uploadDate=moment(self.created_at),
            duration=f"PT{seconds}S" if seconds else None,
            contentUrl=absolute(self.file.url),
            thumbnailUrl=absolute(self.thumbnail.url) if self.thumbnail else None,
            caption=node("MediaObject", contentUrl=absolute(self.captions.url), encodingFormat="text/vtt"),
            transcript=get_text_for_indexing(self.transcript),
        )
