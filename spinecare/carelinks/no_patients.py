"""What looks like something about a patient, and so may not be written where links are made and kept."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ADDRESS = re.compile(r"\S@\S")
# A whole date: somebody's birthday or visit. A month and a year, as versions of leaflets have, is nobody's.
DATE = re.compile(r"(?<!\d)(?:\d{1,2}([./ -])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}([./-])\d{1,2}\2\d{1,2})(?!\d)")
# A telephone or a record number, also with something between its digits.
BETWEEN_DIGITS = "[ ._/()-]"
LONG_NUMBER = re.compile(r"\d(?:[ ._/)-]{0,2}\d){5,}")
MONTH = re.compile(
    r"(?<![\d./-])(?:(?:19|20)\d\d[./-](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[./-](?:19|20)\d\d)(?![\d./-])"
)
# A name follows its title in capitals; "if you miss one" is about nobody.
TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|MR|MRS|MS|MX)\b\.?\s+[^\W\d_a-z]")
RECORD = re.compile(
    r"\b(?:dob|d\.o\.b|mrn|ssn)\b|\bdate of birth\b|\bborn\b|\b(?:record|patient) (?:no|number)\b", re.IGNORECASE
)


def refuse_personal_data(text: str, known_numbers: Iterable[str] = ()) -> None:
    """Raises ValidationError for what could name a patient. Who could be meant is not repeated.

    known_numbers: telephone numbers that are nobody's own, such as the team's.
    """
    for number in known_numbers:
        text = _without(number, text)
    text = MONTH.sub("", text)
    if any(sign.search(text) for sign in (ADDRESS, DATE, LONG_NUMBER, TITLE, RECORD)):
        raise ValidationError(
            _("This looks like something about a person: a name, a date, a number or an address. Leave it out.")
        )


def _without(number: str, text: str) -> str:
    """The text without this number, however its digits are written apart."""
    digits = re.sub(r"\D", "", number)
    written = rf"{BETWEEN_DIGITS}{{0,3}}".join(digits)
    return re.sub(rf"(?<!\d){written}(?!\d)", "", text) if digits else text
