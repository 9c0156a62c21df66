"""Make every size of every picture that does not have it yet: after an upgrade that changes the sizes, or a restore."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.images.models import SourceImageIOError

from spinecare.images.models import SiteImage
from spinecare.images.pictures import prepare


class Command(BaseCommand):
    help = "Makes the sizes and formats that pages show, for every picture in the library that lacks some."

    def handle(self, *args: Any, **options: Any) -> None:
        pictures = SiteImage.objects.order_by("pk")
        for number, picture in enumerate(pictures, start=1):
            self.stdout.write(f"{number}/{len(pictures)} {picture.title}")
            try:
                prepare(picture)
            except SourceImageIOError:
                self.stderr.write(f"The file of picture {picture.pk} ({picture.file.name}) is missing.")
