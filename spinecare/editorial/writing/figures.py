"""How hard a draft is to read, in figures an author can act on. No Django in here."""

from __future__ import annotations

from dataclasses import dataclass

from ..plain_language import COUNTED, Reading, is_paragraph, measure
from .draft import Draft, Paragraph

# The house keeps to 20 words; a sentence is pointed at when it is well beyond.
LONGEST_SENTENCE = 25


@dataclass(frozen=True)
class Figures:
    """The figures of a page, None where there is no sentence to measure."""

    whole: Reading | None
    in_short: Reading | None
    longest_sentence: int

    @classmethod
    def of(cls, draft: Draft, known_terms: frozenset[str] = frozenset()) -> Figures:
        in_short = draft.within(draft.in_short) if draft.in_short else []
        lengths = [length(sentence) for each in draft.running_text for sentence in each.sentences]
        return cls(
            whole=measure(_texts(draft.running_text), known_terms),
            in_short=measure(_texts(in_short), known_terms),
            longest_sentence=max(lengths, default=0),
        )


def length(sentence: str) -> int:
    """The words of a sentence, numbers among them."""
    return len(COUNTED.findall(sentence))


def _texts(paragraphs: list[Paragraph]) -> list[str]:
    return [each.text for each in paragraphs if is_paragraph(each.text)]
