"""The HTML paragraph has only what every mail program shows, and says what was written, not what it looks like."""

from __future__ import annotations

from bs4 import BeautifulSoup
from hypothesis import given

from spinecare.carelinks.messages.html_paragraph import html_paragraph
from spinecare.carelinks.messages.message import LinkedPage, Message

from .samples import ADDRESS, ONE_PAGE, READING_LIST, messages, unhurried

# What the programs people read mail with show, all of them and without conditions (caniemail.com).
ELEMENTS = {"p", "br", "strong", "a"}
ATTRIBUTES = {("a", "href")}


@unhurried
@given(messages)
def test_it_is_one_paragraph_of_what_every_program_shows(message: Message) -> None:
    soup = BeautifulSoup(html_paragraph(message), "html.parser")
    elements = soup.find_all(True)
    assert [child.name for child in soup.contents] == ["p"]
    assert {element.name for element in elements} <= ELEMENTS
    # No style is among them: what one program drops, or turns around in the dark, is not there.
    assert {(element.name, name) for element in elements for name in element.attrs} <= ATTRIBUTES


@unhurried
@given(messages)
def test_its_one_link_is_its_own_words(message: Message) -> None:
    (link,) = BeautifulSoup(html_paragraph(message), "html.parser").find_all("a")
    assert link["href"] == link.get_text() == message.address


@unhurried
@given(messages)
def test_nothing_unsaid_can_be_pasted_with_it(message: Message) -> None:
    html = html_paragraph(message)
    assert not [sign for sign in html if sign != "\n" and (ord(sign) < 0x20 or 0x202A <= ord(sign) <= 0x202E)]


def test_the_address_stands_on_a_line_of_its_own() -> None:
    assert f'<br>\n<a href="{ADDRESS}">{ADDRESS}</a><br>\n' in html_paragraph(ONE_PAGE)


def test_pages_of_a_list_stand_out_and_are_numbered() -> None:
    soup = BeautifulSoup(html_paragraph(READING_LIST), "html.parser")
    names = ["1. Surgery", "2. Steroids: Do not stop suddenly", "3. Help at home after surgery"]
    assert [name.get_text() for name in soup.find_all("strong")] == names


def test_code_in_a_title_is_words() -> None:
    page = LinkedPage("</p><script>alert(1)</script>", '"><img src=x onerror=alert(1)>')
    html = html_paragraph(Message(ADDRESS, "<b>Center</b>", (page,), note="<style>p{display:none}</style>"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<img" not in html
    assert "<b>" not in html
    assert "<style" not in html
