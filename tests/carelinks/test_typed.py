"""What mail programs and people make of a link on its way still opens the page; what is wrong opens nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from spinecare.carelinks.codes import ALPHABET, is_code, new_code, with_check
from spinecare.carelinks.typed import Asked, read

from .conftest import MakeLink

SURGERY = "/treatments/surgery/"
CODES = st.text(ALPHABET, min_size=4, max_size=4).map(with_check)
# As the rest of an address that a browser sends: of /go/K7M4Q, with the code in the place of the braces.
MANGLED = [
    "/go/{}",
    "/go/{}/",
    "/go/{}//",
    "/%2Fgo/{}",
    "/go//{}",
    "/go/{lower}",
    "/GO/{}",
    "/Go/{lower}/",
    "/go/{}.",
    "/go/{},",
    "/go/{};",
    "/go/{}:",
    "/go/{}!",
    "/go/{}?",
    "/go/{})",
    "/go/{}).",
    "/go/{}]",
    "/go/{}%3E",
    "/go/%3C{}%3E",
    "/go/{}%22",
    "/go/%22{}%22",
    "/go/{}'",
    "/go/{}%E2%80%9D",
    "/go/%E2%80%9C{}%E2%80%9D.",
    "/go/{}%20",
    "/go/%20{}",
    "/go/{}%C2%A0",
    "/go/{}%A0",
    "/go/{}%E2%80%8B",
    "/go/{}%EF%BB%BF",
    "/go/{split}",
    "/go/{spaced}",
    "/go/{dashed}",
    "/go/{shy}",
    "/go/{broken}",
    "/go/{soft}",
    "/go/{}%0D%0A",
    "/go/{}%0A",
    "/go/{}=",
    "/go/{}%3D",
    "/go/{}&gt;",
    "/go/{}%26gt%3B",
    "/go/{}&quot;",
    "/go/{}*",
    "/go/_{}_",
    "/go/{}.Please",
    "/go/{}%20Please%20read",
    "/go/{}%3Futm_source%3Dmail",
    "/go/{}%253E",
    "/go/{wide}",
    "/go/{}?utm_source=newsletter&utm_medium=email",
    "/go/{}?fbclid=abc&gclid=def&mc_eid=ghi",
    "/go/{}?data=05%7C02%7Cpatient%40example.org&sdata=x&reserved=0",
    "/go/{}/?_hsenc=p2ANqtz&_hsmi=1",
    "/go/https://spine.example.org/go/{}",
    "/go/https%3A%2F%2Fspine.example.org%2Fgo%2F{}",
]


def mangled(pattern: str, code: str) -> str:
    return pattern.format(
        code,
        lower=code.lower(),
        split=f"{code[:3]}%20{code[3:]}",
        spaced="%20".join(code),
        dashed=f"{code[:3]}-{code[3:]}",
        shy=f"{code[:3]}%C2%AD{code[3:]}",
        broken=f"{code[:3]}%0D%0A{code[3:]}",
        soft=f"{code[:3]}=%0A{code[3:]}",
        wide="".join(chr(ord(sign) + 0xFEE0) for sign in code),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("pattern", MANGLED)
def test_a_mangled_link_opens_its_page_at_its_clean_address(pattern: str, client: Client, link_to: MakeLink) -> None:
    response = client.get(mangled(pattern, link_to(SURGERY).code))
    assert (response.status_code, response.headers.get("Location")) == (302, SURGERY)


@given(CODES)
def test_every_code_survives_every_mangling(code: str) -> None:
    for pattern in MANGLED:
        path = mangled(pattern, code).partition("?")[0]
        typed = path.lower().partition("go")[2]
        assert read(typed).code == code, pattern


@given(CODES, st.integers(0, 4), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(code: str, place: int, other: str) -> None:
    wrong = code[:place] + other + code[place + 1 :]
    asked = read(wrong)
    assert asked.code == ("" if wrong != code else code)
    assert asked.mistyped == (wrong != code)


def test_nearly_every_swapped_pair_is_noticed() -> None:
    """The standard lets one swap pass in each place: the last character of the alphabet with the first."""
    missed = {
        frozenset(pair)
        for pair in ((first, second) for first in ALPHABET for second in ALPHABET if first != second)
        for code in (with_check(f"{pair[0]}{pair[1]}CD"),)
        if is_code(f"{code[1]}{code[0]}{code[2:]}")
    }
    assert len(missed) <= 1


@given(st.text(max_size=500))
def test_anything_at_all_can_be_read(typed: str) -> None:
    asked = read(typed)
    assert isinstance(asked, Asked)
    assert not asked.code or is_code(asked.code)


def test_codes_grow_when_the_short_ones_are_given() -> None:
    assert len(new_code(lambda code: False)) == 5
    assert len(new_code(lambda code: len(code) == 5)) == 6
    with pytest.raises(RuntimeError):
        new_code(lambda code: True)


def test_there_is_nothing_in_a_code_that_looks_like_something_else() -> None:
    assert not set("AEIOU01LSZ52BG") & set(ALPHABET)
