"""The registry's API, version 2: pages of a search, studies by number, and the date of the data.

One request at a time, with a pause in between. What may pass is asked again with growing waits; what will not pass is
an error from `trials.registry.errors` at once. Records come as the registry gives them, unread.
"""

from __future__ import annotations

import datetime
import itertools
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import tenacity

from trials.registry.errors import (
    BadRequest,
    Moved,
    NotFound,
    NotJson,
    Refused,
    TokenRefused,
    UnexpectedAnswer,
    Unreachable,
)
from trials.registry.transport import Interrupted, RequestsTransport, Response, Transport

# Everything but results and documents, which can be a hundred times as long.
FIELDS = "ProtocolSection|DerivedSection|HasResults"
PAGE_SIZE = 200
BATCH = 100  # numbers in one request
PASSING = frozenset({429, 500, 502, 503, 504})
REDIRECTS = frozenset({301, 302, 307, 308})
MOST_REDIRECTS = 3


@dataclass(frozen=True)
class Version:
    """data_timestamp says which day's data this is. It has no time zone: compare it, and show only its date."""

    api_version: str
    data_timestamp: str


@dataclass(frozen=True)
class SearchPage:
    """studies: raw records, possibly none. next_token: None on the last page. total: on the first page only."""

    studies: list[Any]
    next_token: str | None
    total: int | None


@dataclass(frozen=True)
class Answer:
    """raw: the record, or None where the registry has none. nct_id: where an old number led, else as asked."""

    raw: Any
    nct_id: str


@dataclass(frozen=True)
class _Got:
    """An answer that stands. value: the JSON of a 200, else None."""

    response: Response
    url: str
    value: Any = None


class _Busy(Interrupted):
    """One of PASSING. wait: how many seconds the registry asks us to stay away, or None."""

    def __init__(self, status: int, wait: float | None) -> None:
        self.wait = wait
        asks = "" if wait is None else f" and asked us to wait {wait:.0f} seconds"
        super().__init__(f"it answered {status}{asks}")


class _NoData(Interrupted):
    """200 with something else than JSON."""


