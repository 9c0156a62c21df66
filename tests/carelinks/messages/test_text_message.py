"""One text message, not two, and never without the whole address."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinecare.carelinks.messages.gsm7 import in_gsm7
from spinecare.carelinks.messages.message import LinkedPage, Message
from spinecare.carelinks.messages.text_message import shortened, text_message

from .samples import ADDRESS, AT_HOME, ONE_PAGE, READING_LIST, STEROIDS, messages, unhurried

# 3GPP TS 23.038: the basic alphabet by its numbers, 16 in a row (ESC, at 1B, is left out), and what follows an ESC.
ALPHABET = (
    "@£$¥èéùìòÇ\nØø\rÅå"
    "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./"
    "0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNO"
    "PQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmno"
    "pqrstuvwxyzäöñüà"
)

LONGER_ADDRESS = f"https://{'long-' * 14}name.example.org/go/steroids/2026-11-23"
AFTER_ESCAPE = "\f^{}\\[~]|€"


def length(text: str) -> int:
    """As a phone counts it."""
    assert set(text) <= {*ALPHABET, *AFTER_ESCAPE}, text
    return len(text) + sum(sign in AFTER_ESCAPE for sign in text)


def test_the_alphabet_is_whole() -> None:
    assert len(set(ALPHABET)) == 127


@unhurried
@given(messages)
def test_it_fits_and_holds_the_whole_address(message: Message) -> None:
    text = text_message(message)
    assert length(text) <= 160
    assert text.split("\n").count(message.address) == 1


@unhurried
@given(messages)
def test_the_emergency_number_is_left_out_last(message: Message) -> None:
    said = f"In an emergency, call {message.emergency_number}."
    if message.emergency_number and len(message.address) + len(said) < 160:
        assert said in text_message(message)


@unhurried
@given(messages)
def test_it_says_whom_it_is_from(message: Message) -> None:
    lines = text_message(message).split("\n")
    if len(message.address) < 60:
        assert " for you to read." in lines[0]
        assert lines[0].split(" has ")[0]


@unhurried
@given(st.text(" abcdefgh-,.", max_size=60), st.integers(0, 60))
def test_lines_are_cut_between_words(text: str, room: int) -> None:
    line = " ".join(text.split())
    cut = shortened(line, room)
    assert len(cut) <= room
    if cut != line and cut:
        whole = cut.removesuffix("...")
        assert line.startswith(whole)
        assert line[len(whole) :].lstrip(",;:.-").startswith(" ")


def test_all_of_it_is_said_where_there_is_room() -> None:
    assert text_message(ONE_PAGE) == (
        "SpineCare has a page for you to read.\n"
        "Surgery\n"
        f"{ADDRESS}\n"
        "In an emergency, call 911. Questions? Call 555-010-0000."
    )


def test_a_list_that_is_too_long_ends_behind_a_name() -> None:
    assert text_message(READING_LIST).split("\n")[:2] == [
        "SpineCare has 3 pages for you to read.",
        "Surgery, Steroids...",
    ]


def test_no_advice_is_cut_in_half() -> None:
    """A heading such as “Do not stop on your own” must not arrive as “Do not stop…”, or as less."""
    page = replace(STEROIDS, section="Do not stop on your own, and ask before you take less of it")
    assert text_message(replace(ONE_PAGE, pages=(page,))).split("\n")[1] == "Steroids"


def test_a_long_title_is_cut_before_the_phone_goes() -> None:
    page = replace(AT_HOME, title="Help at home after an operation on the spine, for family and friends")
    text = text_message(replace(ONE_PAGE, pages=(page,)))
    assert "\nHelp at home after an...\n" in text
    assert "555-010-0000" in text


def test_a_long_address_leaves_room_for_the_least() -> None:
    text = text_message(replace(ONE_PAGE, address=LONGER_ADDRESS))
    assert text == f"SpineCare\n{LONGER_ADDRESS}\nIn an emergency, call 911."


def test_an_address_that_fits_nowhere_stands_alone() -> None:
    address = f"https://{'very-' * 40}long.example.org/go/K7M4Q"
    assert text_message(replace(ONE_PAGE, address=address)) == address


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("“Curly” – it’s…\u00a0fine", '"Curly" - it\'s... fine'),
        ("Señor Müller, café, façade", "Señor Müller, café, facade"),
        ("e\u0301te\u0301", "été"),
        ("Łódź", "Lodz"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("CyberTool™", "CyberTool"),
        ("Нейрохирургия", ""),
        ("脊椎腫瘍", ""),
        ("10² Gy", ""),
        ("1½ hours", ""),
        ("≥ 5 cm", ""),
        ("Surgery 😀", ""),
    ],
)
def test_an_accent_may_go_and_nothing_more(written: str, sent: str) -> None:
    assert in_gsm7(written) == sent


def test_a_name_that_cannot_be_sent_is_left_out_whole() -> None:
    text = text_message(replace(ONE_PAGE, center="Центр", pages=(LinkedPage("脊椎 surgery", ""),)))
    assert text.startswith(f"spine.example.org has a page for you to read.\n{ADDRESS}\n")


def test_what_counts_double_is_counted_double() -> None:
    def sent(title: str) -> str:
        return text_message(replace(ONE_PAGE, pages=(LinkedPage(title, ""),)))

    assert "(" * 35 in sent("(" * 35)
    assert "[" not in sent("[" * 35)
