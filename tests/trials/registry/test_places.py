"""A place that somebody types finds the place as the registry writes it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trials.registry.folding import folded
from trials.registry.places import US_STATES, place_words
from trials.registry.record import Site

HOUSTON = Site(city="Houston", state="Texas", zip="77030-4009", country="United States", country_code="US")


def finds(typed: str, site: Site) -> bool:
    return set(folded(typed).split()) <= set(place_words(site).split())


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("São Paulo", "sao paulo"),
        ("Łódź", "lodz"),
        ("Ærøskøbing", "aeroskobing"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Diyarbakır", "diyarbakir"),
        ("Đồng Hới", "dong hoi"),
        ("Xi'an", "xian"),
        ("Côte d’Ivoire", "cote divoire"),
        ("St. John's", "st johns"),
        ("Washington, D.C.", "washington dc"),
        ("U.S.A", "usa"),
        ("Winston-Salem_NC", "winston salem nc"),
        ("  ", ""),
        ("서울", "서울"),
    ],
)
def test_accents_and_punctuation_do_not_count(text: str, plain: str) -> None:
    assert folded(folded(text)) == folded(text) == folded(plain)
    assert plain in (folded(text), text)


@pytest.mark.parametrize(
    "typed", ["houston", "Houston, TX", "Houston Texas", "77030", "texas usa", "U.S.", "United States of America"]
)
def test_a_town_in_the_united_states(typed: str) -> None:
    assert finds(typed, HOUSTON)


def test_states_are_found_by_name_and_abbreviation_whichever_the_registry_has() -> None:
    for code, name in US_STATES.items():
        for written in (code, name):
            site = Site(city="Springfield", state=written, country="United States", country_code="US")
            assert finds(code, site), (code, written)
            assert finds(name, site), (code, written)


def test_elsewhere_an_abbreviation_is_no_state_of_the_us() -> None:
    assert not finds("Texas", Site(city="X", state="TX", country="Mexico", country_code="MX"))


def test_old_and_new_names_of_countries() -> None:
    seoul = Site(city="Seoul", country="Korea, Republic of", country_code="KR")
    assert finds("South Korea", seoul)
    assert finds("Republic of Korea", seoul)
    assert finds("London UK", Site(city="London", country="United Kingdom", country_code="GB"))


def test_saints_are_found_short_and_long() -> None:
    assert finds("Saint Louis", Site(city="St. Louis", state="Missouri"))
    assert finds("St. Louis", Site(city="Saint Louis", state="Missouri"))


def test_a_site_that_says_nothing_has_no_words() -> None:
    assert place_words(Site()) == ""
    assert place_words(Site(facility="Sample Hospital A")) == ""


@settings(deadline=None)
@given(text=st.text())
def test_folding_takes_any_text_and_folds_it_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
