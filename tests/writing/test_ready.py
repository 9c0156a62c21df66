"""What keeps a page from being signed."""

from __future__ import annotations

import pytest

from spinecare.editorial.writing.ready import obstacles
from tests.pages.site_parts import new_treatment, page_at
from treatments.models import TreatmentPage

pytestmark = pytest.mark.django_db


def obstacles_of(page: TreatmentPage) -> list[str]:
    return obstacles(page, page.make_preview_request().content.decode())


def about(page: TreatmentPage, words: str) -> list[str]:
    return [each for each in obstacles_of(page) if words in each]


def test_a_page_with_empty_parts_cannot_be_signed_and_each_is_named() -> None:
    page = new_treatment("Empty")
    found = about(page, "is empty")
    assert len(found) == len(page.missing_parts) > 3
    assert "A part is missing: “Serious harms” is empty." in found


def test_a_whole_page_of_the_starter_lacks_nothing_but_its_facts() -> None:
    page = page_at("/treatments/surgery/")
    assert [each for each in obstacles_of(page) if not each.startswith("Number outside a Fact")] == []


def test_an_absolute_claim_and_a_number_stand_in_the_way() -> None:
    page = page_at("/treatments/rehabilitation/")
    page.daily_life = "<p>It has no side effects, and 99 in 100 people walk.</p>"
    assert len(about(page, "“no side effects” claims too much")) == 1
    assert len(about(page, "Insert the Fact in place of “99 in 100”")) == 1


def test_harms_without_any_source_stand_in_the_way() -> None:
    page = page_at("/treatments/rehabilitation/")
    page.sources = []
    assert about(page, "names no source")
    assert not about(page_at("/treatments/rehabilitation/"), "names no source")


def test_advice_does_not_stand_in_the_way() -> None:
    page = page_at("/treatments/rehabilitation/")
    before = obstacles_of(page)
    page.daily_life = "<p>The lesion was removed by our world-class team.</p>"
    assert obstacles_of(page) == before
