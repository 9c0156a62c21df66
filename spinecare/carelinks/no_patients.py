"""What looks like something about a patient, and so may not be written into the ledger."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ADDRESS = re.compile(r"\S@\S")
# A whole date: somebody's birthday or visit. A month and a year, as versions of leaflets have, is nobody's.
DATE = re.compile(r"(?<!\d)(?:\d{1,2}([./ -])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}([./-])\d{1,2}\2\d{1,2})(?!\d)")
# A telephone or a record number, also with something between its digits.
LONG_NUMBER = re.compile(r"\d(?:[ ._/()-]{0,2}\d){5,}")
PERSON = re.compile(
    r"\b(?:mr|mrs|ms|miss|mx)\b\.?\s+\S|\b(?:dob|d\.o\.b|mrn|ssn|date of birth|born|(?:record|patient) no)\b",
    re.IGNORECASE,
)


def refuse_personal_data(text: str) -> None:
    """Raises ValidationError for what could name a patient. Who could be meant is not repeated."""
    if any(sign.search(text) for sign in (ADDRESS, DATE, LONG_NUMBER, PERSON)):
        raise ValidationError(
            _("This looks like something about a person: a name, a date, a number or an address. Leave it out.")
        )
