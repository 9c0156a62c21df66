"""From what somebody typed to what the search engine is asked.

Both of our databases take these queries, and neither brings what a patient needs by itself: SQLite knows no plurals and
no stop words, both take British spelling for other words, and both fail on some of what can be typed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from wagtail.search.query import And, Or, PlainText, SearchQuery

from .spellings import variants

MAX_CHARACTERS = 200
MAX_WORDS = 25
# The engines combine the words of one query recursively, and fail at about two hundred.
WORDS_IN_A_QUERY = 50

# Words that say nothing about what is looked for. `t`, `s` and `ll` are what is left of "can't", "what's" and "I'll".
SAYING_NOTHING = """
    a about am an and any are as at be been but by can could did do does for from had has have having he her his how
    i if in into is it its ll may me might my of on or our shall she should so some s t than that the their them then
    there these they this those to us ve was we were what when where which who whom why will with would you your
"""
STOP_WORDS = frozenset(SAYING_NOTHING.split())


@dataclass(frozen=True)
class Term:
    """One thing asked for. A page that has any of the words has it."""

    words: tuple[str, ...]

    def in_any_of(self, found: frozenset[str]) -> bool:
        return not found.isdisjoint(self.words)


def shorten(typed: str) -> str:
    """What was typed as we show it back: one line of reasonable length that any encoder can write."""
    # Compatibility forms first: one character can stand for eighteen.
    plain = unicodedata.normalize("NFKC", typed[:MAX_CHARACTERS])
    return " ".join("".join(_printable(character) for character in plain).split())[:MAX_CHARACTERS].strip()


def _printable(character: str) -> str:
    """Nothing that is invisible or steers the text around it: control characters, direction marks, lone surrogates.

    Joiners stay: some scripts cannot be written without them.
    """
    if character in "\u200c\u200d":
        return character
    return " " if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") else character


def terms(typed: str) -> tuple[Term, ...]:
    """The things asked for, none if there is no word in it."""
    words = words_of(typed)[:MAX_WORDS]
    telling = [word for word in words if word not in STOP_WORDS] or words
    return tuple(Term(variants(word)) for word in dict.fromkeys(telling))


def words_of(text: str) -> list[str]:
    """Its words in lower case, with everything that is not a letter, a mark on one or a digit taken out.

    That leaves no operator and no quotation mark that an engine could stumble over.
    """
    spaced = "".join(character if _is_part_of_word(character) else " " for character in shorten(text).lower())
    return [word for word in spaced.split() if any(character.isalnum() for character in word)]


def _is_part_of_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


def all_of(asked: tuple[Term, ...]) -> SearchQuery:
    """Pages that have every thing asked for."""
    # One query for each word, not one for several: SQLite's backend forgets the brackets around the latter, and then
    # asks for "surgery or (operation and pain)".
    return And([Or([PlainText(word) for word in term.words]) for term in asked])


def any_of(asked: tuple[Term, ...]) -> SearchQuery:
    """Pages that have at least one thing asked for."""
    words = list(dict.fromkeys(word for term in asked for word in term.words))
    # As few queries as can be: SQLite works out the rank of a page once for each.
    chunks = (words[start : start + WORDS_IN_A_QUERY] for start in range(0, len(words), WORDS_IN_A_QUERY))
    return Or([PlainText(" ".join(chunk), operator="or") for chunk in chunks])
