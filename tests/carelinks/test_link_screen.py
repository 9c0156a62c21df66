"""Everything to copy for one link, and the list of all of them."""

from __future__ import annotations

import csv
import io

import pytest
import zxingcpp
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.utils import timezone
from PIL import Image

from spinecare.carelinks.models import CareLink
from tests.pages.site_parts import count_queries, page_at
from tests.signoff.people import AUTHOR, CLINICAL_REVIEWER, LINK_STEWARD, person, signed_in

from .conftest import MakeLink

pytestmark = pytest.mark.django_db

LIST = "/admin/care-links/"
SURGERY, STEROIDS, CARERS = "/treatments/surgery/", "/treatments/corticosteroids/", "/support/for-carers/"


@pytest.fixture
def nurse() -> Client:
    return signed_in(person("nina", LINK_STEWARD))


def screen(client: Client, link: CareLink, query: str = "") -> BeautifulSoup:
    response = client.get(f"{LIST}{link.code}/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_the_same_address_on_every_channel(nurse: Client, link_to: MakeLink) -> None:
    link = link_to(SURGERY, CARERS, alias="before-theater")
    address = f"{settings.WAGTAILADMIN_BASE_URL}/go/before-theater"
    html = screen(nurse, link)
    assert html.select_one("#copy-link")["value"] == address
    assert address in html.select_one("#copy-plain").text
    assert html.select_one("#copy-html a")["href"] == address
    assert address in html.select_one("#copy-source").text
    assert "<p>" in html.select_one("#copy-source").text
    assert address in html.select_one("#copy-text").text
    assert len(html.select_one("#copy-text").text) <= 160
    png = nurse.get(f"{LIST}{link.code}/qr.png")
    assert zxingcpp.read_barcode(Image.open(io.BytesIO(png.content))).text == address
    assert nurse.get(f"{LIST}{link.code}/qr.svg")["Content-Type"] == "image/svg+xml"
    assert "before-" in nurse.get(f"{LIST}{link.code}/slip/").content.decode()


def test_downloads_are_files(nurse: Client, link_to: MakeLink) -> None:
    link = link_to(SURGERY)
    for each in screen(nurse, link).select("a[href*=download]"):
        assert nurse.get(each["href"])["Content-Disposition"].startswith(f'attachment; filename="{link.code}.')


def test_with_the_day_it_is_sent(nurse: Client, link_to: MakeLink, client: Client) -> None:
    link = link_to(SURGERY)
    dated = f"{link.address}/{timezone.localdate().isoformat()}"
    html = screen(nurse, link, "?dated=on")
    assert html.select_one("#copy-link")["value"] == dated
    assert dated in html.select_one("#copy-text").text
    png = nurse.get(html.select_one("a[href*='qr.png']")["href"])
    assert zxingcpp.read_barcode(Image.open(io.BytesIO(png.content))).text == dated
    opened = client.get(dated.removeprefix(settings.WAGTAILADMIN_BASE_URL))
    assert opened["Location"].startswith(SURGERY)


def test_a_discreet_link_names_no_page(nurse: Client, link_to: MakeLink) -> None:
    html = screen(nurse, link_to(SURGERY, discreet=True))
    for words in ("#copy-plain", "#copy-html", "#copy-text"):
        assert "urgery" not in html.select_one(words).text, words


def test_a_link_nobody_made_is_not_there(nurse: Client) -> None:
    assert nurse.get(f"{LIST}K7M4Q/").status_code == 404


def test_who_may_see_it(link_to: MakeLink) -> None:
    link = link_to(SURGERY)
    assert signed_in(person("ada", AUTHOR)).get(f"{LIST}{link.code}/").status_code == 200
    reviewer = signed_in(person("ruth", CLINICAL_REVIEWER))
    for path in ("", "slip/", "qr.svg", "qr.png"):
        assert reviewer.get(f"{LIST}{link.code}/{path}").status_code == 302, path


# --- All of them -----------------------------------------------------------------------------------------------------


def test_the_list_and_its_search(nurse: Client, link_to: MakeLink) -> None:
    one, other = link_to(SURGERY, CARERS, alias="for-home"), link_to(STEROIDS)
    one.placements.create(kind="leaflet", name="Going home", since=timezone.localdate())
    both = nurse.get(LIST).content.decode()
    assert f"{LIST}{one.code}/" in both
    assert "Surgery, For carers" in both
    assert "Going home" in both
    for asked in (one.code, "for-home", "carers", "going home"):
        found = nurse.get(f"{LIST}?q={asked}").content.decode()
        assert one.code in found, asked
        assert other.code not in found, asked
        assert found.count(f'href="{LIST}{one.code}/"') == 1


def test_the_list_as_a_file(nurse: Client, link_to: MakeLink) -> None:
    link = link_to(SURGERY, CARERS, alias="for-home", note="Read it.")
    rows = list(csv.DictReader(io.StringIO(b"".join(nurse.get(f"{LIST}?export=csv")).decode())))
    assert rows[0]["Code"] == link.code
    assert rows[0]["Link"] == link.address
    assert rows[0]["Readable names"] == "for-home"
    assert rows[0]["Pages"] == "Surgery, For carers"
    assert nurse.get(f"{LIST}?export=xlsx").status_code == 200


def test_a_longer_list_costs_no_more_queries(nurse: Client, link_to: MakeLink) -> None:
    link_to(SURGERY)
    before = count_queries(nurse, LIST)
    for address in (CARERS, STEROIDS, SURGERY):
        link = link_to(address, "/about/", alias=f"name{page_at(address).pk}")
        link.placements.create(kind="letter", name=address, since=timezone.localdate())
    assert count_queries(nurse, LIST) == before
