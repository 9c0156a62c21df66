"""What no honest client sends is turned away; what says who the reader is never gets in."""

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from spinecare.delivery.middleware import RequestGuard


@pytest.fixture
def guard():
    """The guard before a view that tells which cookies and credentials reached it."""

    def tell(request):
        return HttpResponse(repr((sorted(request.COOKIES.items()), request.headers.get("Authorization"))))

    return RequestGuard(tell)


@pytest.mark.parametrize(
    "address",
    [
        "/%00",
        "/a%01b/",
        "/%7f",
        "/%ff%fe/",
        "/%ed%a0%80/",
        "/?q=%00",
        "/?q=%1b",
        "/?q=%c3%28",
        "/?%00=x",
        "/admin/?q=%00",
    ],
)
def test_odd_bytes_are_a_bad_request(guard, rf, address):
    assert guard(rf.get(address)).status_code == 400


@pytest.mark.parametrize(
    "address", ["/?q=spinal%20tumor", "/?q=a%0D%0Ab%09c", "/Wirbels%C3%A4ule/", "/?q=%F0%9F%99%82", "/?q=100%25"]
)
def test_honest_addresses_pass(guard, rf, address):
    assert guard(rf.get(address)).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [("/" + "a" * 2047, 200), ("/" + "a" * 2048, 414), ("/?" + "q" * 4096, 200), ("/?" + "q" * 4097, 414)],
)
def test_absurd_lengths_are_refused(guard, rf, address, status):
    assert guard(rf.get(address)).status_code == status


def test_readers_are_anonymous_before_anything_reads_a_cookie(guard, rf):
    response = guard(rf.get("/treatments/", HTTP_COOKIE="sessionid=abc", HTTP_AUTHORIZATION="Basic eDp5"))
    assert response.content == b"([], None)"


@pytest.mark.parametrize("address", ["/administration/", "/adminx", "/documents/1/a.pdf", "//admin/"])
def test_only_the_admin_is_the_admin(guard, rf, address):
    request = rf.get("/", HTTP_COOKIE="sessionid=abc")
    request.path_info = request.META["PATH_INFO"] = address
    assert guard(request).content == b"([], None)"


@pytest.mark.parametrize("address", ["/admin", "/admin/", "/admin/pages/2/edit/"])
def test_the_admin_keeps_its_cookies(guard, rf, address):
    response = guard(rf.get(address, HTTP_COOKIE='sessionid=abc; csrftoken="d e"'))
    assert response.content == b"([('csrftoken', 'd e'), ('sessionid', 'abc')], None)"


def test_a_preview_belongs_to_the_editor(guard, rf):
    request = rf.get("/treatments/", HTTP_COOKIE="sessionid=abc")
    request.is_dummy = True
    assert b"sessionid" in guard(request).content


@pytest.mark.parametrize(
    "forged",
    [r'sessionid="abcdefgh\000ijkl"', "sessionid=a\x00b", "sessionid=\xff", r'sessionid="\012"', "\x01=x", r'="\000"'],
)
def test_forged_cookies_never_reach_the_session(guard, rf, forged):
    response = guard(rf.get("/admin/", HTTP_COOKIE=f"good=1; {forged}; fine=2"))
    assert response.content == b"([('fine', '2'), ('good', '1')], None)"


@pytest.mark.django_db
@pytest.mark.parametrize("cookie", [r'sessionid="abcdefgh\000ijkl"', "sessionid=" + "a" * 5000, "=;=;;", "sessionid"])
def test_the_sign_in_page_survives_forged_cookies(cookie):
    assert Client().get("/admin/login/", HTTP_COOKIE=cookie).status_code == 200


@given(path=st.binary(max_size=60), query=st.binary(max_size=60), cookie=st.binary(max_size=60))
def test_nothing_breaks_the_guard(path, query, cookie):
    passed = []
    # As a WSGI server hands it over: bytes, each in the guise of one character.
    environ = RequestFactory()._base_environ(
        PATH_INFO="/admin/" + path.decode("latin-1"),
        QUERY_STRING=query.decode("latin-1"),
        HTTP_COOKIE=cookie.decode("latin-1"),
    )
    request = WSGIRequest(environ)

    def note(request):
        passed.append("".join(request.COOKIES.values()))
        return HttpResponse()

    assert RequestGuard(note)(request).status_code in (200, 400)
    assert all(value.isascii() and value.isprintable() for value in passed)
