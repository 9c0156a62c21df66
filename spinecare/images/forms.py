"""The forms editors upload pictures with."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.forms import FileField
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .originals import TooManyPixels, Unreadable, storable

MILLION = 1_000_000
OTHER_KIND = _("This kind of file cannot be used here. Save the picture as JPEG or PNG and upload that file.")


class PictureFileField(WagtailImageField):
    """Wagtail's field, which decodes a file before it asks how large it is, behind a check that asks first.

    The uploaded file itself is replaced by the copy we store. Wagtail keeps the same object when it parks an upload
    that waits for its description, so what is parked is clean as well.
    """

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        self.error_messages |= {
            "damaged": _(
                "This file is damaged, or it is not a picture. Open it on your computer, save it again as JPEG or PNG, "
                "and upload the new file."
            ),
            "invalid_image_extension": OTHER_KIND,
            # What Willow does not know though Pillow does: moving PNG and moving AVIF.
            "invalid_image": OTHER_KIND,
        }
        self.help_text = _(
            "JPEG for photographs, PNG for drawings, up to %(size)s and %(pixels)s million pixels. 2,400 pixels wide "
            "is plenty. Where and when a photograph was taken is removed from the file."
        ) % {"size": self.max_upload_size_text, "pixels": self.max_image_pixels // MILLION}

    def to_python(self, data: UploadedFile | None) -> UploadedFile | None:
        uploaded = FileField.to_python(self, data)
        if uploaded is not None:
            self.check_image_file_size(uploaded)
            self.check_extension(uploaded)
            self.replace_by_storable_copy(uploaded)
        return super().to_python(data)

    def check_extension(self, uploaded: UploadedFile) -> None:
        if PurePath(uploaded.name).suffix.lower()[1:] not in self.allowed_image_extensions:
            raise ValidationError(self.error_messages["invalid_image_extension"], code="invalid_image_extension")

    def replace_by_storable_copy(self, uploaded: UploadedFile) -> None:
        """Written into the same file, in memory or on disk: Django moves an upload on disk to where it is stored."""
        uploaded.seek(0)
        try:
            data = storable(uploaded.read(), self.max_image_pixels)
        except Unreadable as error:
            raise ValidationError(self.error_messages["damaged"], code="damaged") from error
        except TooManyPixels as error:
            raise ValidationError(too_many_pixels(error, self.max_image_pixels), code="file_too_many_pixels") from error
        uploaded.seek(0)
        uploaded.truncate()
        uploaded.write(data)
        uploaded.flush()
        uploaded.seek(0)
        uploaded.size = len(data)

    def check_image_pixel_size(self, f: UploadedFile) -> None:
        """Nothing: done in `to_python`. Wagtail's own check decodes the picture first and takes it for one frame."""


def too_many_pixels(found: TooManyPixels, limit: int) -> str:
    """What is wrong with the picture, and what to do."""
    words = {"limit": limit // MILLION}
    if found.width is None:
        return (
            gettext(
                "This picture has far too many pixels; the limit is %(limit)s million. Make it smaller (2,400 pixels "
                "wide is plenty for a page) and upload it again."
            )
            % words
        )
    words |= {
        "width": number_format(found.width, force_grouping=True),
        "height": number_format(found.height, force_grouping=True),
        "frames": number_format(found.frames, force_grouping=True),
        # Rounded up: forty million and one must not read as forty.
        "millions": number_format(-(-found.width * found.height * found.frames // MILLION), force_grouping=True),
    }
    if found.frames > 1:
        return (
            gettext(
                "This animation is too large: %(frames)s pictures of %(width)s × %(height)s pixels are %(millions)s "
                "million pixels, and the limit is %(limit)s million. Make it smaller or shorter, or upload it as a "
                "video."
            )
            % words
        )
    return (
        gettext(
            "This picture is too large: %(width)s × %(height)s is %(millions)s million pixels, and the limit is "
            "%(limit)s million. Make it smaller (2,400 pixels wide is plenty for a page) and upload it again."
        )
        % words
    )


class SiteImageForm(BaseImageForm):
    """The form of one picture, wherever the admin shows it: library, chooser, upload of several."""

    class Meta(BaseImageForm.Meta):
        labels = {"description": _("What the picture shows")}
        help_texts = {
            "title": _("How you and your colleagues find it in the library. Readers do not see it."),
            "description": _(
                "For readers who cannot see it. Say in one or two sentences what somebody should learn from the "
                "picture: “Side view of the spine. A tumor presses on the cord at chest height.” Do not begin with "
                "“Picture of”, and do not repeat the caption. Leave empty only for decoration."
            ),
            "tags": _("Words to find it by, such as MRI or surgery."),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # The form for the details of an uploaded file has no file field.
        if found := self.fields.get("file"):
            self.fields["file"] = PictureFileField(label=found.label, required=found.required, widget=found.widget)

    def save(self, commit: bool = True) -> Any:
        # One transaction, so that the sizes of a replaced file are made (see signals.py) after the old ones are gone.
        with transaction.atomic():
            image = super().save(commit=commit)
        if commit:
            # Wagtail opens the stored file to measure it, and leaves it open.
            image.file.close()
        return image
