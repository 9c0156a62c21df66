"""The plain text arrives as it was copied, whatever mail does to it."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given

from spinecare.carelinks.messages.message import Message
from spinecare.carelinks.messages.plain_text import plain_text

from .samples import LONG_ADDRESS, ONE_PAGE, READING_LIST, messages, unhurried, without_spaces

LONGEST_LINE = 76


@unhurried
@given(messages)
def test_lines_are_short_and_the_address_has_one_of_its_own(message: Message) -> None:
    lines = plain_text(message).splitlines()
    assert lines.count(message.address) == 1
    assert [line for line in lines if len(line) > LONGEST_LINE and line != message.address] == []


@unhurried
@given(messages)
def test_no_mail_program_joins_or_cuts_lines(message: Message) -> None:
    """Spaces at the end of a line say in flowed text that it goes on; nothing unseen stands in it at all."""
    text = plain_text(message)
    lines = text.split("\n")
    assert lines == [line.rstrip() for line in text.splitlines()] + [""]
    assert "\n\n\n" not in text


@unhurried
@given(messages)
def test_flowed_text_leaves_the_address_alone(message: Message) -> None:
    assert unflowed(plain_text(message)).count(message.address) == 1


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_the_address_survives_every_encoding(encoding: str) -> None:
    for message in (READING_LIST, Message(LONG_ADDRESS, "Clínica — “Spine”", READING_LIST.pages)):
        arrived = message_from_bytes(mailed(plain_text(message), encoding), policy=policy.default)
        assert message.address in arrived.get_content().splitlines()


def test_an_address_of_usual_length_is_whole_even_in_the_raw_mail() -> None:
    """So a program that looks for links before it decodes finds this one."""
    assert ONE_PAGE.address.encode() in mailed(plain_text(READING_LIST), "quoted-printable").splitlines()


@unhurried
@given(messages)
def test_nothing_of_a_page_is_lost(message: Message) -> None:
    said = without_spaces(plain_text(message))
    assert message.discreet or all(without_spaces(seen(page.summary)) in said for page in message.pages)


def mailed(text: str, encoding: str) -> bytes:
    mail = EmailMessage(policy.SMTP)
    mail.set_content(text, cte=encoding)
    return mail.as_bytes()


def unflowed(text: str) -> list[str]:
    """The lines of text sent as format=flowed (RFC 3676): a space at the end joins a line with the next."""
    lines, begun = [], ""
    for line in text.splitlines():
        begun += line.removeprefix(" ")
        if not begun.endswith(" "):
            lines.append(begun)
            begun = ""
    return lines


def seen(text: str) -> str:
    """A text without control characters and marks that turn its direction."""
    turning = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return "".join(sign for sign in text if sign.isspace() or (sign not in turning and not is_control(sign)))


def is_control(sign: str) -> bool:
    return ord(sign) < 0x20 or 0x7F <= ord(sign) < 0xA0
