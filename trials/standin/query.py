"""The registry's query language, as far as the stand-in needs it.

Words, "phrases", AND, OR, NOT and parentheses; a comma, or nothing between two words, is AND. `AREA[Phase]` looks at
one field and is followed by a word, a phrase, MISSING, or, for dates, `RANGE[2026-09-01,MAX]`. The real registry also
finds related words; the stand-in only overlooks case and a final "s".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trials.registry.paths import at

IDENTIFICATION = "protocolSection.identificationModule"
STATUS = "protocolSection.statusModule"
AREAS = {
    "NCTId": f"{IDENTIFICATION}.nctId",
    "BriefTitle": f"{IDENTIFICATION}.briefTitle",
    "OfficialTitle": f"{IDENTIFICATION}.officialTitle",
    "Condition": "protocolSection.conditionsModule.conditions",
    "Keyword": "protocolSection.conditionsModule.keywords",
    "OverallStatus": f"{STATUS}.overallStatus",
    "StudyType": "protocolSection.designModule.studyType",
    "Phase": "protocolSection.designModule.phases",
    "StartDate": f"{STATUS}.startDateStruct.date",
    "StudyFirstPostDate": f"{STATUS}.studyFirstPostDateStruct.date",
    "LastUpdatePostDate": f"{STATUS}.lastUpdatePostDateStruct.date",
}
TITLES = ("BriefTitle", "OfficialTitle")
ABOUT = ("Condition", "Keyword", *TITLES)

TOKEN = re.compile(r'AREA\[([^\]]*)\]|RANGE\[([^\],]*),([^\]]*)\]|"([^"]*)"|([()])|[^\s()"\[\],]+|(,)|(\S)')
WORD = re.compile(r"\w+")
OPERATORS = ("AND", "OR", "NOT")

Test = Callable[[Any], bool]


class QueryError(Exception):
    """The query cannot be read. The message says why, as the registry's would."""


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str = ""
    last: str = ""


def matcher(query: str, areas: tuple[str, ...]) -> Test:
    """A test that says whether a raw record fits. Words without an AREA are looked for in `areas`."""
    return _Parser(_tokens(query), areas).whole()


def texts(record: Any, area: str) -> list[str]:
    """What the record says in one area. Most areas hold one text or none."""
    found = at(record, AREAS[area])
    return [item for item in (found if isinstance(found, list) else [found]) if isinstance(item, str)]


def _words(text: str) -> list[str]:
    words = [word.casefold() for word in WORD.findall(text)]
    return [word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words]


def _holds(text: str, phrase: list[str]) -> bool:
    words = _words(text)
    return any(words[place : place + len(phrase)] == phrase for place in range(len(words) - len(phrase) + 1))


def _tokens(query: str) -> list[_Token]:
    tokens = []
    for match in TOKEN.finditer(query):
        area, first, last, phrase, parenthesis, comma, odd = match.groups()
        if odd:
            raise QueryError(f"mismatched input '{odd}'")
        if area is not None:
            tokens.append(_Token("AREA", area))
        elif first is not None:
            tokens.append(_Token("RANGE", first.strip(), last.strip()))
        elif phrase is not None:
            tokens.append(_Token("words", phrase))
        elif parenthesis:
            tokens.append(_Token(parenthesis))
        elif comma:
            tokens.append(_Token("AND"))
        elif match[0] in (*OPERATORS, "MISSING"):
            tokens.append(_Token(match[0]))
        else:
            tokens.append(_Token("words", match[0]))
    return tokens


class _Parser:
    """NOT binds closest, then AND, then OR."""

    def __init__(self, tokens: list[_Token], areas: tuple[str, ...]) -> None:
        self._tokens = tokens
        self._areas = areas
        self._place = 0

    def whole(self) -> Test:
        test = self._either()
        if self._next():
            raise QueryError(f"mismatched input '{self._next()}'")
        return test

    def _next(self) -> str:
        return self._tokens[self._place].kind if self._place < len(self._tokens) else ""

    def _take(self) -> _Token:
        if not self._next():
            raise QueryError("mismatched input '<EOF>'")
        self._place += 1
        return self._tokens[self._place - 1]

    def _either(self) -> Test:
        tests = [self._both()]
        while self._next() == "OR":
            self._take()
            tests.append(self._both())
        return lambda record: any(test(record) for test in tests)

    def _both(self) -> Test:
        tests = [self._one()]
        while self._next() not in ("", "OR", ")"):
            if self._next() == "AND":
                self._take()
            tests.append(self._one())
        return lambda record: all(test(record) for test in tests)

    def _one(self) -> Test:
        token = self._take()
        if token.kind == "NOT":
            test = self._one()
            return lambda record: not test(record)
        if token.kind == "(":
            test = self._either()
            if self._take().kind != ")":
                raise QueryError("missing ')'")
            return test
        if token.kind == "AREA":
            return self._in_area(token.text)
        if token.kind == "words":
            return self._says(_words(token.text), self._areas)
        raise QueryError(f"mismatched input '{token.kind}'")

    def _in_area(self, area: str) -> Test:
        if area not in AREAS:
            raise QueryError(f"Unknown area name: `{area}`")
        token = self._take()
        if token.kind == "RANGE":
            return lambda record: any(_between(text, token) for text in texts(record, area))
        if token.kind == "MISSING":
            return lambda record: not texts(record, area)
        if token.kind == "words":
            return self._says(_words(token.text), (area,))
        raise QueryError(f"mismatched input '{token.kind}'")

    @staticmethod
    def _says(phrase: list[str], areas: tuple[str, ...]) -> Test:
        if not phrase:
            raise QueryError("no words to look for")
        return lambda record: any(_holds(text, phrase) for area in areas for text in texts(record, area))


def _between(text: str, token: _Token) -> bool:
    """Both ends count. Dates are written so that their order is the order of their letters."""
    return (token.text == "MIN" or token.text <= text) and (token.last == "MAX" or text <= token.last)
