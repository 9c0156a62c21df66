"""The slip: everything on it can be read and typed by somebody who is tired, and it fits on one sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from hypothesis import given

from spinecare.carelinks.codes import ALPHABET
from spinecare.carelinks.messages.message import LinkedPage, Message
from spinecare.carelinks.messages.slip import slip, typed

from .samples import ADDRESS, CODE, LONG_ADDRESS, NAMED_ADDRESS, ONE_PAGE, READING_LIST, messages, unhurried


def soup_of(message: Message) -> BeautifulSoup:
    return BeautifulSoup(slip(message), "html.parser")


@unhurried
@given(messages)
def test_what_is_typed_is_the_address(message: Message) -> None:
    shown = soup_of(message).select_one(".slip__address").get_text()
    assert "https://" + shown == message.address


@unhurried
@given(messages)
def test_nothing_on_it_is_refused_by_the_policy_of_the_site(message: Message) -> None:
    soup = soup_of(message)
    assert not soup.find_all("style")
    assert [script.get_text() for script in soup.find_all("script")] == [""]
    names = {name for element in soup.find_all(True) for name in element.attrs}
    assert not [name for name in names if name == "style" or name.startswith("on")]


def test_a_code_is_read_letter_by_letter() -> None:
    assert [box.get_text() for box in soup_of(ONE_PAGE).select(".slip__code i")] == list(CODE)
    assert "In the boxes there is no zero" in slip(ONE_PAGE)
    assert not set("0O1I") & set(ALPHABET)


def test_a_readable_name_is_read_as_a_word() -> None:
    html = slip(replace(ONE_PAGE, address=NAMED_ADDRESS))
    assert "slip__code" not in html
    assert "In the boxes" not in html


@pytest.mark.parametrize(
    ("address", "pieces"),
    [
        (ADDRESS, ["spine.example.org/", "go/", CODE]),
        (ADDRESS + "/2026-11-23", ["spine.example.org/", "go/", CODE, "/", "2026-11-23"]),
        ("http://127.0.0.1:8000/go/steroids", ["127.0.0.1:8000/", "go/", "steroids"]),
        (
            NAMED_ADDRESS,
            [
                "patients.",
                "spine-center.",
                "university-hospital.",
                "example.",
                "org/",
                "go/",
                "preparing-",
                "for-",
                "your-",
                "surgery",
            ],
        ),
    ],
)
def test_a_line_ends_only_where_one_takes_a_breath(address: str, pieces: list[str]) -> None:
    assert [piece.text for piece in typed(address)] == pieces


def test_summaries_go_before_names() -> None:
    pages = tuple(LinkedPage(f"Page {number}", "Words that say what it is about. " * 3) for number in range(7))
    soup = soup_of(replace(ONE_PAGE, pages=pages))
    assert [item.get_text(strip=True) for item in soup.select(".slip__pages li")] == [page.title for page in pages]


def test_what_does_not_fit_is_counted() -> None:
    pages = tuple(
        LinkedPage(f"A page with rather many words in its title, number {number}", "") for number in range(30)
    )
    soup = soup_of(replace(ONE_PAGE, pages=pages))
    shown = len(soup.select(".slip__pages li"))
    assert 3 <= shown < 30
    assert f"and {30 - shown} more" in soup.get_text()


def test_the_note_is_never_cut() -> None:
    for note in ("A line.\n" * 60, "word " * 100):
        assert "".join(note.split()) in "".join(soup_of(replace(READING_LIST, note=note)).get_text().split())


def test_a_sheet_with_too_much_on_it_takes_smaller_letters() -> None:
    full = replace(READING_LIST, note="word " * 100, center="A center with a long name " * 3, address=LONG_ADDRESS)
    assert soup_of(full).select_one(".slip--full")
    assert not soup_of(READING_LIST).select_one(".slip--full")


def test_the_drawing_has_a_name_for_whoever_cannot_see_it() -> None:
    drawing = soup_of(ONE_PAGE).select_one("[role=img]")
    assert drawing["aria-label"] == "A QR code that opens the address on this slip"
    assert drawing.svg
