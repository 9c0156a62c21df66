"""Text travels compressed; films and pictures travel as they are."""

from django.http import HttpResponse

from spinecare.delivery.middleware import TextCompression

LONG = b"spinal " * 200


def encoding(rf, **response) -> str | None:
    request = rf.get("/", HTTP_ACCEPT_ENCODING="gzip")
    answer = TextCompression(lambda request: HttpResponse(LONG, **response))(request)
    return answer.headers.get("Content-Encoding")


def test_text_is_compressed(rf):
    for content_type in (
        "text/html; charset=utf-8",
        "text/css",
        "text/javascript",
        "application/atom+xml",
        "image/svg+xml",
    ):
        assert encoding(rf, content_type=content_type) == "gzip"


def test_the_rest_is_not(rf):
    for content_type in ("video/mp4", "image/avif", "application/pdf"):
        assert encoding(rf, content_type=content_type) is None
    assert encoding(rf, content_type="text/vtt", status=206) is None
