"""Text folded for comparing and searching: what is typed plainly finds what is written with accents and points."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take for an accented form of another.
PLAIN_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
APOSTROPHES = re.compile("['’‘ʼʻ`´]")
INITIALS = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b\.?")
NO_WORD = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """`text` in small letters without accents, with one space for punctuation. "Xi'an" and "D.C." stay one word."""
    text = APOSTROPHES.sub("", INITIALS.sub(lambda match: match[0].replace(".", ""), text))
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(PLAIN_LETTERS))
    return NO_WORD.sub(" ", "".join(letter for letter in letters if not unicodedata.combining(letter))).strip()
