"""What a change to a fact does to every text that names it: the words around it, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from wagtail.models import Page

from spinecare.core.marks import keys_in, show_each_in_text
from spinecare.signoff.content import Content, leaves, words_of

from .models import Fact, FactUse
from .shown import DRAFTS, KIND
from .uses import stored_words, texts_of

PARAGRAPHS = ["p", "li", "td", "th", "dd", "h2", "h3", "h4", "blockquote"]


@dataclass(frozen=True)
class Passage:
    """One paragraph that names the fact. place: the field it stands in, as the editing form calls it."""

    place: str
    before: str
    after: str

    @property
    def changes(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Effect:
    """What one text would say. use: whether readers see it, and whether only its draft names the fact."""

    text: models.Model
    use: FactUse
    passages: tuple[Passage, ...]

    @property
    def is_page(self) -> bool:
        return isinstance(self.text, Page)


def effects_of(fact: Fact) -> list[Effect]:
    """What publishing the newest draft of a fact would change, text by text."""
    uses = list(FactUse.objects.filter(fact_key=fact.key).select_related("content_type"))
    texts = texts_of(uses)
    found = [(use, text) for use in uses if (text := texts.get((use.content_type_id, use.object_id))) is not None]
    found.sort(key=lambda pair: (not isinstance(pair[1], Page), str(pair[1]).casefold()))
    written = [(use, text, list(_paragraphs(text, use, fact.key))) for use, text in found]
    raw = [paragraph for _use, _text, paragraphs in written for _place, paragraph in paragraphs]
    shown = iter(zip(_shown(raw), _shown(raw, in_draft=fact.key), strict=True))
    return [
        Effect(text, use, tuple(Passage(place, *next(shown)) for place, _paragraph in paragraphs))
        for use, text, paragraphs in written
    ]


def _paragraphs(text: models.Model, use: FactUse, key: str) -> Iterator[tuple[str, str]]:
    """The paragraphs that name a fact, with their marks, each after the name of its field."""
    for place, value in leaves(words_of(_content(text, use))):
        if isinstance(value, str) and key in keys_in(value, KIND):
            for paragraph in _split(value, key):
                yield _name(text, str(place[0])), paragraph


def _content(text: models.Model, use: FactUse) -> Content:
    """What readers see, or the newest draft where readers see nothing of the fact yet."""
    if use.in_live or not getattr(text, "latest_revision_id", None):
        return stored_words(text)
    return text.latest_revision.content


def _split(value: str, key: str) -> Iterator[str]:
    soup = BeautifulSoup(value, "html.parser")
    innermost = [each for each in soup.find_all(PARAGRAPHS) if not each.find(PARAGRAPHS)] or [soup]
    for element in innermost:
        for line_break in element.find_all("br"):
            line_break.replace_with(" ")
        words = " ".join(element.get_text().split())
        if key in keys_in(words, KIND):
            yield words


def _name(text: models.Model, field: str) -> str:
    return capfirst(str(text._meta.get_field(field).verbose_name))


def _shown(paragraphs: list[str], in_draft: str = "") -> list[str]:
    request = HttpRequest()
    setattr(request, DRAFTS, frozenset({in_draft}))
    return show_each_in_text(request, paragraphs)
