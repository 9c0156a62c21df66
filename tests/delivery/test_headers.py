"""Every answer carries the strict headers, whatever went wrong; nginx sends the same ones."""

import re
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from spinecare.delivery import headers, media
from spinecare.delivery.audience import ADMIN_PATH
from spinecare.delivery.middleware import SecurityHeaders

NGINX = Path(site_settings.BASE_DIR) / "spinecare" / "delivery" / "nginx"

ANSWERS = [
    ("/healthz", 200),
    ("/search", 301),
    ("/%00", 400),
    ("/_util/login/", 403),
    ("/no-such-page/", 404),
    ("/media/original_images/x.jpg", 404),
    ("/" + "a" * 3000, 414),
    ("/fails/", 500),
    ("/no-database/", 503),
]


@pytest.mark.django_db
@pytest.mark.urls("tests.delivery.broken_urls")
@pytest.mark.parametrize(("address", "status"), ANSWERS)
def test_public_answers_carry_every_header(address: str, status: int):
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    for name, value in headers.PUBLIC.items():
        assert response.headers[name] == value
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()
    assert "Server" not in response.headers


@pytest.mark.django_db
def test_static_files_carry_every_header(settings):
    settings.WHITENOISE_USE_FINDERS = True
    response = Client().get("/static/css/site.css")
    response.close()
    assert response.status_code == 200
    for name, value in headers.PUBLIC.items():
        assert response.headers[name] == value
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.django_db
def test_posting_to_a_public_page_is_refused_with_every_header():
    response = Client(enforce_csrf_checks=True).post("/", {"name": "x"})
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"
    assert response.headers["Content-Security-Policy"] == headers.PUBLIC["Content-Security-Policy"]


@pytest.mark.django_db
def test_the_admin_has_its_own_policy_and_may_keep_a_session():
    response = Client().get("/admin/login/")
    assert response.status_code == 200
    for name, value in headers.ADMIN.items():
        assert response.headers[name] == value
    assert "no-store" in response.headers["Cache-Control"]


def test_the_admin_is_where_the_code_says():
    assert reverse("wagtailadmin_home") == ADMIN_PATH
    assert site_settings.SESSION_COOKIE_PATH == site_settings.CSRF_COOKIE_PATH == ADMIN_PATH


def test_headers_come_first_of_all():
    assert site_settings.MIDDLEWARE[:2] == [
        "spinecare.delivery.middleware.SecurityHeaders",
        "spinecare.delivery.middleware.RequestGuard",
    ]


def test_cookies_and_vary_are_taken_off_public_answers(rf):
    def answer(request):
        response = HttpResponse("x", headers={"Vary": "Accept-Encoding, Cookie"})
        response.set_cookie("who", "reader")
        return response

    response = SecurityHeaders(answer)(rf.get("/"))
    assert not response.cookies
    assert response.headers["Vary"] == "Accept-Encoding"


def test_a_view_may_say_how_long_its_answer_keeps(rf):
    response = SecurityHeaders(lambda request: HttpResponse(headers={"Cache-Control": "max-age=5"}))(rf.get("/"))
    assert response.headers["Cache-Control"] == "max-age=5"
    assert SecurityHeaders(lambda request: HttpResponse())(rf.get("/")).headers["Cache-Control"] == "public, no-cache"
    assert SecurityHeaders(lambda request: HttpResponse(status=404))(rf.get("/")).headers["Cache-Control"] == "no-store"


def test_head_has_no_body_and_keeps_its_length(rf):
    answer = HttpResponse(b"12345", headers={"Content-Length": "5"})
    response = SecurityHeaders(lambda request: answer)(rf.head("/"))
    assert response.content == b""
    assert response.headers["Content-Length"] == "5"


def test_a_preview_is_headed_like_the_admin(rf):
    request = rf.get("/treatments/")
    request.is_dummy = True
    response = SecurityHeaders(lambda request: HttpResponse())(request)
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_nginx_sends_the_same_headers():
    lines = (NGINX / "headers.conf").read_text().splitlines()
    sent = dict(re.fullmatch(r'add_header (\S+) "([^"]*)" always;', line).groups() for line in lines if '"' in line)
    assert sent == headers.PUBLIC


def test_nginx_serves_the_same_media():
    template = (NGINX / "nginx.conf.template").read_text()
    folders, suffixes = re.search(r"\^/media/\(\?:([a-z_|]+)\)/\.\+\\\.\(\?:([a-z0-9?|]+)\)\$", template).groups()
    assert folders.split("|") == list(media.PUBLIC_FOLDERS)
    named = {f".{name}" for name in suffixes.replace("jpe?g", "jpg|jpeg").split("|")}
    assert named == set(media.TYPES)
