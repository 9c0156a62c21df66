"""Where a photograph was taken is nobody's business: it does not reach our storage on any way in."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageCms, PngImagePlugin
from wagtail.models import UploadedFile

from spinecare.images.models import SiteImage

from .conftest import DESCRIPTION, content_of, picture_bytes

GPS, LATITUDE, CAMERA, ORIENTATION = 0x8825, 2, 0x0110, 0x0112
SECRET = b"Ward 7 bed 12"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>' + SECRET + b"</note></x:xmpmeta>"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif(orientation: int = 1) -> Image.Exif:
    noted = Image.Exif()
    noted[CAMERA] = SECRET.decode()
    noted[ORIENTATION] = orientation
    noted.get_ifd(GPS)[LATITUDE] = (52.0, 31.0, 12.0)
    return noted


def telling_text() -> PngImagePlugin.PngInfo:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode())
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return text


def revealing(file_format: str) -> bytes:
    """A picture with everything that can be hidden in such a file, and more behind its end."""
    hidden = {
        "JPEG": {"exif": exif(), "xmp": XMP, "comment": SECRET, "icc_profile": PROFILE},
        "PNG": {"exif": exif(), "pnginfo": telling_text(), "icc_profile": PROFILE},
        "WEBP": {"exif": exif(), "xmp": XMP, "icc_profile": PROFILE},
        "AVIF": {"exif": exif(), "xmp": XMP, "icc_profile": PROFILE},
        "GIF": {"comment": SECRET},
    }[file_format]
    content = picture_bytes(file_format, **hidden)
    # Behind an AVIF nothing can be told from the file itself.
    return content if file_format == "AVIF" else content + b"cut away: " + SECRET


FILES = {"JPEG": "a.jpg", "PNG": "a.png", "WEBP": "a.webp", "AVIF": "a.avif", "GIF": "a.gif"}
every_format = pytest.mark.parametrize("file_format", FILES)


def assert_tells_nothing(content: bytes) -> None:
    assert SECRET not in content
    assert not Image.open(BytesIO(content)).getexif().get_ifd(GPS)


@every_format
def test_an_upload_is_stored_without_what_it_tells(stored, file_format):
    content = revealing(file_format)
    assert SECRET in content

    picture = stored(FILES[file_format], content)

    assert_tells_nothing(content_of(picture.file))


@every_format
def test_no_pixel_changes_when_metadata_is_removed(stored, file_format):
    content = revealing(file_format)

    picture = stored(FILES[file_format], content)

    before, after = Image.open(BytesIO(content)), Image.open(BytesIO(content_of(picture.file)))
    assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()
    assert after.info.get("icc_profile") == before.info.get("icc_profile")


@every_format
def test_a_replacement_is_stored_without_what_it_tells(library, stored, file_format):
    picture = stored("first.png", picture_bytes())

    response = library.replace(picture, FILES[file_format], revealing(file_format))

    assert response.status_code == 302
    picture.refresh_from_db()
    assert picture.file.name.endswith(FILES[file_format].removeprefix("a"))
    assert_tells_nothing(content_of(picture.file))


@every_format
def test_one_of_several_tells_nothing_while_it_waits_or_when_it_is_stored(library, file_format):
    dropped = library.drop(FILES[file_format], revealing(file_format)).json()

    waiting = UploadedFile.objects.get(pk=dropped["uploaded_file_id"])
    assert_tells_nothing(content_of(waiting.file))

    assert library.finish(waiting.pk, description=DESCRIPTION).json()["success"]
    assert_tells_nothing(content_of(SiteImage.objects.latest("pk").file))


def test_a_file_too_large_for_memory_is_cleaned_on_disk(stored, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0

    picture = stored("a.jpg", revealing("JPEG"))

    assert_tells_nothing(content_of(picture.file))
    assert picture.file_size == picture.file.size


@pytest.mark.parametrize(("file_format", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_a_picture_that_was_taken_sideways_stands_upright(stored, file_format, name):
    content = picture_bytes(file_format, (64, 32), exif=exif(orientation=6), icc_profile=PROFILE)

    picture = stored(name, content)

    assert (picture.width, picture.height) == (32, 64)
    upright = Image.open(BytesIO(content_of(picture.file))).convert("RGB")
    assert upright.getpixel((16, 4))[0] > 200, "red was on the left and is now on top"
    assert upright.getpixel((16, 60))[2] > 200
    assert upright.info["icc_profile"] == PROFILE
    assert_tells_nothing(content_of(picture.file))


def test_turning_a_photograph_costs_next_to_no_quality(stored):
    content = picture_bytes("JPEG", (160, 80), exif=exif(orientation=6), quality=92)

    picture = stored("a.jpg", content)

    before, after = Image.open(BytesIO(content)), Image.open(BytesIO(content_of(picture.file)))
    assert after.quantization == before.quantization
    turned = before.transpose(Image.Transpose.ROTATE_270).convert("L").tobytes()
    differences = [abs(a - b) for a, b in zip(turned, after.convert("L").tobytes(), strict=True)]
    assert sum(differences) / len(differences) < 1


@pytest.mark.parametrize(("file_format", "name"), [("GIF", "a.gif"), ("WEBP", "a.webp")])
def test_an_animation_keeps_moving(stored, file_format, name):
    frames = [Image.new("RGB", (40, 30), color) for color in ("red", "lime", "blue")]
    output = BytesIO()
    hidden = {"comment": SECRET} if file_format == "GIF" else {"exif": exif()}
    frames[0].save(output, file_format, save_all=True, append_images=frames[1:], duration=120, loop=0, **hidden)

    picture = stored(name, output.getvalue())

    content = content_of(picture.file)
    assert_tells_nothing(content)
    moving = Image.open(BytesIO(content))
    assert moving.n_frames == 3
    moving.seek(2)
    moving.load()
    assert moving.info["duration"] == 120
    assert moving.convert("RGB").getpixel((20, 15))[2] > 200


def test_the_second_picture_in_a_phone_photograph_is_dropped(stored):
    second = Image.new("RGB", (30, 20), "green")
    output = BytesIO()
    Image.new("RGB", (60, 40), "red").save(output, "MPO", save_all=True, append_images=[second], exif=exif())

    picture = stored("a.jpg", output.getvalue())

    content = content_of(picture.file)
    assert_tells_nothing(content)
    assert Image.open(BytesIO(content)).format == "JPEG"
    assert content.count(b"\xff\xd8\xff") == 1
