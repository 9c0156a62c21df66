"""Search never shows what a reader may not see, not even its title."""

from __future__ import annotations

import pytest
from wagtail.models import Page, PageViewRestriction, Site

from spinecare.home.models import HomePage

CANARY = "Canary"


def test_a_draft_is_not_found(page, search):
    page(CANARY, live=False)

    assert CANARY not in search("canary yellow").titles
    assert not search(CANARY).titles


def test_words_of_a_draft_of_a_live_page_are_not_found(page, search):
    published = page("Published")
    published.title = published.summary = CANARY
    published.save_revision()

    assert not search(CANARY).titles


def test_an_unpublished_page_is_gone_from_the_next_search(page, search):
    published = page(CANARY)
    assert search(CANARY).titles == [CANARY]

    published.unpublish()

    assert not search(CANARY).titles


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS])
def test_a_private_page_and_what_is_below_it_are_not_found(page, search, kind):
    private = page(CANARY)
    page(f"{CANARY} below", below=page("Between", below=private))
    page(f"{CANARY} beside")
    PageViewRestriction.objects.create(page=private, restriction_type=kind, password="x")

    assert search(CANARY).titles == [f"{CANARY} beside"]


def test_the_path_does_not_name_a_page_that_is_not_public(page, search):
    hidden = page(CANARY, live=False)
    page("Visible", below=hidden)

    answer = search("visible")

    assert answer.titles == ["Visible"]
    assert CANARY not in answer.text


def test_pages_of_another_site_are_not_found(page, search):
    page("Ours", summary="Yellow.")
    other = Page.objects.get(depth=1).add_child(instance=HomePage(title="Yellow", slug="other", summary="Theirs."))
    Site.objects.create(hostname="other.example.org", root_page=other)

    assert search("yellow").titles == ["Ours"]


def test_pages_outside_every_site_are_not_found(search):
    Page.objects.get(depth=1).add_child(instance=HomePage(title=CANARY, slug="nowhere", summary="Nowhere."))

    assert not search(CANARY).titles
