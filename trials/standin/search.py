"""What a search asks, and its answer: the parameters of `/studies`, and pages with opaque tokens."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trials.registry.paths import at
from trials.standin.query import ABOUT, TITLES, QueryError, matcher, texts
from trials.standin.shelf import Shelf, aliases_of

QUERIES = {"query.cond": ABOUT, "query.term": ABOUT, "query.titles": TITLES, "filter.advanced": ABOUT}
PAGING = ("countTotal", "pageSize", "pageToken")
KNOWN = (*QUERIES, *PAGING, "filter.ids", "filter.overallStatus", "fields", "sort", "format", "markupFormat")
# The registry knows these too. To accept and ignore one would give an answer to another question.
NOT_HERE = (
    *(f"query.{name}" for name in ("locn", "intr", "outc", "spons", "lead", "id", "patient")),
    *("filter.geo", "filter.synonyms", "aggFilters", "geoDecay"),
    *(f"postFilter.{name}" for name in ("overallStatus", "geo", "ids", "advanced", "synonyms")),
)
STATUSES = (
    "ACTIVE_NOT_RECRUITING",
    "COMPLETED",
    "ENROLLING_BY_INVITATION",
    "NOT_YET_RECRUITING",
    "RECRUITING",
    "SUSPENDED",
    "TERMINATED",
    "WITHDRAWN",
    "AVAILABLE",
    "NO_LONGER_AVAILABLE",
    "TEMPORARILY_NOT_AVAILABLE",
    "APPROVED_FOR_MARKETING",
    "WITHHELD",
    "UNKNOWN",
)
SORTED_BY = ("StudyFirstPostDate", "LastUpdatePostDate", "StartDate")
SECTIONS = {
    "ProtocolSection": "protocolSection",
    "ResultsSection": "resultsSection",
    "AnnotationSection": "annotationSection",
    "DocumentSection": "documentSection",
    "DerivedSection": "derivedSection",
    "HasResults": "hasResults",
}
PAGE_SIZE, LARGEST_PAGE = 10, 1000
LIST = re.compile(r"[,|]")
NUMBER = re.compile(r"[Nn][Cc][Tt]0*[1-9][0-9]{0,7}")


class ParameterError(Exception):
    """A parameter the registry would answer with 400. The message is the text it answers."""


@dataclass(frozen=True)
class Place:
    """Where in a search a page begins: how many studies came before, and the number of the page, from 1."""

    before: int = 0
    page: int = 1


def search(parameters: Mapping[str, str], shelf: Shelf) -> dict[str, Any]:
    """One page: `studies`, the next page's token where there may be one, and on the first page the total if asked."""
    check_names(parameters, KNOWN)
    here = place(parameters)
    size = _page_size(parameters)
    wanted = parts(parameters)
    found = _sorted(_found(parameters, shelf), parameters)
    records = found[here.before : here.before + size]
    page: dict[str, Any] = {"studies": [only(record, wanted) for record in records]}
    if here.page == 1 and _yes(parameters, "countTotal"):
        page["totalCount"] = len(found)
    if len(records) == size:
        # Also where nothing follows: the registry finds out when it is asked for the next page.
        page["nextPageToken"] = _token(Place(here.before + size, here.page + 1), parameters)
    return page


def check_names(parameters: Mapping[str, str], known: tuple[str, ...]) -> None:
    for name in parameters:
        if name in NOT_HERE:
            raise ParameterError(f"`{name}` is something the stand-in cannot answer")
        if name not in known:
            raise ParameterError(f"`{name}` is unknown parameter")
    if parameters.get("format", "json") != "json" or parameters.get("markupFormat", "markdown") != "markdown":
        raise ParameterError("The stand-in answers with json and markdown only")


def number(text: str) -> str:
    """The number as the registry writes it, from "nct123"."""
    if not NUMBER.fullmatch(text):
        raise ParameterError(f"NCT Number {text} has incorrect format")
    return f"NCT{int(text[3:]):08d}"


