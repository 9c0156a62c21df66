"""The address of a source as whoever checks links wants to have it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from .models import Source


@dataclass(frozen=True)
class SourceLink:
    """target: the whole address. place: in the words of the admin. It stands on many pages, so it names none."""

    target: str
    place: str
    text: str
    edit_url: str
    page: int | None = None
    content_path: str = ""

    @classmethod
    def of(cls, source: Source) -> SourceLink:
        edit_url = reverse("wagtailsnippets_editorial_source:edit", args=[source.pk])
        return cls(source.address, _("Sources"), source.title, edit_url)
