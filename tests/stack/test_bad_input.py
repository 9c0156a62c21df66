"""Odd bytes over raw sockets, to nginx and to gunicorn itself: refused or ignored, never a server error."""

import pytest

pytestmark = pytest.mark.stack

PAGES = (b"/", b"/treatments/", b"/search/", b"/knowledge/", b"/no-such-page/", b"/admin/login/", b"/documents/1/a.pdf")
TARGETS = [
    b"/%00",
    b"/a\x00b",
    b"/\xff\xfe",
    b"/%ff%fe/",
    b"/%ed%a0%80/",
    b"/%e2%80%ae/",
    b"/%0d%0aSet-Cookie:x=1/",
    b"/../../etc/passwd",
    b"/..%2f..%2fetc/passwd",
    b"//evil.example/",
    b"/\\evil.example/",
    b"http://evil.example/",
    b"/" + b"a" * 4096,
    b"/" + b"a/" * 1000,
    b"/" + b"%41" * 1300,
    b"/?" + b"q=" + b"a" * 4096,
    b"/" + b"a" * 20000,
    b"*",
    *(
        page + query
        for page in PAGES
        for query in (b"?q=%00", b"?q=%ff", b"?page=%00", b"?%00=1", b"?q=" + b"a+" * 900)
    ),
    *(
        b"/knowledge/?page=" + page
        for page in (b"-1", b"0", b"9" * 1000, b"1e9", b"%D9%A3", b"NaN", b"1.5", b"%27%20OR%201=1--", b"last", b"")
    ),
    *(b"/search/?q=spinal&page=" + page for page in (b"-1", b"9" * 1000, b"%D9%A3", b"x")),
    *(
        b"/search/?q=" + words
        for words in (b"%27%3B--", b"%25", b"%5C", b"%26%7C%21%28%29%3A%2A", b"%22", b"%F0%9F%99%82")
    ),
]
COOKIES = [
    rb'sessionid="abcdefgh\000ijkl"',
    rb'csrftoken="\000"',
    b"sessionid=" + b"a" * 6000,
    b"sessionid=\xff\xfe",
    b"=; ;;; =x; sessionid",
    b"sessionid=../../etc/passwd",
]


def request(target: bytes, *lines: bytes) -> bytes:
    return b"\r\n".join([b"GET " + target + b" HTTP/1.1", b"Host: 127.0.0.1", b"Connection: close", *lines, b"", b""])


@pytest.mark.parametrize("target", TARGETS)
def test_odd_addresses_are_never_a_server_error(stack, target):
    for port in (stack.port, stack.upstream):
        assert stack.raw(request(target), port) < 500


def test_a_request_without_a_host_is_no_server_error(stack):
    for port in (stack.port, stack.upstream):
        assert stack.raw(b"GET / HTTP/1.0\r\n\r\n", port) < 500
        assert stack.raw(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", port) < 500


@pytest.mark.parametrize("cookie", COOKIES)
@pytest.mark.parametrize("page", [b"/", b"/treatments/", b"/search/?q=spine", b"/admin/login/"])
def test_forged_cookies_change_nothing(stack, page, cookie):
    for port in (stack.port, stack.upstream):
        assert stack.raw(request(page, b"Cookie: " + cookie), port) in (200, 400)
    if cookie.isascii() and page != b"/admin/login/":
        assert stack.raw(request(page, b"Cookie: " + cookie), stack.upstream) == 200


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
        b"TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        b"DELETE / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 70000 + b"\r\n\r\n",
    ],
)
def test_broken_requests_are_refused(stack, sent):
    for port in (stack.port, stack.upstream):
        assert stack.raw(sent, port) in (0, *range(400, 500), 505)