def place(parameters: Mapping[str, str]) -> Place:
    """The page asked for. A token counts only with the parameters it was given out for."""
    if "pageToken" not in parameters:
        return Place()
    token = parameters["pageToken"]
    try:
        before, page, asked_for = json.loads(base64.urlsafe_b64decode(token.encode()))
    except (ValueError, TypeError, binascii.Error):
        raise ParameterError(f"Invalid value in parameter `pageToken`: `{token}`") from None
    if asked_for != _fingerprint(parameters):
        raise ParameterError("`pageToken` was given out for other parameters")
    return Place(before, page)


def parts(parameters: Mapping[str, str]) -> tuple[str, ...]:
    """The sections of a record that `fields` asks for; none named is all of them."""
    if "fields" not in parameters:
        return ()
    names = LIST.split(parameters["fields"])
    for name in names:
        if name not in SECTIONS:
            raise ParameterError(f"`fields` contains invalid field name: '{name}'")
    return tuple(SECTIONS[name] for name in names)


def only(record: Any, wanted: tuple[str, ...]) -> Any:
    if not wanted or not isinstance(record, dict):
        return record
    return {name: value for name, value in record.items() if name in wanted}


def _found(parameters: Mapping[str, str], shelf: Shelf) -> list[Any]:
    tests = []
    for name, areas in QUERIES.items():
        if name in parameters:
            try:
                tests.append(matcher(parameters[name], areas))
            except QueryError as error:
                raise ParameterError(f"Error parsing query in `{name}`: {error}") from None
    statuses = LIST.split(parameters.get("filter.overallStatus", ""))
    for status in filter(None, statuses):
        if status not in STATUSES:
            raise ParameterError(f"Invalid value in parameter `overallStatus`: `{status}`")
    if any(statuses):
        tests.append(lambda record: at(record, "protocolSection.statusModule.overallStatus") in statuses)
    numbers = {number(text) for text in LIST.split(parameters["filter.ids"])} if "filter.ids" in parameters else None
    return [
        record
        for own, record in shelf.items()
        if all(test(record) for test in tests) and (numbers is None or numbers & {own, *aliases_of(record)})
    ]


def _sorted(records: list[Any], parameters: Mapping[str, str]) -> list[Any]:
    """By up to two dates. Newest first unless ":asc" asks otherwise; records without the date come last."""
    keys = [key for key in LIST.split(parameters.get("sort", "")) if key and key != "@relevance"]
    if len(keys) > 2:
        raise ParameterError("`sort` has more than 2 values")
    for key in reversed(keys):
        area, _, direction = key.partition(":")
        if area not in SORTED_BY or direction not in ("", "asc", "desc"):
            raise ParameterError(f"Invalid value in parameter `sort`: `{key}`")
        dated = [record for record in records if texts(record, area)]
        dated.sort(key=lambda record, area=area: texts(record, area), reverse=direction != "asc")
        records = dated + [record for record in records if not texts(record, area)]
    return records


def _page_size(parameters: Mapping[str, str]) -> int:
    text = parameters.get("pageSize", "0")
    if not text.isdecimal():
        raise ParameterError(f"Invalid value in parameter `pageSize`: `{text}`")
    return min(int(text), LARGEST_PAGE) or PAGE_SIZE


def _yes(parameters: Mapping[str, str], name: str) -> bool:
    text = parameters.get(name, "false")
    if text not in ("true", "false"):
        raise ParameterError(f"Invalid value in parameter `{name}`: `{text}`")
    return text == "true"


def _token(there: Place, parameters: Mapping[str, str]) -> str:
    content = json.dumps([there.before, there.page, _fingerprint(parameters)])
    return base64.urlsafe_b64encode(content.encode()).decode()


def _fingerprint(parameters: Mapping[str, str]) -> str:
    kept = sorted((name, value) for name, value in parameters.items() if name not in PAGING)
    return hashlib.sha256(json.dumps(kept).encode()).hexdigest()[:12]
