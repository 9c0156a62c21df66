"""Whether somebody who searches may be in an emergency: they ask for something that stands on the emergency card."""

from __future__ import annotations

from django.http import HttpRequest

from spinecare.search.query import STOP_WORDS, terms, words_of

from .context import safety_for

# Words of the signs that are asked for without any sign.
NOT_TELLING = frozenset(words_of("back below between body cannot control line lose neck new pass severe trouble"))
SHORTEST = 3


def sounds_urgent(request: HttpRequest, typed: str) -> bool:
    """Whether what was typed shares a word, or the beginning of one, with a sign on the card."""
    card = safety_for(request).card
    if card is None or not typed:
        return False
    signs = {word for sign in card.signs for word in words_of(str(sign.value))} - NOT_TELLING - STOP_WORDS
    asked = {word for term in terms(typed) for word in term.words if len(word) >= SHORTEST}
    return any(sign.startswith(word) for sign in signs for word in asked)
