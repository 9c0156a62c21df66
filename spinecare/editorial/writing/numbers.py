"""What counts as a stated number, and what is a name, a date or a telephone number. No Django in here."""

from __future__ import annotations

import re

# Digits that are no claim: telephone numbers, "24-hour", names of trials and genes, phases, types and grades, the
# numbers of a picture, days and years.
NOT_A_CLAIM = re.compile(
    r"\b\d{3}-\d{3}-\d{4}\b|\b911\b|\b24[- ]hours?\b|\bH3 ?K27\w*|\b[A-Z]+\d+\b|\bSC\.24|\bRTOG 0631|\b[Pp]hases? \d"
    r"|\b(?:[Tt]ypes?|[Gg]rades?|[Nn]umbers?) \d(?: (?:and|or|to) \d)?\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2},)? \d{4}"
    r"|\b(?:19|20)\d\d\b"
)
# A number with what belongs to it: "57 in 100 (57%)", "12 to 36", "2,900".
WHOLE_NUMBER = re.compile(r"\d[\d.,]*%?(?: (?:in|of|out of|to) \d[\d.,]*%?)*(?: \(\d[\d.,]*%\))?")


def first_number(sentence: str) -> str:
    """The first figure that a sentence claims, or "". Numbers written out, such as "about two weeks", are not seen."""
    found = WHOLE_NUMBER.search(NOT_A_CLAIM.sub("", sentence))
    return found[0].rstrip(".,") if found else ""
