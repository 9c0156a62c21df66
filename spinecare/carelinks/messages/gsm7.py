"""The alphabet of text messages (GSM 03.38, 7 bits).

A single character outside it makes a message of 160 characters one of 70, and the rest of it a second message.
"""

from __future__ import annotations

import unicodedata

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Each is sent as two.
EXTENSION = frozenset("^{}\\[~]|€")
ALPHABET = BASIC | EXTENSION

# Signs that have a plainer one with the same meaning.
PLAINER = str.maketrans(
    dict.fromkeys("‘’‚‛′`´ʼ", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("•·", "-")
    | dict.fromkeys("™®", "")
    | {"…": "...", "×": "x", "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "ı": "i", "Œ": "OE", "œ": "oe"}
)
# Accents, and what is not seen at all.
DROPPED = {"Mn", "Cf"}


def septets(text: str) -> int:
    """How long a text is as text messages count."""
    return sum(2 if sign in EXTENSION else 1 for sign in text)


def in_gsm7(text: str) -> str:
    """A line in the alphabet of text messages, or "" when that would take more from it than an accent.

    A title with holes, or 10² as 102, would be worse than none.
    """
    signs = [_in_gsm7(sign) for sign in unicodedata.normalize("NFC", text).translate(PLAINER)]
    return "" if None in signs else " ".join("".join(signs).split())


def _in_gsm7(sign: str) -> str | None:
    """A sign as it can be sent, perhaps as nothing; None when it cannot."""
    if sign in ALPHABET:
        return sign
    if sign.isspace():
        return " "
    if unicodedata.category(sign) in DROPPED:
        return ""
    base = "".join(part for part in unicodedata.normalize("NFD", sign) if unicodedata.category(part) not in DROPPED)
    return base if base and set(base) <= ALPHABET else None
