"""A country is the same country under its old name, its new name, and in the reader's language."""

from __future__ import annotations

import pytest

from trials.registry.countries import ALIASES, code_of, name_of


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("United States", "US"),
        ("Korea, Republic of", "KR"),
        ("South Korea", "KR"),
        ("Russian Federation", "RU"),
        ("Russia", "RU"),
        ("Iran, Islamic Republic of", "IR"),
        ("Iran", "IR"),
        ("Turkey", "TR"),
        ("Turkey (Türkiye)", "TR"),
        ("Türkiye", "TR"),
        ("Czech Republic", "CZ"),
        ("Czechia", "CZ"),
        ("Côte D'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Bosnia and Herzegovina", "BA"),
        ("Saint Kitts and Nevis", "KN"),
        ("Palestinian Territory, occupied", "PS"),
        ("Palestinian Territories, Occupied", "PS"),
        ("Former Serbia and Montenegro", "RS"),
        ("Macedonia, The Former Yugoslav Republic of", "MK"),
        ("North Macedonia", "MK"),
        ("Congo, The Democratic Republic of the", "CD"),
        ("Congo", "CG"),
        ("Georgia", "GE"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Hong Kong", "HK"),
        ("Taiwan", "TW"),
        ("Vietnam", "VN"),
        ("Viet Nam", "VN"),
        ("Brunei Darussalam", "BN"),
        ("Réunion", "RE"),
        ("Reunion", "RE"),
        ("Kosovo", "XK"),
        ("Niue", "NU"),
        ("US", "US"),
        ("kr", "KR"),
    ],
)
def test_the_code_of_a_name(name: str, code: str) -> None:
    assert code_of(name) == code


@pytest.mark.parametrize(
    "name", ["", "Atlantis", "EU", "European Union", "ZZ", "Unknown Region", "United Nations", "QQ"]
)
def test_what_is_no_country(name: str) -> None:
    assert code_of(name) == ""


def test_every_other_name_leads_to_a_country_that_has_a_name() -> None:
    assert {code_of(name) for name in ALIASES} == set(ALIASES.values())
    for code in ALIASES.values():
        assert len(name_of(code, "en")) > 2


def test_readers_see_the_name_in_their_language() -> None:
    assert name_of("DE", "en") == "Germany"
    assert name_of("DE", "en-us") == "Germany"
    assert name_of("DE", "es") == "Alemania"
    assert name_of("BR", "pt-br") == "Brasil"


def test_a_language_or_code_nobody_knows_is_no_error() -> None:
    assert name_of("DE", "tlh") == "Germany"
    assert name_of("DE", "no such language!") == "Germany"
    assert name_of("DE", "") == "Germany"
    assert name_of("QQ", "en") == "QQ"
    assert name_of("", "en") == ""