class Registry:
    """One registry, asked politely.

    pause: seconds between two requests. wait: the first and the longest wait before asking again, in seconds. attempts
    and total: how often, and for how many seconds, one request is tried. on_wait(seconds, reason) is called before
    such a wait, to tell whoever is watching.
    """

    def __init__(
        self,
        base_url: str,
        *,
        user_agent: str,
        pause: float = 1.0,
        transport: Transport | None = None,
        wait: tuple[float, float] = (1.0, 30.0),
        attempts: int = 6,
        total: float = 300.0,
        on_wait: Callable[[float, str], None] | None = None,
    ) -> None:
        if urlsplit(base_url).scheme not in ("http", "https") or not urlsplit(base_url).hostname:
            raise ValueError(f"The registry's address must begin with https:// or http://, not {base_url!r}.")
        self._base = base_url.rstrip("/")
        self._headers = {"User-Agent": user_agent, "Accept": "application/json"}
        self._pause = pause
        self._last = -pause
        self._transport = transport or RequestsTransport()
        self._backoff = tenacity.wait_exponential_jitter(multiplier=wait[0], max=wait[1], jitter=wait[0])
        self._attempts = attempts
        self._total = total
        self._on_wait = on_wait

    def __enter__(self) -> Registry:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._transport.close()

    def version(self) -> Version:
        got = self._ask("/version", {})
        stamp = self._part(got, "dataTimestamp", str)
        if not stamp:
            raise UnexpectedAnswer(got.url, "it has no date of the data")
        return Version(self._part(got, "apiVersion", str) or "", stamp)

    def pages(self, parameters: Mapping[str, str], token: str | None = None) -> Iterator[SearchPage]:
        """The pages of a search, one request each, asked for as they are taken.

        token: from an earlier page of the same search, to go on after it; TokenRefused then says to start over.
        """
        asked = {token} if token else set()
        same = {"fields": FIELDS, "pageSize": str(PAGE_SIZE), **parameters}
        while True:
            # The total is given on the first page only, and an empty token is refused.
            got = self._ask("/studies", {**same, "pageToken": token} if token else {**same, "countTotal": "true"})
            page = self._page(got)
            if page.next_token in asked:
                raise UnexpectedAnswer(got.url, "it gives the same page token twice, so the search would never end")
            yield page
            if page.next_token is None:
                return
            token = page.next_token
            asked.add(token)

    def studies_by_id(self, ids: Iterable[str]) -> list[Any]:
        """The raw records of these numbers. Numbers the registry lacks are left out; old ones bring the new record."""
        found = []
        numbers = iter(dict.fromkeys(ids))
        while batch := list(itertools.islice(numbers, BATCH)):
            for page in self.pages({"filter.ids": ",".join(batch)}):
                found.extend(page.studies)
        return found

    def study(self, nct_id: str) -> Answer:
        """One study. A number that was merged into another leads there."""
        try:
            got = self._ask(f"/studies/{quote(nct_id, safe='')}", {"fields": FIELDS})
        except NotFound as error:
            # A web page saying so is not the registry speaking: the address may be wrong, and the study still there.
            if error.is_web_page:
                raise
            return Answer(None, nct_id)
        if got.value is None:
            raise UnexpectedAnswer(got.url, "it has no study in it")
        number = urlsplit(got.url).path.rpartition("/")[2]
        return Answer(got.value, nct_id if number == quote(nct_id, safe="") else number)

    def _page(self, got: _Got) -> SearchPage:
        studies = self._part(got, "studies", list)
        if studies is None:
            raise UnexpectedAnswer(got.url, "it has no list of studies")
        return SearchPage(studies, self._part(got, "nextPageToken", str) or None, self._part(got, "totalCount", int))

    @staticmethod
    def _part(got: _Got, name: str, kind: type) -> Any:
        """A value of the answer, or None where it is absent."""
        if not isinstance(got.value, dict):
            raise UnexpectedAnswer(got.url, f"it is a {type(got.value).__name__}")
        value = got.value.get(name)
        if value is not None and type(value) is not kind:
            raise UnexpectedAnswer(got.url, f"`{name}` is a {type(value).__name__}")
        return value

    def _ask(self, path: str, params: Mapping[str, str]) -> _Got:
        """The answer to one question, after redirects within the registry, or an error."""
        url = self._base + path
        for _ in range(MOST_REDIRECTS + 1):
            got = self._persist(url, params)
            if got.response.status not in REDIRECTS:
                self._check(got, params)
                return got
            there = urljoin(url, got.response.headers.get("location", ""))
            if there == url or not _same_house(url, there):
                raise Moved(url, there)
            url, params = there, {} if urlsplit(there).query else params
        raise Moved(self._base + path, url)

    @staticmethod
    def _check(got: _Got, params: Mapping[str, str]) -> None:
        status, text = got.response.status, got.response.body.decode("utf-8", "replace")
        if status == HTTPStatus.BAD_REQUEST:
            # The same search was understood without a token, so it is the token.
            raise (TokenRefused if "pageToken" in params else BadRequest)(text, got.url)
        if status == HTTPStatus.FORBIDDEN:
            raise Refused(got.url)
        if status == HTTPStatus.NOT_FOUND:
            raise NotFound(got.url, is_web_page="html" in got.response.headers.get("content-type", ""))
        if status != HTTPStatus.OK:
            raise UnexpectedAnswer(got.url, f"it has the status {status}")

    def _persist(self, url: str, params: Mapping[str, str]) -> _Got:
        """Asks until there is an answer that stands, or gives up."""
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(Interrupted),
            wait=self._wait,
            stop=tenacity.stop_after_attempt(self._attempts) | tenacity.stop_before_delay(self._total),
            before_sleep=self._tell,
            reraise=True,
        )
        try:
            return retrying(self._once, url, params)
        except Interrupted as error:
            gave_up = NotJson if isinstance(error, _NoData) else Unreachable
            raise gave_up(url, retrying.statistics["attempt_number"], error.reason) from error

    def _once(self, url: str, params: Mapping[str, str]) -> _Got:
        time.sleep(max(self._last + self._pause - time.monotonic(), 0))
        try:
            response = self._transport.get(url, params, self._headers)
        finally:
            self._last = time.monotonic()
        if response.status in PASSING:
            raise _Busy(response.status, _seconds(response.headers.get("retry-after", "")))
        if response.status != HTTPStatus.OK:
            return _Got(response, url)
        try:
            return _Got(response, url, json.loads(response.body))
        except (ValueError, RecursionError):
            kind = response.headers.get("content-type", "") or "something without a name"
            raise _NoData(f"it sent {kind} that is not the data we asked for") from None

    def _wait(self, state: tenacity.RetryCallState) -> float:
        """Longer every time, and never shorter than the registry asks."""
        error = state.outcome.exception()
        asked = error.wait if isinstance(error, _Busy) and error.wait else 0.0
        return max(self._backoff(state), asked)

    def _tell(self, state: tenacity.RetryCallState) -> None:
        if self._on_wait:
            self._on_wait(state.upcoming_sleep, state.outcome.exception().reason)


def _same_house(here: str, there: str) -> bool:
    """Whether an address belongs to the same host, and is not less secure."""
    old, new = urlsplit(here), urlsplit(there)
    return new.hostname == old.hostname and new.scheme in ("https", old.scheme)


def _seconds(retry_after: str) -> float | None:
    """Retry-After as seconds from now; it is a number of seconds or a date. None where it is neither."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    now = datetime.datetime.now(datetime.UTC)
    return max((until.replace(tzinfo=until.tzinfo or datetime.UTC) - now).total_seconds(), 0.0)
