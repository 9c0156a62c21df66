"""Codes of care links: short, for typing from paper, with a check character at the end.

No vowels, so that no code is a word, and of what looks alike only one: no B beside 8, no G beside 6, no S, 5, Z or 2,
no I, L, 1, O or 0. The check character (ISO 7064, its hybrid system for an alphabet of 22) tells
every single wrong character, and nearly every swapped pair.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

from stdnum.iso7064 import mod_37_36

ALPHABET = "346789CDFHJKMNPQRTVWXY"
LENGTH = 5
# When most of one length is given, codes grow by a character.
LONGEST = 7
TRIES = 50
SHAPED_LIKE_ONE = re.compile(rf"[{ALPHABET}]{{{LENGTH},{LONGEST}}}")


def new_code(is_taken: Callable[[str], bool]) -> str:
    """A code nobody has been given. It says nothing of when it was made, nor of what it opens."""
    for length in range(LENGTH, LONGEST + 1):
        for _attempt in range(TRIES):
            code = with_check("".join(secrets.choice(ALPHABET) for _ in range(length - 1)))
            if not is_taken(code):
                return code
    raise RuntimeError("There is no code left to give.")


def with_check(start: str) -> str:
    return start + mod_37_36.calc_check_digit(start, ALPHABET)


def is_code(text: str) -> bool:
    """Whether a text, in capitals, is a code that could have been given."""
    return bool(SHAPED_LIKE_ONE.fullmatch(text)) and mod_37_36.is_valid(text, ALPHABET)


def looks_like_code(text: str) -> bool:
    """Whether somebody who typed this most likely meant a code, right or wrong."""
    return LENGTH <= len(text) <= LONGEST and text.isascii() and text.isalnum()
