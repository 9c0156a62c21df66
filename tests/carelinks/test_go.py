"""`/go/…`: the right page in one hop, or its own explanation."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Page

from spinecare.carelinks import guard, kept
from spinecare.carelinks.guard import LinksNotLedElsewhere
from spinecare.carelinks.models import CareLink
from spinecare.home.models import StandardPage
from tests.pages.site_parts import new_support, page_at

from .conftest import MakeLink

pytestmark = pytest.mark.django_db

SURGERY, STEROIDS, CARERS = "/treatments/surgery/", "/treatments/steroids/", "/support/for-carers/"


@pytest.fixture(params=["asked of the database", "kept"])
def go(request: pytest.FixtureRequest, client: Client):
    """Opens a link, uncached or from the kept copy."""

    def open_it(address: str, **headers: str):
        if request.param == "kept":
            kept.refresh()
        else:
            kept.forget()
        return client.get(address, headers=headers)

    return open_it


def test_one_hop_to_the_page(go, link_to: MakeLink) -> None:
    link = link_to(SURGERY)
    response = go(f"/go/{link.code}")
    assert (response.status_code, response["Location"]) == (302, SURGERY)


def test_to_a_section(go, link_to: MakeLink) -> None:
    link = link_to(SURGERY, anchor="harms-serious")
    assert go(f"/go/{link.code}")["Location"] == f"{SURGERY}#harms-serious"


def test_with_the_day_it_was_sent(go, link_to: MakeLink) -> None:
    link = link_to(SURGERY, anchor="harms-serious")
    assert go(f"/go/{link.code}/2026-03-03")["Location"] == f"{SURGERY}?sent=2026-03-03#harms-serious"
    for no_day in ("2026-13-45", "2999-01-01", "soon"):
        assert go(f"/go/{link.code}/{no_day}")["Location"] == f"{SURGERY}#harms-serious"


def test_by_its_name(go, link_to: MakeLink) -> None:
    link_to(SURGERY, alias="steroids-at-home")
    for typed in (
        "steroids-at-home",
        "Steroids-At-Home",
        "steroids at home",
        "steroids_at_home.",
        "%3Csteroids-at-home%3E",
    ):
        assert go(f"/go/{typed}")["Location"] == SURGERY, typed


def test_a_list_in_the_order_chosen(go, link_to: MakeLink) -> None:
    link = link_to(CARERS, SURGERY, heading="Before you come", note="Read these first.")
    html = go(f"/go/{link.code}").content.decode()
    assert html.index(f'href="{CARERS}"') < html.index(f'href="{SURGERY}"')
    assert "Before you come" in html
    assert "Read these first." in html
    assert "noindex" in html


def test_a_page_that_was_taken_down_is_explained(go, link_to: MakeLink) -> None:
    link = link_to(SURGERY)
    page = page_at(SURGERY)
    answered(link)
    page.unpublish()
    response = go(f"/go/{link.code}")
    html = response.content.decode()
    assert response.status_code == 410
    assert f"“{page.title}”" in html
    assert 'href="/treatments/"' in html
    assert "tel:911" in html


def test_a_later_page_at_its_address_is_never_opened(go, link_to: MakeLink) -> None:
    link = link_to(CARERS)
    page = page_at(CARERS)
    answered(link)
    parent, slug = page.get_parent(), page.slug
    page.delete()
    parent.refresh_from_db()
    parent.add_child(instance=StandardPage(title="Something else", slug=slug, summary="Other words."))
    assert page_at(CARERS).title == "Something else"
    assert go(f"/go/{link.code}").status_code == 410


def test_led_to_another_page(go, link_to: MakeLink) -> None:
    link = link_to(CARERS)
    answered(link, SURGERY)
    page_at(CARERS).delete()
    assert go(f"/go/{link.code}")["Location"] == SURGERY


def test_a_translation_is_another_page(go, link_to: MakeLink) -> None:
    """It is never opened as if it were what was sent. The site's own language is offered in place of another."""
    key, spanish = page_at(CARERS).translation_key, Locale.objects.create(language_code="es")
    new_support("Para cuidadores", slug="cuidadores", locale=spanish, translation_key=key)
    english, translated = link_to(CARERS), link_to("/support/cuidadores/")
    assert go(f"/go/{translated.code}")["Location"] == "/support/cuidadores/"
    answered(translated)
    page_at("/support/cuidadores/").unpublish()
    assert go(f"/go/{english.code}")["Location"] == CARERS
    response = go(f"/go/{translated.code}")
    assert response.status_code == 410
    assert f'href="{CARERS}"' in response.content.decode()


def test_one_wrong_character_is_told_from_an_unknown_link(go, link_to: MakeLink) -> None:
    code = link_to(SURGERY).code
    wrong = code[:-1] + ("3" if code[-1] != "3" else "4")
    assert "One character of this link is wrong" in go(f"/go/{wrong}").content.decode()
    assert "We have never given out this link" in go("/go/no-such-name-at-all").content.decode()
    assert "Type your link" in go("/go/").content.decode()
    assert go(f"/go/?code={code.lower()}")["Location"] == SURGERY


def test_a_discreet_link_names_no_page_in_a_preview(go, link_to: MakeLink) -> None:
    link = link_to(SURGERY, discreet=True, anchor="harms-serious")
    response = go(f"/go/{link.code}")
    html = response.content.decode()
    assert response.status_code == 200
    assert 'content="0; url=/treatments/surgery/#harms-serious"' in html
    assert "urgery" not in html.replace(f"{SURGERY}#harms-serious", "")


@pytest.mark.parametrize("kind", ["page", "list", "led", "gone", "alias"])
def test_three_queries_at_most_and_none_from_what_is_kept(
    kind: str, client: Client, link_to: MakeLink, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    link = link_to(CARERS, SURGERY) if kind == "list" else link_to(CARERS, alias="at-home")
    if kind in ("led", "gone"):
        answered(link, SURGERY if kind == "led" else "")
        page_at(CARERS).delete()
    kept.forget()
    cache.clear()
    address = "/go/at-home" if kind == "alias" else f"/go/{link.code}"
    with django_assert_max_num_queries(3):
        first = client.get(address)
    kept.refresh()
    with django_assert_max_num_queries(0):
        second = client.get(address)
    assert (first.status_code, first.headers.get("Location"), first.content) == (
        second.status_code,
        second.headers.get("Location"),
        second.content,
    )


def test_head_is_answered_as_get(client: Client, link_to: MakeLink) -> None:
    response = client.head(f"/go/{link_to(SURGERY).code}")
    assert (response.status_code, response["Location"]) == (302, SURGERY)


def answered(link: CareLink, instead: str = "") -> None:
    """Somebody has said where this link leads when its page is gone."""
    guard.answer(link.items.first().destination, page_at(instead) if instead else None)


def test_a_page_with_links_is_not_withdrawn_unasked(link_to: MakeLink) -> None:
    link_to(CARERS)
    page = page_at(CARERS)
    for withdraw in (page.unpublish, page.delete, Page.objects.get(slug="support").delete):
        with pytest.raises(LinksNotLedElsewhere), transaction.atomic():
            withdraw()
    assert page_at(CARERS).live
