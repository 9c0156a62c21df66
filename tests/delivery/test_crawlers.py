"""robots.txt, the sitemap and the web manifest: true, anonymous, and at the configured address."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings as site_settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail.models import Page, PageViewRestriction, Site

from spinecare.core.manifest import ICONS
from spinecare.core.metadata import ShareImage
from spinecare.delivery import headers, sitemaps
from tests.pages.site_parts import new_treatment, page_at
from tests.sweep.site_map import ADDRESSES

pytestmark = pytest.mark.django_db
ORIGIN = site_settings.WAGTAILADMIN_BASE_URL
STATIC = Path(site_settings.BASE_DIR) / "static"
FOR_MACHINES = [
    ("/robots.txt", "text/plain; charset=utf-8"),
    ("/sitemap.xml", "application/xml"),
    ("/sitemap-1.xml", "application/xml"),
    ("/manifest.webmanifest", "application/manifest+json"),
]
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def listed(client: Client, address: str = "/sitemap.xml", entry: str = "url") -> dict[str, str | None]:
    """Addresses and days in a sitemap, in their order."""
    root = ElementTree.fromstring(client.get(address).content)  # noqa: S314 - our own answer
    rows = root.findall(f"s:{entry}", NAMES)
    return {row.findtext("s:loc", "", NAMES): row.findtext("s:lastmod", None, NAMES) for row in rows}


@pytest.mark.parametrize(("address", "content_type"), FOR_MACHINES)
def test_answers_for_machines_are_anonymous_too(client: Client, address: str, content_type: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == content_type
    assert response.headers["Cache-Control"] in ("public, max-age=3600", "public, no-cache")
    for name, value in headers.PUBLIC.items():
        assert response.headers[name] == value
    assert "manifest-src 'self'" in response.headers["Content-Security-Policy"]
    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()
    assert client.get(address, headers={"if-none-match": response.headers["ETag"]}).status_code == 304
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/robots.txt", "/sitemap.xml", "/sitemap-1.xml"])
def test_the_host_a_request_names_is_not_believed(client: Client, settings, address: str) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://spine.example.org"
    answer = client.get(address, headers={"host": "localhost"}).content.decode()
    assert "https://spine.example.org/" in answer
    assert "localhost" not in answer


def test_robots_are_asked_to_leave_out_admin_and_search(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines == ["User-agent: *", "Disallow: /admin/", "Disallow: /search/", "", f"Sitemap: {ORIGIN}/sitemap.xml"]


def test_what_is_nothing_to_find_says_so(client: Client) -> None:
    assert b'<meta name="robots" content="noindex">' in client.get("/search/?q=x").content
    assert b'<meta name="robots" content="noindex">' in client.get("/no-such-page/").content
    assert client.get("/admin/login/").headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "X-Robots-Tag" not in client.get("/treatments/").headers


def test_the_sitemap_lists_the_public_pages_and_no_others(client: Client) -> None:
    hidden = new_treatment("Hidden")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    new_treatment("Draft", live=False)
    page_at("/support/groups/").unpublish()
    expected = {f"{ORIGIN}{address}" for address in ADDRESSES} - {f"{ORIGIN}/support/groups/"}
    assert set(listed(client)) == expected


def test_its_days_are_those_of_publishing(client: Client) -> None:
    Page.objects.filter(url_path="/home/symptoms/").update(last_published_at="2024-02-29T12:00:00Z")
    days = listed(client)
    assert days[f"{ORIGIN}/symptoms/"] == "2024-02-29"
    assert None not in days.values()
    Page.objects.filter(url_path="/home/symptoms/").update(last_published_at=None)
    assert listed(client)[f"{ORIGIN}/symptoms/"] is None


def test_many_pages_stand_in_several_files(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = listed(client)
    monkeypatch.setattr(sitemaps, "PAGES_IN_A_FILE", 20)
    files = listed(client, entry="sitemap")
    parts = [listed(client, address.removeprefix(ORIGIN)) for address in files]
    assert [len(part) for part in parts[:-1]] == [20] * (len(parts) - 1)
    assert {address: day for part in parts for address, day in part.items()} == whole
    assert [moment[:10] for moment in files.values()] == [max(part.values()) for part in parts]


@pytest.mark.parametrize("number", ["0", "2", "9" * 1900, "x"])
def test_a_file_that_is_not_there(client: Client, number: str) -> None:
    response = client.get(f"/sitemap-{number}.xml")
    assert response.status_code == 404
    assert b'data-component="error-page"' in response.content


def test_the_cost_of_the_sitemap_does_not_grow(client: Client) -> None:
    before = count_queries(client)
    for number in range(5):
        new_treatment(f"Treatment {number}")
    assert count_queries(client) == before <= 6


def count_queries(client: Client) -> int:
    client.get("/sitemap.xml")
    cache.clear()
    Site.get_site_root_paths()
    with CaptureQueriesContext(connection) as queries:
        client.get("/sitemap.xml")
    return len(queries)


def test_the_manifest_takes_its_words_from_the_center(client: Client) -> None:
    manifest = client.get("/manifest.webmanifest").json()
    assert manifest["name"] == manifest["short_name"] == "SpineCare"
    assert (manifest["lang"], manifest["dir"], manifest["start_url"]) == ("en", "ltr", "/")
    assert manifest["display"] == "browser"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}


@pytest.mark.parametrize("icon", [icon for icon in ICONS if icon.kind == "image/png"], ids=lambda icon: icon.path)
def test_the_icons_have_the_size_they_claim(icon) -> None:
    with Image.open(STATIC / icon.path) as image:
        assert "x".join(map(str, image.size)) == icon.sizes


def test_the_picture_for_shared_links_has_the_size_it_claims() -> None:
    share = ShareImage()
    path = STATIC / share.path
    with Image.open(path) as image:
        assert image.size == (share.width, share.height)
    assert path.stat().st_size < 40_000
