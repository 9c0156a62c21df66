"""Visit every address of the starter site, as a reader and as an editor."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.coreutils import get_dummy_request
from wagtail.models import Page, Site
from wagtail.test.utils import WagtailPageTestCase

from spinecare.starter.documents import Document

from .edit_form import untouched_form
from .site_map import ADDRESSES, DOCUMENTS, is_clinical, land_on, shown_text, visit

pytestmark = pytest.mark.django_db
QUERY_BUDGET = 12
# The one link of every page that leads to signing in.
FOR_STAFF = "/admin/"
WITH_PARTS = ("treatments.TreatmentPage", "treatments.TumorTypePage")
every_address = pytest.mark.parametrize("address", ADDRESSES)
every_clinical_page = pytest.mark.parametrize(
    "document", [document for document in DOCUMENTS if is_clinical(document)], ids=lambda document: document.address
)
CONTRACT = [
    "/",
    "/treatments/",
    "/treatments/corticosteroids/",
    "/treatments/surgery/",
    "/treatments/radiation-therapy/",
    "/treatments/stereotactic-radiosurgery/",
    "/treatments/chemotherapy/",
    "/treatments/targeted-therapy/",
    "/treatments/proton-therapy/",
    "/treatments/watching-and-waiting/",
    "/treatments/rehabilitation/",
    "/treatments/bone-cement/",
    "/tumor-types/",
    "/tumor-types/ependymoma/",
    "/tumor-types/astrocytoma/",
    "/tumor-types/diffuse-midline-glioma/",
    "/tumor-types/hemangioblastoma/",
    "/tumor-types/meningioma/",
    "/tumor-types/schwannoma/",
    "/tumor-types/neurofibroma/",
    "/tumor-types/chordoma/",
    "/tumor-types/chondrosarcoma/",
    "/tumor-types/osteosarcoma/",
    "/tumor-types/ewing-sarcoma/",
    "/tumor-types/myeloma-and-plasmacytoma/",
    "/tumor-types/giant-cell-tumor/",
    "/tumor-types/spinal-metastases/",
    "/symptoms/",
    "/emergency/",
    "/diagnosis/",
    "/spine-center/",
    "/support/",
    "/support/social-work/",
    "/support/talk-to-someone-who-has-been-there/",
    "/support/for-carers/",
    "/support/money-and-work/",
    "/support/feelings/",
    "/support/groups/",
    "/knowledge/",
    "/prevention-and-screening/",
    "/about/",
    "/about/how-we-write/",
    "/about/privacy/",
    "/about/accessibility/",
    "/contact/",
    "/trials/",
]


def test_the_agreed_addresses_are_all_there() -> None:
    assert set(CONTRACT) <= set(ADDRESSES)


@every_address
def test_it_opens_and_says_what_it_is(client: Client, address: str) -> None:
    page = land_on(client, address)
    assert page.status == 200
    assert len(page.html.find_all("h1")) == 1
    assert page.html.h1.get_text(strip=True)
    assert page.html.title.get_text(strip=True).endswith("| SpineCare")
    description = page.html.find("meta", attrs={"name": "description"})["content"]
    assert 50 <= len(description) <= 300
    assert page.html.html["lang"] == "en"


def test_titles_and_descriptions_differ(client: Client) -> None:
    pages = [land_on(client, address) for address in ADDRESSES]
    titles = Counter(page.html.title.get_text(strip=True) for page in pages)
    descriptions = Counter(page.html.find("meta", attrs={"name": "description"})["content"] for page in pages)
    assert [title for title, count in titles.items() if count > 1] == []
    assert [text for text, count in descriptions.items() if count > 1] == []


@every_address
def test_its_headings_form_an_outline(client: Client, address: str) -> None:
    levels = [int(heading.name[1]) for heading in land_on(client, address).html.main.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    for above, below in pairwise(levels):
        assert below <= above + 1, levels


@every_address
def test_no_link_and_no_anchor_is_broken(client: Client, address: str) -> None:
    page = land_on(client, address)
    assert not page.html.find_all("a", href=re.compile("^(None|)$"))
    for href in set(page.links):
        target, fragment = urldefrag(href)
        if urlsplit(href).scheme:
            assert href.startswith(("https://", "tel:", "mailto:")), href
            continue
        landing = land_on(client, urljoin(address, target)) if target else page
        if target.startswith(FOR_STAFF):
            assert landing.headers["Location"].startswith("/admin/login/"), href
            continue
        assert landing.status == 200, href
        if fragment:
            assert fragment in landing.ids, href


@every_address
def test_its_ids_are_unique(client: Client, address: str) -> None:
    counted = Counter(land_on(client, address).ids)
    assert [name for name, count in counted.items() if count > 1] == []


@every_address
def test_it_is_no_dead_end(client: Client, address: str) -> None:
    onward = [href for href in land_on(client, address).main_links if href.startswith("/") and href != address]
    assert len(set(onward)) >= 2


@every_address
def test_it_is_the_same_for_everyone_and_watches_nobody(client: Client, address: str) -> None:
    page = land_on(client, address)
    assert "Set-Cookie" not in page.headers
    assert "cookie" not in page.headers.get("Vary", "").lower()
    # What machines read about the page is data: no browser runs it.
    assert not page.html.select("script:not([src], [type='application/ld+json'])")
    assert not page.html.find_all("style")
    assert not page.html.find_all(style=True)
    loaded = [element.get("src") or element.get("href") for element in page.html.select("[src], link[href]")]
    canonical = page.html.find("link", rel="canonical")["href"]
    assert [url for url in loaded if urlsplit(url).netloc and url != canonical] == []


@every_address
def test_pictures_say_what_they_show(client: Client, address: str) -> None:
    for image in land_on(client, address).html.find_all("img"):
        assert image.has_attr("alt"), image
        assert image.has_attr("width"), image
        assert image.has_attr("height"), image
        assert not re.search(r"\.(png|jpe?g|webp|avif|svg)$", image["alt"]), image


@every_clinical_page
def test_a_clinical_page_says_how_far_to_trust_it(client: Client, document: Document) -> None:
    page = land_on(client, document.address)
    components = [element["data-component"] for element in page.html.find_all(attrs={"data-component": True})]
    assert components.count("emergency-card") == 1
    assert components.count("in-short") == 1
    assert components.count("review") == 1
    assert components.count("contact-card") == 1
    assert "Sample text, awaiting clinical sign-off" in page.html.find(attrs={"data-component": "review"}).get_text()
    assert "911" in page.html.find(attrs={"data-component": "emergency-card"}).get_text()
    if "Sources" in document.bodies:
        listed = page.html.find(attrs={"data-component": "sources"}).find_all("li")
        assert len(listed) == len(document.bodies["Sources"].strip().splitlines())


@every_clinical_page
def test_a_page_about_illness_names_its_sources(document: Document) -> None:
    if not document.meta["model"].startswith(("support.", "trials.")):
        assert document.bodies.get("Sources", "").strip()


@pytest.mark.parametrize(
    "document",
    [
        document
        for document in DOCUMENTS
        if document.meta["model"] in ("treatments.TreatmentPage", "treatments.TumorTypePage")
    ],
    ids=lambda document: document.address,
)
def test_no_part_is_missing(document: Document) -> None:
    page = Page.objects.get(url_path=f"/home{document.address}").specific
    optional = {"kinds"}
    assert [part.field for part in page.missing_parts if part.field not in optional] == []


@every_address
def test_few_queries(client: Client, address: str) -> None:
    visit(client, address)  # content types are remembered for the life of a process
    cache.clear()
    Site.get_site_root_paths()  # Wagtail keeps these for an hour
    with CaptureQueriesContext(connection) as queries:
        visit(client, address)
    assert len(queries) <= QUERY_BUDGET, "\n".join(query["sql"] for query in queries)


@every_address
def test_an_editor_can_edit_and_preview_it(editor: AbstractBaseUser, editor_client: Client, address: str) -> None:
    page = Page.objects.get(url_path=f"/home{address}").specific
    before = shown_text(editor_client, address)
    form = untouched_form(editor_client, page)
    answer = editor_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Page.objects.get(pk=page.pk).live_revision.user == editor
    assert shown_text(editor_client, address) == before
    assert editor_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200


EVERY_KIND = {document.meta["model"]: document.address for document in DOCUMENTS}


@pytest.mark.parametrize("address", EVERY_KIND.values(), ids=EVERY_KIND.keys())
def test_wagtails_own_assertions_hold_for_every_kind(editor: AbstractBaseUser, client: Client, address: str) -> None:
    page = Page.objects.get(url_path=f"/home{address}").specific
    case = WagtailPageTestCase()
    case.client = client
    case.dummy_request = get_dummy_request()
    client.force_login(editor)
    form = untouched_form(client, page)
    case.assertPageIsRoutable(page)
    case.assertPageIsRenderable(page)
    case.assertPageIsPreviewable(page, post_data=form, user=editor)
    case.assertPageIsEditable(page, post_data=form, user=editor)
