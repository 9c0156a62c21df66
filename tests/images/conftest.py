"""The picture library as somebody with editor rights uses it, and files to upload."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.fields.files import FieldFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from spinecare.images.models import SiteImage

DESCRIPTION = "Side view of the spine. A tumor presses on the cord."


def picture_bytes(file_format: str = "PNG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """A still picture whose left half is red and whose right half is blue, so that turning it shows."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    output = BytesIO()
    picture.save(output, file_format, **options)
    return output.getvalue()


def content_of(file: FieldFile) -> bytes:
    """What is stored, read from the storage and not from memory."""
    with file.storage.open(file.name) as opened:
        return opened.read()


class Library:
    """The picture library as an editor uses it, through the admin's own views."""

    def __init__(self, client: Client):
        self.client = client

    def add(self, name: str, content: bytes, description: str = DESCRIPTION, **more: str) -> HttpResponse:
        return self.client.post(reverse("wagtailimages:add"), self._details(name, content, description, **more))

    def replace(self, picture: SiteImage, name: str, content: bytes) -> HttpResponse:
        details = self._details(name, content, picture.description)
        return self.client.post(reverse("wagtailimages:edit", args=[picture.pk]), details)

    def drop(self, name: str, content: bytes) -> HttpResponse:
        """One file onto the page that takes several."""
        return self.client.post(reverse("wagtailimages:add_multiple"), {"files[]": SimpleUploadedFile(name, content)})

    def finish(self, waiting: int, **details: str) -> HttpResponse:
        """Fill in the details of a file that was dropped there."""
        prefix = f"uploaded-image-{waiting}"
        filled = {"title": "Spine", "description": "", "tags": ""} | details
        return self.client.post(
            reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting]),
            {f"{prefix}-{name}": value for name, value in filled.items()},
        )

    @staticmethod
    def _details(name: str, content: bytes, description: str, **more: str) -> dict[str, Any]:
        focal_point = {f"focal_point_{field}": "" for field in ("x", "y", "width", "height")}
        file = SimpleUploadedFile(name, content)
        return {"title": "Spine", "file": file, "description": description, "tags": "", **focal_point, **more}


@pytest.fixture
def library(editor_client: Client, settings, tmp_path) -> Library:
    settings.MEDIA_ROOT = tmp_path
    return Library(editor_client)


@pytest.fixture
def stored(library, django_capture_on_commit_callbacks):
    """Uploads a picture and hands back the row, with its sizes made as they are after a real commit."""

    def upload(name: str, content: bytes, **details: str) -> SiteImage:
        with django_capture_on_commit_callbacks(execute=True):
            response = library.add(name, content, **details)
        assert response.status_code == 302, response.content.decode()
        return SiteImage.objects.latest("pk")

    return upload
