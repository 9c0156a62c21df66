"""The sample site is written by the rules, so most of them have nothing to say about it."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from django.test import Client

from spinecare.editorial.writing.advice import Advice
from spinecare.starter.quality.report import clinical_pages

from .drafts import advice_for

pytestmark = pytest.mark.django_db

# A page has about a hundred sentences.
MOST_PASSIVES = 8
MOST_LONG_SENTENCES = 8


@pytest.fixture
def advice() -> dict[str, list[Advice]]:
    return advice_by_address()


@cache
def advice_by_address() -> dict[str, list[Advice]]:
    """What the rules say about each clinical page. Looked at once: it is the same site for every test."""
    reader = Client()
    addresses = [page.url_path.removeprefix("/home") for page in clinical_pages()]
    return {address: advice_for(reader.get(address).content.decode()) for address in addresses}


def test_the_starter_claims_nothing_praises_nothing_and_shows_both_sides(advice: dict[str, list[Advice]]) -> None:
    spotless = {"absolute-claim", "praise", "benefits-alone", "harms-alone", "unsourced-part", "link-text"}
    spotless |= {"picture-description", "reading-grade", "in-short-grade"}
    found = [(at, each.rule, each.excerpt) for at, some in advice.items() for each in some if each.rule in spotless]
    assert len(advice) > 40
    assert not found


def test_long_sentences_and_passives_are_few(advice: dict[str, list[Advice]]) -> None:
    counts = {address: Counter(each.rule for each in some) for address, some in advice.items()}
    assert not {at: count for at, count in counts.items() if count["passive"] > MOST_PASSIVES}
    assert not {at: count for at, count in counts.items() if count["long-sentence"] > MOST_LONG_SENTENCES}


def test_the_rules_do_look_at_the_starter(advice: dict[str, list[Advice]]) -> None:
    assert sum(each.rule == "passive" for some in advice.values() for each in some) > 10
