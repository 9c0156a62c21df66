"""Marks in text: what an editor writes in braces and a reader sees filled in.

`{emergency_number}`, `{fact:surgery-walked}`, `{term:spinal-cord|cord}`: a kind, perhaps a key, perhaps words. A thing
is kept once and named wherever it is needed, so that a change to it shows everywhere. Braces are plain text: they work
in rich text, in one-line fields and in table cells alike, and they survive copying between pages.

A room registers its kinds with the Wagtail hook `register_mark_kinds`: a function that returns them. What stands in
braces and is of no registered kind is left as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Protocol

from django.http import HttpRequest
from django.utils.html import escape
from wagtail import hooks

HOOK = "register_mark_kinds"
MARK = re.compile(r"\{(?P<kind>[a-z_]+)(?::(?P<key>[a-z0-9][a-z0-9-]*))?(?:\|(?P<words>[^{}|<>]+))?\}")
# Where a mark becomes plain text: inside a tag, and inside what takes no link or button.
PLAIN = re.compile(r"<(title|script|textarea|a|button)\b.*?</\1>|<[^>]*>", re.DOTALL)
LINKS = ("a", "button")
# Where a link may stand but nothing that opens.
HEADING = re.compile(r"<(h[1-6]|summary)\b.*?</\1>", re.DOTALL)
# Stands in no text: databases refuse it.
BETWEEN_TEXTS = "\x00"
# What must not stand in a script, in the words of JSON.
IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


@dataclass(frozen=True)
class Mark:
    """One mark where it stands. `plain` says that no tags may stand there, `in_heading` that nothing may open there."""

    kind: str
    key: str = ""
    words: str = ""
    plain: bool = False
    in_heading: bool = False


@dataclass(frozen=True)
class Shown:
    """What a reader sees of a mark: as text alone, and as HTML where it stands in running text.

    in_link: HTML without links and buttons, for inside one; where there is none the text stands there.
    """

    text: str
    html: str
    in_link: str = ""

    @classmethod
    def of(cls, text: str) -> Shown:
        return cls(text, escape(text))


class MarkKind(Protocol):
    """One kind of mark. Late kinds are shown after the others, and may look at what those left on the request."""

    name: str
    late: bool

    def show(self, marks: Sequence[Mark], request: HttpRequest) -> Sequence[Shown]:
        """What to show for each mark of this kind on a page, in reading order. Called once for a page."""
        ...


def show_in_html(request: HttpRequest, html: str) -> str:
    """Fill in every mark of a page. Where there is none, nothing is looked up."""
    kinds = _kinds()
    places = [place for place in _places(html) if place.mark.kind in kinds]
    if not places:
        return html
    shown = _shown(kinds, [place.mark for place in places], request)
    pieces, end = [], 0
    for place, each in zip(places, shown, strict=True):
        pieces += [html[end : place.start], place.written(each)]
        end = place.end
    return "".join([*pieces, html[end:]])


def show_in_text(request: HttpRequest, text: str) -> str:
    """The same for a text without tags."""
    kinds = _kinds()
    found = [(match, _mark(match, plain=True)) for match in MARK.finditer(text) if match["kind"] in kinds]
    shown = _shown(kinds, [mark for _, mark in found], request)
    pieces, end = [], 0
    for (match, _), each in zip(found, shown, strict=True):
        pieces += [text[end : match.start()], each.text]
        end = match.end()
    return "".join([*pieces, text[end:]])


def show_each_in_text(request: HttpRequest, texts: Sequence[str]) -> list[str]:
    """The same for several texts at once: each kind is still asked once."""
    return show_in_text(request, BETWEEN_TEXTS.join(texts)).split(BETWEEN_TEXTS) if texts else []


def keys_in(text: str, kind: str) -> list[str]:
    """The keys of one kind that a stored text names, in reading order."""
    return [match["key"] for match in MARK.finditer(text) if match["kind"] == kind and match["key"]]


@dataclass(frozen=True)
class _Place:
    """Where a mark stands in a page."""

    mark: Mark
    start: int
    end: int
    within: str = ""

    def written(self, shown: Shown) -> str:
        if self.within == "script":
            return "".join(IN_SCRIPT.get(each, each) for each in json.dumps(shown.text, ensure_ascii=False)[1:-1])
        if self.within in LINKS:
            return shown.in_link or escape(shown.text)
        return escape(shown.text) if self.mark.plain else shown.html


def _places(html: str) -> Iterator[_Place]:
    tags, headings = _Spans(PLAIN, html), _Spans(HEADING, html)
    for match in MARK.finditer(html):
        tag, heading = tags.around(match), headings.around(match)
        mark = _mark(match, plain=tag is not None, in_heading=heading is not None)
        yield _Place(mark, match.start(), match.end(), within=(tag[1] or "") if tag else "")


class _Spans:
    """What a pattern finds in a page, for marks that are asked about in reading order."""

    def __init__(self, pattern: re.Pattern[str], html: str) -> None:
        self.found = pattern.finditer(html)
        self.span = next(self.found, None)

    def around(self, mark: re.Match[str]) -> re.Match[str] | None:
        while self.span and self.span.end() <= mark.start():
            self.span = next(self.found, None)
        return self.span if self.span and self.span.start() <= mark.start() else None


def _mark(match: re.Match[str], *, plain: bool, in_heading: bool = False) -> Mark:
    return Mark(match["kind"], match["key"] or "", unescape(match["words"] or ""), plain, in_heading)


def _kinds() -> dict[str, MarkKind]:
    return {kind.name: kind for kinds in hooks.get_hooks(HOOK) for kind in kinds()}


def _shown(kinds: dict[str, MarkKind], marks: Sequence[Mark], request: HttpRequest) -> list[Shown]:
    """What to show for each mark, each kind asked once, the late ones last."""
    present = {mark.kind for mark in marks}
    answers = {}
    for kind in sorted((kind for kind in kinds.values() if kind.name in present), key=lambda kind: kind.late):
        answers[kind.name] = iter(kind.show([mark for mark in marks if mark.kind == kind.name], request))
    return [next(answers[mark.kind]) for mark in marks]
