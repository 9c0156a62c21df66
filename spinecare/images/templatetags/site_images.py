"""The one way a template shows a picture of the library."""

from __future__ import annotations

from django import template
from wagtail.images.models import AbstractImage

from spinecare.images.pictures import ShownPicture, shown

register = template.Library()


@register.simple_tag
def site_picture(image: AbstractImage | None, alt: str = "") -> ShownPicture | None:
    """The picture with its sources. Without an `alt`, the words an editor gave it are used."""
    return shown(image, alt) if image else None
