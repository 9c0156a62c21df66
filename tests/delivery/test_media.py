"""Pictures and films without nginx: ranges as phones want them, and nothing that was not made for readers."""

import pytest
from django.http import Http404

from spinecare.delivery import media

FILM = bytes(range(256)) * 4


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    files = {
        "media/film.mp4": FILM,
        "media/empty.mp4": b"",
        "images/picture.width-400.avif": b"picture",
        "media/page.html": b"<script>",
        "original_images/camera.jpg": b"where I live",
        "documents/letter.pdf": b"letter",
    }
    for name, content in files.items():
        path = settings.MEDIA_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (tmp_path / "secret-key").write_text("secret")
    (settings.MEDIA_ROOT / "images" / "link.png").symlink_to(tmp_path / "secret-key")
    return settings.MEDIA_ROOT


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_whole_file(rf):
    response = media.serve(rf.get("/"), "images/picture.width-400.avif")
    assert body(response) == b"picture"
    assert response.headers["Content-Type"] == "image/avif"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert "max-age" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=0-", 0, 1023),
        ("bytes=1000-", 1000, 1023),
        ("bytes=1023-5000", 1023, 1023),
        ("bytes=-24", 1000, 1023),
        ("bytes=-9999", 0, 1023),
    ],
)
def test_a_part_of_a_film(rf, asked, first, last):
    response = media.serve(rf.get("/", HTTP_RANGE=asked), "media/film.mp4")
    assert response.status_code == 206
    assert response.headers["Content-Range"] == f"bytes {first}-{last}/1024"
    assert response.headers["Content-Length"] == str(last - first + 1)
    assert body(response) == FILM[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5000-6000", "bytes=-0", "bytes=999999999999999999-"])
def test_a_part_that_is_not_there(rf, asked):
    response = media.serve(rf.get("/", HTTP_RANGE=asked), "media/film.mp4")
    assert response.status_code == 416
    assert response.headers["Content-Range"] == "bytes */1024"


@pytest.mark.parametrize(
    "asked",
    ["", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=0-1,5-9", "lines=0-1", "bytes=" + "9" * 5000 + "-"],
)
def test_what_cannot_be_followed_gets_the_whole_film(rf, asked):
    response = media.serve(rf.get("/", HTTP_RANGE=asked), "media/film.mp4")
    assert response.status_code == 200
    assert body(response) == FILM


def test_a_part_of_a_film_that_has_changed_is_the_whole_film(rf):
    etag = media.find("media/film.mp4").etag
    same = media.serve(rf.get("/", HTTP_RANGE="bytes=0-1", HTTP_IF_RANGE=etag), "media/film.mp4")
    changed = media.serve(rf.get("/", HTTP_RANGE="bytes=0-1", HTTP_IF_RANGE='"old"'), "media/film.mp4")
    assert (same.status_code, body(same)) == (206, FILM[:2])
    assert (changed.status_code, body(changed)) == (200, FILM)


def test_an_unchanged_picture_is_not_sent_again(rf):
    etag = media.find("images/picture.width-400.avif").etag
    response = media.serve(rf.get("/", HTTP_IF_NONE_MATCH=etag), "images/picture.width-400.avif")
    assert response.status_code == 304


def test_a_part_of_nothing(rf):
    assert media.serve(rf.get("/", HTTP_RANGE="bytes=0-1"), "media/empty.mp4").status_code == 416


@pytest.mark.parametrize(
    "path",
    [
        "original_images/camera.jpg",
        "documents/letter.pdf",
        "media/page.html",
        "media",
        "media/",
        "media/absent.mp4",
        "images/../original_images/camera.jpg",
        "images/../../secret-key",
        "images/link.png",
        "images//../../secret-key.png",
        "/etc/hostname.png",
        "images/\x00.png",
        "images/\udcff.png",
        "images/..\\secret.png",
        "images/" + "a" * 5000 + ".png",
        "",
        ".",
        "..",
    ],
)
def test_everything_else_is_not_there(rf, path):
    with pytest.raises(Http404):
        media.serve(rf.get("/"), path)
