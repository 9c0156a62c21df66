"""The error pages: useful to a patient, kept on disk, and never in need of the database.

None of these tests may touch the database (pytest-django forbids it), which is the point.
"""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.db import InterfaceError, OperationalError
from django.http import Http404

from spinecare.delivery import error_pages, errors
from spinecare.delivery.error_pages import CODES, ErrorPageContext, publish, republish

WORDS = ErrorPageContext(
    center_name="Example <Center>",
    emergency_number="112",
    emergency_text="Call 112 or the team line.",
    phones=(("Team line", "+1 (713) 555-0119"),),
)


class Outline(HTMLParser):
    """Collects tag names, and the attributes of each element."""

    def __init__(self, html: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.PUBLISHED_ROOT = tmp_path
    return tmp_path / "errors"


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_what_to_do(code):
    page = error_pages.render(code, WORDS)
    outline = Outline(page)
    assert len(outline.all("h1")) == 1
    assert len(outline.all("title")) == 1
    assert {"data-component": "emergency-card"}.items() <= outline.all("section")[0].items()
    targets = [link["href"] for link in outline.all("a")]
    assert {"tel:112", "tel:+17135550119", "/", "/emergency/", "/contact/"} <= set(targets)
    assert outline.all("form")[0]["action"] == "/search/"
    assert "Call 112 or the team line." in page
    assert "Example &lt;Center&gt;" in page
    assert not outline.all("script")
    assert not outline.all("style")


def test_titles_differ():
    headings = {error_pages.render(code, WORDS).split("<title>")[1].split("</title>")[0] for code in CODES}
    assert len(headings) == len(CODES)


def test_published_pages_are_what_is_answered(rf):
    publish(WORDS)
    answers = {
        400: errors.bad_request(rf.get("/"), ValueError()),
        403: errors.permission_denied(rf.get("/"), PermissionError()),
        404: errors.page_not_found(rf.get("/"), Http404()),
        500: errors.server_error(rf.get("/")),
    }
    for code, response in answers.items():
        assert response.status_code == code
        assert b"tel:112" in response.content
    assert errors.not_public(rf.get("/_util/login/"), rest="login/").status_code == 403


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_outage_is_a_503(rf, error):
    try:
        raise error("gone")
    except error:
        response = errors.server_error(rf.get("/"))
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"


def test_words_survive_an_upgrade(folder):
    publish(WORDS)
    for code in CODES:
        (folder / f"{code}.html").write_text("old")
    republish()
    assert "tel:112" in (folder / "503.html").read_text()


def test_nothing_half_written_is_left(folder):
    publish(WORDS)
    publish(WORDS)
    assert sorted(path.name for path in folder.iterdir()) == sorted([*(f"{code}.html" for code in CODES), "words.json"])


def test_without_kept_pages_the_defaults_are_shown():
    assert "tel:911" in error_pages.read(404)


def test_with_broken_templates_one_line_is_left(settings, rf):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [], "APP_DIRS": False}]
    response = errors.page_not_found(rf.get("/"), Http404())
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert b"911" in response.content


def test_without_collected_files_the_page_still_comes(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    backend = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}
    assert 'href="/static/css/site.css"' in error_pages.render(404, WORDS)


@pytest.mark.parametrize("damaged", ["", "[]", "{}", '{"phones": [1]}', '{"phones": [], "unknown": 1}'])
def test_damaged_words_fall_back_to_the_defaults(folder, damaged):
    folder.mkdir()
    (folder / "words.json").write_text(damaged)
    assert error_pages.kept_context() == ErrorPageContext()
