"""The same words on every channel: whom it is from, what is there, the whole address, whom to call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from hypothesis import given

from spinecare.carelinks.messages.html_paragraph import html_paragraph
from spinecare.carelinks.messages.message import Message
from spinecare.carelinks.messages.plain_text import plain_text
from spinecare.carelinks.messages.slip import slip
from spinecare.carelinks.messages.text_message import text_message

from .samples import (
    ADDRESS,
    AT_HOME,
    DISCREET,
    ONE_PAGE,
    READING_LIST,
    STEROIDS,
    SURGERY,
    messages,
    unhurried,
    without_spaces,
)


def words_of(html: str) -> str:
    return BeautifulSoup(html, "html.parser").get_text()


def on_paper(message: Message) -> str:
    return words_of(slip(message))


def in_html(message: Message) -> str:
    return words_of(html_paragraph(message))


every_channel = pytest.mark.parametrize("channel", [plain_text, in_html, text_message, on_paper])
with_summaries = pytest.mark.parametrize("channel", [plain_text, in_html, on_paper])
Channel = Callable[[Message], str]


@every_channel
def test_it_says_whom_it_is_from_what_is_there_and_whom_to_call(channel: Channel) -> None:
    said = channel(ONE_PAGE)
    assert "SpineCare has a page for you to read." in said
    assert "Surgery" in said
    assert "In an emergency, call 911." in said
    assert "Questions? Call 555-010-0000" in said


@every_channel
def test_the_address_can_be_read(channel: Channel) -> None:
    assert ADDRESS.removeprefix("https://") in channel(ONE_PAGE)


@with_summaries
def test_a_list_names_every_page_in_the_order_chosen(channel: Channel) -> None:
    said = " ".join(channel(READING_LIST).split())
    assert "SpineCare has 3 pages for you to read." in said
    places = [said.index(words) for page in READING_LIST.pages for words in (page.title, page.summary)]
    assert places == sorted(places)
    assert "Steroids: Do not stop suddenly" in said
    assert "Please read these before your visit." in said
    assert "(Team line, 24 hours)" in said


@every_channel
def test_a_discreet_message_names_neither_page_nor_illness(channel: Channel) -> None:
    said = channel(DISCREET)
    named = [words for page in (SURGERY, STEROIDS, AT_HOME) for words in (page.title, page.summary)]
    for words in (*named, STEROIDS.section, DISCREET.note, DISCREET.phone_label):
        assert words not in said
    assert "SpineCare has 3 pages for you to read." in said
    assert "In an emergency, call 911." in said
    assert "Questions? Call 555-010-0000." in said


@every_channel
def test_what_is_not_known_is_left_out(channel: Channel) -> None:
    said = channel(replace(ONE_PAGE, phone="", phone_label="", emergency_number=""))
    assert "Questions" not in said
    assert "emergency" not in said


@every_channel
def test_without_the_name_of_a_center_the_site_stands_for_it(channel: Channel) -> None:
    assert "spine.example.org has a page for you to read." in channel(replace(ONE_PAGE, center=" "))


@unhurried
@given(messages)
def test_both_emails_say_the_same(message: Message) -> None:
    assert without_spaces(in_html(message)) == without_spaces(plain_text(message))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "spine.example.org/go/K7M4Q",
        "javascript:alert(1)",
        "https://spine.example.org/go/K7M4Q.",
        "https://spine.example.org/go/K7M4Q ",
        "https://spine.example.org/go/K7M 4Q",
        "https://spine.example.org/go/K7M4Q\n",
        'https://spine.example.org/go/"onclick="alert(1)',
        "https://spine.example.org/go/caf\u00e9",
        "https://spine.example.org/go/?code=K7M4Q",
        "https://somebody@spine.example.org/go/K7M4Q",
        "https://spine.example.org/go/",
    ],
)
def test_an_address_that_would_not_arrive_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="Not an address"):
        replace(ONE_PAGE, address=address)


def test_the_address_of_ones_own_machine_can_be_sent() -> None:
    assert "http://127.0.0.1:8000/go/K7M4Q\n" in plain_text(replace(ONE_PAGE, address="http://127.0.0.1:8000/go/K7M4Q"))


def test_a_message_has_a_page() -> None:
    with pytest.raises(ValueError, match="without a page"):
        replace(ONE_PAGE, pages=())
