"""Pictures and films for a site that runs without nginx in front. nginx serves the same folders itself.

Only what was made for readers is served. Originals of pictures hold what the camera wrote into them, and documents
have their own address that checks permissions, so neither can be reached here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

PUBLIC_FOLDERS = ("images", "media", "media_thumbnails")
TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".vtt": "text/vtt; charset=utf-8",
}
CACHE_CONTROL = "public, max-age=2592000"
CHUNK = 64 * 1024
SINGLE_RANGE = re.compile(r"bytes=(?P<first>\d{0,18})-(?P<last>\d{0,18})")


class Unsatisfiable(Exception):
    """The asked range lies outside the file."""


@dataclass(frozen=True)
class Part:
    """A stretch of a file, both ends included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class Asset:
    """A file for readers, with what HTTP needs to know about it."""

    path: Path
    content_type: str
    size: int
    modified: int

    @property
    def etag(self) -> str:
        return f'"{self.modified:x}-{self.size:x}"'


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve one file, or the part of it that was asked for (iPhones play no film without that)."""
    asset = find(path)
    unchanged = get_conditional_response(request, etag=asset.etag, last_modified=asset.modified)
    response = unchanged or _whole_or_part(request, asset)
    response.headers["ETag"] = asset.etag
    response.headers["Last-Modified"] = http_date(asset.modified)
    response.headers["Cache-Control"] = CACHE_CONTROL
    response.headers["Accept-Ranges"] = "bytes"
    return response


def find(path: str) -> Asset:
    """The file at this address below MEDIA_ROOT, or Http404."""
    parts = PurePosixPath(path).parts
    content_type = TYPES.get(PurePosixPath(path).suffix.lower())
    if len(parts) < 2 or parts[0] not in PUBLIC_FOLDERS or content_type is None:
        raise Http404
    folder = Path(settings.MEDIA_ROOT).resolve() / parts[0]
    try:
        file = folder.joinpath(*parts[1:]).resolve()
        # resolve() has followed every `..` and link, so this is where the file really is.
        if not file.is_relative_to(folder) or not file.is_file():
            raise Http404
        status = file.stat()
    except (OSError, ValueError) as error:
        raise Http404 from error
    return Asset(file, content_type, status.st_size, int(status.st_mtime))


def _whole_or_part(request: HttpRequest, asset: Asset) -> HttpResponseBase:
    try:
        part = _asked_part(request, asset)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{asset.size}"})
    sent = part or Part(0, asset.size - 1)
    response = StreamingHttpResponse(_read(asset.path, sent), content_type=asset.content_type)
    response.headers["Content-Length"] = str(sent.length)
    if part is not None:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {part.first}-{part.last}/{asset.size}"
    return response


def _asked_part(request: HttpRequest, asset: Asset) -> Part | None:
    """The part the Range header asks for; None for the whole file, as HTTP wants for a header it cannot follow."""
    match = SINGLE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    unchanged_since = request.headers.get("If-Range")
    if match is None or unchanged_since not in (None, asset.etag, http_date(asset.modified)):
        return None
    first, last = match["first"], match["last"]
    if not first and not last:
        return None
    if not first:
        part = Part(max(0, asset.size - int(last)), asset.size - 1)
    else:
        part = Part(int(first), min(int(last or asset.size - 1), asset.size - 1))
        if last and int(last) < part.first:
            return None
    if part.length <= 0:
        raise Unsatisfiable
    return part


def _read(path: Path, part: Part) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(part.first)
        left = part.length
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
