"""What may be stored as the original of a picture, and the copy that is stored instead of what was uploaded.

A phone writes where it was into every photograph, and originals can be downloaded. So what an editor uploads is
checked, turned upright and freed of its metadata before Wagtail sees it.
"""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, JpegImagePlugin

from . import containers

logger = logging.getLogger(__name__)

# The only decoders an upload can reach.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
# What Pillow calls a JPEG with a second picture behind the first; phones make them. The second, a preview or a map of
# depths, is not stored.
DOUBLE_JPEG = "MPO"

ORIENTATION = 0x0112
UPRIGHT = 1


class Unreadable(Exception):
    """The file is not a picture, or is damaged."""


class TooManyPixels(Exception):
    """Showing the picture would take more memory than we allow. Sizes are None where even asking was too dangerous."""

    def __init__(self, width: int | None = None, height: int | None = None, frames: int = 1):
        self.width, self.height, self.frames = width, height, frames
        super().__init__(width, height, frames)


def storable(data: bytes, max_pixels: int) -> bytes:
    """The file to store in place of the uploaded one: upright, with its colors and animation, without metadata.

    Raises Unreadable or TooManyPixels.
    """
    try:
        image = _opened(data, max_pixels)
        if _is_turned(image):
            return _saved_upright(image)
        clean = _without_metadata(image, data)
        # The copy is what must be readable: Wagtail decodes it next, and takes it for granted that it can.
        _decode(_opened(clean, max_pixels), max_pixels)
        return clean
    except TooManyPixels:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error
    except Exception as error:
        # Pillow answers a broken file with whatever its parsers stumble over: OSError, SyntaxError, struct.error,
        # ValueError, EOFError and more. To the editor they all mean the same; the log tells a mistake of ours apart.
        logger.warning("An uploaded picture could not be read: %r", error)
        raise Unreadable from error


def _opened(data: bytes, max_pixels: int) -> Image.Image:
    """The picture with only its head read."""
    Image.init()
    image = Image.open(BytesIO(data), formats=FORMATS)
    _check_pixels(image, max_pixels)
    return image


def _decode(image: Image.Image, max_pixels: int) -> None:
    """Every frame, each only after its size has been found small enough."""
    for number in range(_frames(image)):
        image.seek(number)
        # The canvas of a GIF grows when a later frame is larger than the first.
        _check_pixels(image, max_pixels)
        image.load()


def _check_pixels(image: Image.Image, max_pixels: int) -> None:
    frames = _frames(image)
    if image.width * image.height * frames > max_pixels:
        raise TooManyPixels(image.width, image.height, frames)


def _frames(image: Image.Image) -> int:
    return 1 if image.format == DOUBLE_JPEG else getattr(image, "n_frames", 1)


def _is_turned(image: Image.Image) -> bool:
    """Whether a note in the metadata says to turn the picture before it is shown. (AVIF keeps that elsewhere.)"""
    if image.format == "AVIF" or _frames(image) > 1:
        return False
    return image.getexif().get(ORIENTATION, UPRIGHT) != UPRIGHT


def _without_metadata(image: Image.Image, data: bytes) -> bytes:
    if image.format == "AVIF":
        return containers.avif(data, image.info.get("exif", b""), image.info.get("xmp", b""))
    return containers.CLEANERS[image.format](data)


def _saved_upright(image: Image.Image) -> bytes:
    """Pixels have to move, so the file is written anew, with as little loss as its format allows."""
    file_format = "JPEG" if image.format == DOUBLE_JPEG else image.format
    options = _save_options(image, file_format)
    # In place, so that one copy of the pixels is held while they move, not two.
    ImageOps.exif_transpose(image, in_place=True)
    output = BytesIO()
    # What is left out Pillow may take from the uploaded file, so it is said that there is none.
    image.save(
        output, format=file_format, icc_profile=image.info.get("icc_profile"), exif=b"", xmp=b"", comment=b"", **options
    )
    return output.getvalue()


def _save_options(image: Image.Image, file_format: str) -> dict[str, Any]:
    if file_format == "JPEG":
        # The tables it was compressed with: doing so again changes next to nothing. (`quality="keep"` means the same,
        # but Pillow refuses it for a picture that has been turned.)
        return {
            "qtables": image.quantization,
            "subsampling": JpegImagePlugin.get_sampling(image),
            "progressive": "progressive" in image.info,
            "optimize": True,
        }
    return {"quality": 92} if file_format == "WEBP" else {}
