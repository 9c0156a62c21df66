"""What an editor may not upload is refused with words that say what to do, and never with an error page."""

from __future__ import annotations

import html
from io import BytesIO
from struct import pack
from zlib import crc32

import pytest
from PIL import Image

from spinecare.images.models import SiteImage

from .conftest import DESCRIPTION, picture_bytes


def errors(response) -> str:
    assert response.status_code == 200
    return " ".join(html.unescape(str(message)) for message in response.context["form"].errors.get("file", []))


def one_bit_png(width: int, height: int) -> bytes:
    output = BytesIO()
    Image.new("1", (width, height)).save(output, "PNG")
    return output.getvalue()


def animation(file_format: str, frames: int, size: tuple[int, int] = (400, 300)) -> bytes:
    # Colors far apart: encoders drop a frame that looks like the one before.
    pictures = [Image.new("RGB", size, (number * 37 % 256, number * 91 % 256, 0)) for number in range(frames)]
    output = BytesIO()
    pictures[0].save(output, file_format, save_all=True, append_images=pictures[1:], duration=50)
    return output.getvalue()


def test_a_small_file_that_would_fill_the_memory_is_refused(library):
    response = library.add("bomb.png", one_bit_png(9000, 9000))

    assert "9,000 × 9,000 is 81 million pixels" in errors(response)
    assert "Make it smaller" in errors(response)
    assert not SiteImage.objects.filter(title="Spine").exists()


@pytest.mark.parametrize("side", [12_000, 20_000], ids=["Pillow would warn", "Pillow would fail"])
def test_files_that_pillow_itself_objects_to_get_the_same_answer(library, side):
    # Nothing but its head: a picture that is refused for its size must not be read further.
    content = one_bit_png(1, 1)
    head = content[:12] + b"IHDR" + pack(">2I", side, side) + content[24:29]
    content = head + pack(">I", crc32(head[12:])) + content[33:]

    assert "Make it smaller" in errors(library.add("bomb.png", content))


def test_a_picture_taken_sideways_is_measured_before_it_is_turned(library):
    noted = Image.Exif()
    noted[0x0112] = 6
    output = BytesIO()
    Image.new("L", (8000, 5001)).save(output, "JPEG", exif=noted)

    assert "41 million pixels" in errors(library.add("sideways.jpg", output.getvalue()))


def test_forty_million_pixels_are_accepted(library):
    response = library.add("large.png", one_bit_png(8000, 5000))

    assert response.status_code == 302


def gif_of_dots(canvas: tuple[int, int], frames: list[tuple[int, int]]) -> bytes:
    """A GIF of a few bytes a frame, however large it says it is."""
    dot = b"\x02\x02\x44\x01\x00"
    pictures = [b"\x2c" + pack("<4HB", 0, 0, *size, 0) + dot for size in frames]
    return b"GIF89a" + pack("<2H", *canvas) + b"\x80\0\0" + b"\0\0\0\xff\xff\xff" + b"".join(pictures) + b";"


def test_every_frame_of_an_animation_counts(library):
    response = library.add("a.gif", gif_of_dots((1000, 1000), [(1, 1)] * 400))

    assert "400 pictures of 1,000 × 1,000 pixels are 400 million pixels" in errors(response)
    assert "or upload it as a video" in errors(response)


@pytest.mark.parametrize(("file_format", "name"), [("PNG", "a.png"), ("WEBP", "a.webp"), ("AVIF", "a.avif")])
def test_every_frame_counts_in_every_format(library, settings, file_format, name):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000_000
    content = animation(file_format, frames=9)

    assert "9 pictures of 400 × 300 pixels are 2 million pixels" in errors(library.add(name, content))


def test_a_gif_that_grows_after_its_first_frame_is_measured_again(library):
    content = gif_of_dots((10, 10), [(1, 1), (6500, 6500)])

    assert "2 pictures of 6,500 × 6,500 pixels" in errors(library.add("grows.gif", content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("junk.png", b"\x89PNG\r\n\x1a\n" + b"junk" * 200),
        ("junk.jpg", b"\xff\xd8\xff\xe0" + b"junk" * 200),
        ("junk.gif", b"GIF89a" + b"junk" * 200),
        ("junk.webp", b"RIFF\x00\x01\x00\x00WEBPVP8 " + b"junk" * 200),
        ("junk.avif", b"\x00\x00\x00\x1cftypavif" + b"junk" * 200),
        ("page.png", b"<!doctype html><script>alert(1)</script>"),
        ("half.jpg", picture_bytes("JPEG", (600, 400))[:-2000]),
        ("half.png", picture_bytes("PNG", (600, 400))[:-100]),
        ("half.gif", picture_bytes("GIF", (600, 400))[:-100]),
        ("half.webp", picture_bytes("WEBP", (600, 400))[:-60]),
        ("half.avif", picture_bytes("AVIF", (600, 400))[:-60]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_damaged_files_are_refused_with_advice(library, name, content):
    response = library.add(name, content)

    assert "This file is damaged, or it is not a picture." in errors(response)
    assert not SiteImage.objects.filter(title="Spine").exists()


def test_a_photograph_as_a_phone_stores_it_is_refused_with_advice(library):
    assert "Save the picture as JPEG or PNG" in errors(library.add("IMG_0042.heic", b"ftypheic"))


@pytest.mark.parametrize(("file_format", "name"), [("PNG", "a.png"), ("AVIF", "a.avif")])
def test_animations_wagtail_cannot_show_are_refused_with_advice(library, file_format, name):
    assert "Save the picture as JPEG or PNG" in errors(library.add(name, animation(file_format, frames=3)))


def test_a_file_under_a_false_name_is_refused(library):
    assert "extension does not match" in errors(library.add("really-a-gif.png", picture_bytes("GIF")))


def test_dropping_a_bad_file_among_several_says_what_is_wrong(library):
    answer = library.drop("junk.png", b"\x89PNG\r\n\x1a\njunk").json()

    assert answer["success"] is False
    assert "This file is damaged, or it is not a picture." in answer["error_message"]


def test_a_bad_replacement_leaves_the_picture_as_it_was(library, stored):
    picture = stored("spine.png", picture_bytes())
    before = picture.file.name

    response = library.replace(picture, "bomb.png", one_bit_png(9000, 9000))

    assert "81 million pixels" in errors(response)
    picture.refresh_from_db()
    assert picture.file.name == before
    assert picture.file.storage.exists(before)


def test_a_description_or_the_word_that_it_is_decoration_is_required(library):
    content = picture_bytes()

    neither = library.add("spine.png", content, description="")
    both = library.add("spine.png", content, description=DESCRIPTION, is_decorative="on")
    decoration = library.add("spine.png", content, description="", is_decorative="on")

    assert "description" in neither.context["form"].errors
    assert "is_decorative" in both.context["form"].errors
    assert decoration.status_code == 302


def test_the_form_says_what_a_good_description_is(library):
    page = library.client.get("/admin/images/add/").content.decode()

    assert "what somebody should learn from the picture" in page
    assert "Readers do not see it." in page
