"""What the rules say to an author: the name of each fault, how to mend it, and the message for one place."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .advice import Advice

# In English because that is what is written here; translations say it in their own words.


@dataclass(frozen=True)
class Wording:
    """name: above the place in the panel. mend: what to do about it. message: the same for one place."""

    name: Promise
    mend: Promise
    message: Promise


WORDINGS = {
    "reading-grade": Wording(
        _("Hard to read"),
        _("Aim for grade 8 or lower. Shorter sentences and shorter words help most."),
        _("Reading grade %(grade)s, with %(words)s words in a sentence on average. Aim for %(target)s or lower."),
    ),
    "in-short-grade": Wording(
        _("“In short” is hard to read"),
        _("Aim for grade 6 or lower here. Many people read nothing else."),
        _("Reading grade %(grade)s, with %(words)s words in a sentence on average. Aim for %(target)s or lower here."),
    ),
    "long-sentence": Wording(
        _("Long sentence"),
        _("Make two sentences of it."),
        _("%(words)s words. Make two sentences of it: “%(excerpt)s”"),
    ),
    "passive": Wording(
        _("Passive voice"),
        _("Say who does it: “your surgeon removes the tumor”."),
        _("Who does it? Say so in place of “%(verb)s”: “%(excerpt)s”"),
    ),
    "jargon": Wording(
        _("A plainer word"),
        _("Use the plainer word, explain it where it is first used, or add it to the glossary."),
        _("In place of “%(word)s” write “%(plainer)s”, or explain it: “%(excerpt)s”"),
    ),
    "term-not-marked": Wording(
        _("A word of the glossary"),
        _("Mark its first use, so that readers can open the meaning where it stands."),
        _("“%(words)s” is in the glossary. In its place write %(mark)s: “%(excerpt)s”"),
    ),
    "absolute-claim": Wording(
        _("Absolute claim"),
        _("Say for whom and how often, or put the Fact or the source beside it. A page cannot be signed with it."),
        _("“%(words)s” claims too much. Say for whom and how often, or put a source beside it: “%(excerpt)s”"),
    ),
    "praise": Wording(
        _("Praise"),
        _("Say what it does and for whom. Praise helps nobody to decide."),
        _("“%(words)s” is praise. Say what it does and for whom: “%(excerpt)s”"),
    ),
    "number-outside-fact": Wording(
        _("Number outside a Fact"),
        _("Insert the Fact, so that the number has a source and changes everywhere at once."),
        _("Insert the Fact in place of “%(number)s”: “%(excerpt)s”"),
    ),
    "benefits-alone": Wording(
        _("Benefits without harms"),
        _("Say what may go wrong as well, or that it is not known."),
        _("“%(part)s” stands alone. Say what may go wrong as well, or that it is not known."),
    ),
    "harms-alone": Wording(
        _("Harms without benefits"),
        _("Say what it may do for people as well, or that it is not known."),
        _("“%(part)s” stands alone. Say what it may do for people as well, or that it is not known."),
    ),
    "missing-part": Wording(
        _("A part is missing"),
        _("Fill in the part. A page cannot be signed without it."),
        _("“%(part)s” is empty."),
    ),
    "unsourced-part": Wording(
        _("No source"),
        _("Insert a Fact, cite a source, or list it under “Sources”. A page cannot be signed without it."),
        _("“%(part)s” names no source, and the page lists none."),
    ),
    "link-text": Wording(
        _("Link text that says nothing"),
        _("Say where the link leads. Many people hear the links without the words around them."),
        _("“%(words)s” does not say where it leads."),
    ),
    "picture-description": Wording(
        _("Picture without a description"),
        _("Say what the picture shows, for people who cannot see it."),
        _("Say what the picture shows, for people who cannot see it."),
    ),
}


def message_of(advice: Advice) -> str:
    """What to say about one place."""
    words = {**advice.details, "excerpt": advice.short_excerpt}
    return str(WORDINGS[advice.rule].message) % words
