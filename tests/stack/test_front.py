"""nginx in front: the same headers, only what is for readers, and no log of who read what."""

import re

import pytest

from spinecare.delivery import headers

pytestmark = pytest.mark.stack


def assert_public(answer) -> None:
    for name, value in headers.PUBLIC.items():
        assert answer.headers.get_all(name) == [value]
    assert "Set-Cookie" not in answer.headers
    assert "cookie" not in answer.headers.get("Vary", "").lower()
    assert re.fullmatch(r"nginx", answer.headers["Server"])


def test_the_home_page(stack):
    answer = stack.get("/")
    assert answer.status == 200
    assert answer.body.count("<h1") == 1
    assert_public(answer)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/healthz", 200),
        ("/readyz", 200),
        ("/search", 301),
        ("/treatments", 301),
        ("/_util/login/", 403),
        ("/no-such-page/", 404),
        ("/static/no-such-file.css", 404),
        ("/media/images/no-such-picture.png", 404),
        ("/errors/503.html", 404),
        ("/" + "a" * 3000, 414),
    ],
)
def test_every_answer_has_every_header(stack, address, status):
    answer = stack.get(address)
    assert answer.status == status
    assert_public(answer)
    if status >= 400:
        assert 'data-component="emergency-card"' in answer.body


def test_the_page_names_a_stylesheet_that_may_be_kept_for_good(stack):
    address = re.search(r'<link rel="stylesheet" href="([^"]+)"', stack.get("/").body)[1]
    answer = stack.get(address, Accept_Encoding="gzip")
    assert answer.status == 200
    assert_public(answer)
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"


def test_an_unchanged_page_is_not_sent_again(stack):
    first = stack.get("/")
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert stack.get("/", If_None_Match=first.headers["ETag"]).status == 304


def test_films_can_be_asked_for_in_parts(stack):
    film = next((stack.var / "media" / "media").glob("*.mp4"))
    answer = stack.get(f"/media/media/{film.name}", Range="bytes=0-1")
    assert answer.status == 206
    assert answer.headers["Content-Range"] == f"bytes 0-1/{film.stat().st_size}"
    assert answer.headers["Content-Type"] == "video/mp4"
    assert_public(answer)


def test_originals_documents_and_secrets_are_not_served(stack):
    original = stack.var / "media" / "original_images" / "as-uploaded.png"
    original.parent.mkdir(exist_ok=True)
    original.write_bytes(b"with the place and the time in it")
    for address in (
        f"/media/original_images/{original.name}",
        f"/media/images/..%2foriginal_images/{original.name}",
        "/media/images/../../secret-key",
        "/static/../secret-key",
        "/static/..%2fsecret-key",
        "/static/%2e%2e/secret-key",
        "/media/documents/",
        "/media/",
        "/static/",
    ):
        status = stack.raw(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        assert status in (301, 400, 403, 404), address


def test_another_host_gets_no_answer(stack):
    assert stack.raw(b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n") == 0


def test_what_a_client_claims_about_itself_does_not_get_through(stack):
    answer = stack.get(
        "/search", X_Forwarded_Host="evil.example", X_Forwarded_Proto="https", Forwarded="host=evil.example"
    )
    assert answer.status == 301
    assert "evil" not in answer.headers["Location"]
    assert not answer.headers["Location"].startswith("https:")


def test_guessing_passwords_is_slowed_down(stack):
    attempt = b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    statuses = [stack.raw(attempt) for _ in range(20)]
    assert set(statuses[:5]) == {403}
    assert statuses[-1] == 429
    assert stack.get("/admin/login/").status == 200
    assert stack.get("/").status == 200


def test_the_log_does_not_know_who_read_what(stack):
    stack.get(
        "/search/?q=CANARYquery",
        Referer="http://mail.example/CANARYreferrer",
        User_Agent="CANARYagent",
        Cookie="a=CANARYcookie",
    )
    stack.get("/no-such-page%0ACANARYline")
    assert "/search/" in stack.log
    assert "CANARYquery" not in stack.log
    assert "CANARYreferrer" not in stack.log
    assert "CANARYagent" not in stack.log
    assert "CANARYcookie" not in stack.log
    assert not re.search(r"^CANARYline", stack.log, re.MULTILINE)
    assert "127.0.0.1 -" not in stack.log


@pytest.mark.parametrize("address", ["/admin", "/admin/", "/admin/login", "/admin/login/"])
def test_the_admin_has_its_own_headers(stack, address):
    answer = stack.get(address)
    assert answer.status in (200, 301, 302)
    for name, value in headers.ADMIN.items():
        assert answer.headers.get_all(name) == [value]


def test_the_first_start_shows_the_password(stack):
    assert (stack.var / "admin-password").read_text().strip() in stack.log
