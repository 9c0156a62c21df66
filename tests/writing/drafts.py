"""Pages as the layouts would render them, from as few words as a test needs."""

from __future__ import annotations

from collections.abc import Sequence

from spinecare.editorial.writing.advice import Advice
from spinecare.editorial.writing.draft import Draft
from spinecare.editorial.writing.rules import Look, advice_on

FRAME = """<!doctype html><html><body><header><nav><a href="/">Click here</a></nav></header>
<main id="main"><article class="page"><header class="page__header"><h1>A page</h1>{opening}</header>
<section class="emergency-card"><p>Only 911 is always best.</p></section>
{sections}
{sources}</article></main><footer><p>The world-class 99.</p></footer></body></html>"""


def page(*sections: str, opening: str = "", sources: bool = True) -> str:
    """A whole page, with words in its frame that no rule may look at."""
    listed = '<section id="sources"><ol><li id="source-one">A study, 2005. The best care, 12.</li></ol></section>'
    return FRAME.format(opening=opening, sections="".join(sections), sources=listed if sources else "")


def section(html: str, anchor: str = "what-it-is", heading: str = "What it is", template: str = "prose") -> str:
    opening = f'<section id="{anchor}" class="part part--{template}">'
    return f'{opening}<h2>{heading}</h2><div class="prose">{html}</div></section>'


def in_short(html: str) -> str:
    return f'<section id="in-short" class="in-short"><h2 id="in-short-heading">In short</h2>{html}</section>'


def paragraph(words: str) -> str:
    """A page of one paragraph."""
    return page(section(f"<p>{words}</p>"))


def advice_for(html: str, known_terms: Sequence[str] = (), missing: Sequence[str] = ()) -> list[Advice]:
    draft = Draft.of(html)
    assert draft is not None
    return advice_on(Look(draft, frozenset(known_terms), tuple(missing)))


def names(html: str, **given: Sequence[str]) -> list[str]:
    """The rules that have something to say, once for each place."""
    return [advice.rule for advice in advice_for(html, **given)]
