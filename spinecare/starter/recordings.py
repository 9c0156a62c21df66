"""The starter's videos: file, captions, poster, and the transcript that stands in the page's own file."""

from __future__ import annotations

from pathlib import Path

from django.core.files import File
from wagtail.models import Page

from spinecare.knowledge.models import ArticlePage, Recording

from .documents import Document
from .markup import Markup
from .pages import TRANSCRIPT


def load_recording(page: Page, document: Document, directory: Path, markup: Markup) -> None:
    """Give a video page its recording. Files already in the library are left as they are."""
    name = document.meta.get("recording")
    if not isinstance(page, ArticlePage) or not name:
        return
    recording = page.recording or Recording(type="video", title=document.meta["headline"])
    recording.transcript = markup.prose(document.bodies[TRANSCRIPT])
    recording.duration = document.meta["duration"]
    recording.width, recording.height = 1280, 720
    media = directory / "media"
    files = {"file": "mp4", "second_file": "webm", "captions": "vtt", "thumbnail": "png"}
    for field, suffix in files.items():
        target = getattr(recording, field)
        path = media / (f"{name}-poster.png" if field == "thumbnail" else f"{name}.{suffix}")
        if not target:
            with path.open("rb") as handle:
                target.save(path.name, File(handle), save=False)
    recording.save()
    page.recording = recording
