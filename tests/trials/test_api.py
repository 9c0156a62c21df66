"""The client brings whole and true answers from the registry, is polite to it, and says clearly what went wrong."""

from __future__ import annotations

import datetime
import itertools
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.utils import format_datetime
from typing import Any

import pytest

from trials.registry import errors
from trials.registry.api import Registry, SearchPage, Version
from trials.registry.transport import RequestsTransport, Response
from trials.standin import DATA_TIMESTAMP, Fault, StandIn, sample_records, serving

USER_AGENT = "SpineCare/test (+https://example.org/contact)"
EVERYTHING = {"sort": "StudyFirstPostDate:asc"}


@contextmanager
def asking(url: str, **options: Any) -> Iterator[Registry]:
    """A client in a hurry, so that the tests are quick."""
    quick = {"pause": 0.0, "wait": (0.01, 0.05)}
    with Registry(url, user_agent=USER_AGENT, **{**quick, **options}) as registry:
        yield registry


@contextmanager
def registry_with(*faults: Fault, **options: Any) -> Iterator[tuple[StandIn, Registry]]:
    with serving(faults=faults) as stand_in, asking(stand_in.url, **options) as registry:
        yield stand_in, registry


class Scripted:
    """A transport of our own, for answers no registry should give. The last one is given for ever."""

    def __init__(self, *answers: Response) -> None:
        self._answers = list(answers)
        self.asked: list[tuple[str, dict[str, str]]] = []

    def get(self, url: str, params: Mapping[str, str], headers: Mapping[str, str]) -> Response:
        self.asked.append((url, dict(params)))
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]

    def close(self) -> None:
        pass


def answer(value: Any, status: int = 200, **headers: str) -> Response:
    return Response(status, {"content-type": "application/json", **headers}, json.dumps(value).encode())


def numbers(pages: list[SearchPage]) -> list[str]:
    return [raw["protocolSection"]["identificationModule"]["nctId"] for page in pages for raw in page.studies]


def of(records: list[Any]) -> list[str]:
    return numbers([SearchPage(records, None, None)])


# What it asks


def test_the_date_of_the_data() -> None:
    with registry_with() as (_, registry):
        assert registry.version() == Version("2.0.5", DATA_TIMESTAMP)


def test_a_search_brings_every_record_once_and_unchanged() -> None:
    with registry_with() as (stand_in, registry):
        pages = list(registry.pages({**EVERYTHING, "pageSize": "7"}))
        assert [len(page.studies) for page in pages] == [7, 7, 7, 7, 2]
        assert sorted(numbers(pages)) == of(sample_records())
        assert {number: raw for page in pages for number, raw in zip(numbers([page]), page.studies, strict=True)} == (
            stand_in.records
        )


def test_the_total_is_asked_for_and_given_on_the_first_page_only() -> None:
    with registry_with() as (stand_in, registry):
        totals = [page.total for page in registry.pages({"pageSize": "12"})]
        assert totals == [len(sample_records()), None, None]
        assert [asked.query.get("countTotal") for asked in stand_in.requests] == ["true", None, None]
        assert [bool(asked.query.get("pageToken")) for asked in stand_in.requests] == [False, True, True]
        assert "pageToken" not in stand_in.requests[0].query


def test_an_empty_page_after_a_full_last_one_is_the_end_and_no_error() -> None:
    with registry_with() as (_, registry):
        pages = list(registry.pages({"pageSize": "10"}))
        assert [len(page.studies) for page in pages] == [10, 10, 10, 0]


def test_a_search_that_finds_nothing_is_one_empty_page() -> None:
    with registry_with() as (_, registry):
        assert list(registry.pages({"query.cond": "hiccups"})) == [SearchPage([], None, 0)]


def test_a_search_goes_on_where_it_was_left() -> None:
    with registry_with() as (stand_in, registry):
        whole = list(registry.pages({"pageSize": "8"}))
        rest = list(registry.pages({"pageSize": "8"}, token=whole[1].next_token))
        assert numbers(rest) == numbers(whole[2:])
        assert rest[0].total is None
        assert "countTotal" not in stand_in.requests[4].query


def test_pages_are_asked_for_only_as_they_are_taken() -> None:
    with registry_with() as (stand_in, registry):
        next(registry.pages({"pageSize": "5"}))
        assert len(stand_in.requests) == 1


def test_results_are_left_out_and_the_asker_is_named() -> None:
    with registry_with() as (stand_in, registry):
        list(registry.pages({}))
        registry.study("NCT99990001")
        for asked in stand_in.requests:
            assert asked.query["fields"] == "ProtocolSection|DerivedSection|HasResults"
            assert asked.headers["User-Agent"] == USER_AGENT
            assert asked.headers["Accept"] == "application/json"
            assert asked.headers["Accept-Encoding"] == "gzip"


def test_requests_keep_the_pause_between_them() -> None:
    with registry_with(pause=0.2) as (stand_in, registry):
        list(registry.pages({"pageSize": "15"}))
        registry.version()
        moments = [asked.at for asked in stand_in.requests]
        assert len(moments) == 4
        assert all(later - sooner >= 0.19 for sooner, later in itertools.pairwise(moments))


def test_many_numbers_are_asked_for_in_batches_and_each_once() -> None:
    asked_for = [f"NCT9999{place:04d}" for place in range(1, 251)]
    with registry_with() as (stand_in, registry):
        found = registry.studies_by_id([*asked_for, *asked_for])
        assert [len(asked.query["filter.ids"].split(",")) for asked in stand_in.requests] == [100, 100, 50]
    # NCT99990110 is an old number of NCT99990010, so this one comes twice, from two batches.
    assert of(found) == [*of(sample_records()), "NCT99990010"]


def test_no_numbers_are_no_request() -> None:
    with registry_with() as (stand_in, registry):
        assert registry.studies_by_id([]) == []
        assert stand_in.requests == []


def test_one_study() -> None:
    with registry_with() as (stand_in, registry):
        found = registry.study("NCT99990006")
        assert (found.nct_id, found.raw) == ("NCT99990006", stand_in.records["NCT99990006"])


def test_an_old_number_leads_to_the_study_that_has_it_now() -> None:
    with registry_with() as (stand_in, registry):
        stand_in.merge("NCT99990002", "NCT99990001")
        found = registry.study("NCT99990002")
        assert found.nct_id == "NCT99990001"
        assert of([found.raw]) == ["NCT99990001"]
        assert stand_in.requests[-1].query["fields"]


def test_a_number_the_registry_lacks_has_no_record() -> None:
    with registry_with() as (stand_in, registry):
        assert registry.study("NCT99998888").raw is None
        assert len(stand_in.requests) == 1


# What passes


PASSING = [
    *(Fault("status", status) for status in (429, 500, 502, 503, 504)),
    Fault("html"),
    Fault("cut"),
    Fault("reset"),
]


@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: f"{fault.kind}{fault.status or ''}")
def test_what_passes_is_asked_again_and_nothing_is_lost(fault: Fault) -> None:
    troubled = Fault(fault.kind, fault.status, on=1, times=2, path="/studies", page=2)
    waits: list[tuple[float, str]] = []
    with registry_with(troubled, on_wait=lambda *told: waits.append(told)) as (stand_in, registry):
        pages = list(registry.pages({"pageSize": "10"}))
        assert numbers(pages) == of(sample_records())
        assert len(stand_in.requests) == len(pages) + 2
    assert len(waits) == 2
    assert all(seconds > 0 and reason for seconds, reason in waits)


def test_a_short_answer_that_is_cut_is_asked_for_again() -> None:
    with registry_with(Fault("cut")) as (stand_in, registry):
        assert registry.version().data_timestamp == DATA_TIMESTAMP
        assert len(stand_in.requests) == 2


def test_the_registry_may_say_how_long_to_stay_away() -> None:
    waits: list[tuple[float, str]] = []
    with registry_with(Fault("status", 429, retry_after="1"), on_wait=lambda *told: waits.append(told)) as (
        stand_in,
        registry,
    ):
        registry.version()
        first, second = stand_in.requests
        assert second.at - first.at >= 1
    assert waits == [(1.0, "it answered 429 and asked us to wait 1 seconds")]


def test_it_may_say_so_as_a_date() -> None:
    later = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=2)).replace(microsecond=0)
    with registry_with(Fault("status", 503, retry_after=format_datetime(later, usegmt=True))) as (stand_in, registry):
        registry.version()
        assert len(stand_in.requests) == 2
        assert datetime.datetime.now(datetime.UTC) >= later


@pytest.mark.parametrize("retry_after", ["0", "soon", "Sun, 06 Nov 1994 08:49:37 GMT", "-5"])
def test_a_time_that_is_over_or_unreadable_is_no_wait(retry_after: str) -> None:
    with registry_with(Fault("status", 429, retry_after=retry_after)) as (stand_in, registry):
        registry.version()
        assert len(stand_in.requests) == 2


def test_waits_grow_to_the_longest_and_then_it_gives_up() -> None:
    waits: list[tuple[float, str]] = []
    with registry_with(Fault("status", 503, times=None), on_wait=lambda *told: waits.append(told)) as (
        stand_in,
        registry,
    ):
        with pytest.raises(errors.Unreachable, match=r"asked 6 times .*; the last time, it answered 503\.$"):
            registry.version()
        assert len(stand_in.requests) == 6
    seconds = [wait for wait, _ in waits]
    assert seconds == sorted(seconds)
    assert seconds[-1] == 0.05


@pytest.mark.parametrize("retry_after", ["3600", "9" * 400])
def test_a_wait_beyond_the_whole_time_is_not_waited_for(retry_after: str) -> None:
    with registry_with(Fault("status", 503, times=None, retry_after=retry_after)) as (stand_in, registry):
        with pytest.raises(errors.Unreachable, match="asked once"):
            registry.version()
        assert len(stand_in.requests) == 1


def test_web_pages_for_ever_are_told_from_other_trouble() -> None:
    with (
        registry_with(Fault("html", times=None), attempts=2) as (_, registry),
        pytest.raises(errors.NotJson, match="text/html"),
    ):
        registry.version()


def test_deeply_nested_nonsense_is_no_data() -> None:
    transport = Scripted(Response(200, {}, b"[" * 100_000))
    with asking("https://example.org", transport=transport, attempts=2) as registry, pytest.raises(errors.NotJson):
        registry.version()
    assert len(transport.asked) == 2


def test_nobody_there() -> None:
    with serving() as stand_in:
        url = stand_in.url
    with (
        asking(url, attempts=2) as registry,
        pytest.raises(errors.Unreachable, match=r"asked 2 times .*Connection refused"),
    ):
        registry.version()


@pytest.mark.parametrize("ask", [Registry.version, lambda registry: next(registry.pages({}))], ids=["short", "long"])
def test_a_body_that_only_drips_does_not_hold_us_up(ask: Callable[[Registry], Any]) -> None:
    transport = RequestsTransport(whole=0.3)
    with registry_with(Fault("slow", seconds=0.2), transport=transport, attempts=1) as (_, registry):
        began = time.monotonic()
        with pytest.raises(errors.Unreachable, match=r"not complete after 0\.3 seconds"):
            ask(registry)
        assert time.monotonic() - began < 1.6, "the whole body takes 1.8 seconds"


def test_silence_does_not_hold_us_up() -> None:
    transport = RequestsTransport(read=0.2)
    with (
        registry_with(Fault("slow", seconds=5), transport=transport, attempts=1) as (_, registry),
        pytest.raises(errors.Unreachable, match=r"nothing came for 0\.2 seconds"),
    ):
        registry.version()


def test_a_slow_answer_within_the_limits_is_taken() -> None:
    with registry_with(Fault("slow", seconds=0.02)) as (stand_in, registry):
        assert registry.version().data_timestamp == DATA_TIMESTAMP
        assert len(stand_in.requests) == 1


# What does not pass


def test_too_much_is_not_read() -> None:
    with registry_with(transport=RequestsTransport(largest=100_000)) as (stand_in, registry):
        with pytest.raises(errors.TooLarge, match="smaller pages"):
            list(registry.pages({}))
        assert len(stand_in.requests) == 1


def test_a_refusal_is_not_argued_with_and_names_the_way_out() -> None:
    with registry_with(Fault("status", 403)) as (stand_in, registry):
        with pytest.raises(errors.Refused, match="--from-file"):
            registry.version()
        assert len(stand_in.requests) == 1


def test_a_question_the_registry_does_not_understand_comes_back_with_its_words() -> None:
    with registry_with() as (stand_in, registry):
        with pytest.raises(errors.BadRequest, match=r"`query\.recrs` is unknown parameter") as caught:
            list(registry.pages({"query.recrs": "open"}))
        assert not isinstance(caught.value, errors.TokenRefused)
        assert caught.value.text == "`query.recrs` is unknown parameter"
        assert len(stand_in.requests) == 1


def test_a_forgotten_token_is_told_from_a_bad_question() -> None:
    with registry_with(Fault("token", page=2)) as (stand_in, registry):
        pages = registry.pages({"pageSize": "10"})
        next(pages)
        with pytest.raises(errors.TokenRefused):
            next(pages)
        assert len(stand_in.requests) == 2


def test_a_token_of_another_search_is_refused() -> None:
    with registry_with() as (_, registry):
        token = next(registry.pages({"pageSize": "2", "query.cond": "chordoma"})).next_token
        with pytest.raises(errors.TokenRefused):
            next(registry.pages({"pageSize": "2", "query.cond": "meningioma"}, token=token))


def test_a_token_given_twice_ends_the_search() -> None:
    transport = Scripted(answer({"studies": [1], "nextPageToken": "a"}), answer({"studies": [2], "nextPageToken": "a"}))
    with asking("https://example.org", transport=transport) as registry:
        pages = registry.pages({})
        assert next(pages).studies == [1]
        with pytest.raises(errors.UnexpectedAnswer, match="same page token"):
            next(pages)


def test_a_wrong_address_is_not_taken_for_a_missing_study() -> None:
    page = Response(404, {"content-type": "text/html"}, b"<h1>Not found</h1>")
    with (
        asking("https://example.org", transport=Scripted(page)) as registry,
        pytest.raises(errors.NotFound, match="address right"),
    ):
        registry.study("NCT99990001")


def test_an_empty_answer_is_not_taken_for_a_missing_study() -> None:
    with registry_with() as (stand_in, registry):
        stand_in.put(None, number="NCT99990001")
        with pytest.raises(errors.UnexpectedAnswer, match="no study in it"):
            registry.study("NCT99990001")


@pytest.mark.parametrize(
    "location", ["https://elsewhere.example.org/studies/NCT99990001", "http://example.org/studies/NCT99990001", ""]
)
def test_we_are_not_led_to_other_places(location: str) -> None:
    transport = Scripted(answer({}, 301, location=location))
    with asking("https://example.org", transport=transport) as registry, pytest.raises(errors.Moved):
        registry.study("NCT99990001")
    assert len(transport.asked) == 1


def test_we_are_not_led_in_circles() -> None:
    transport = Scripted(*(answer({}, 301, location=f"/studies/NCT9999000{place}") for place in range(1, 9)))
    with asking("https://example.org", transport=transport) as registry, pytest.raises(errors.Moved):
        registry.study("NCT99990000")
    assert len(transport.asked) == 4


@pytest.mark.parametrize(
    "value",
    [
        *(None, [], "studies", 7, {}, {"studies": None}, {"studies": {}}, {"studies": "none"}),
        *({"studies": [], "nextPageToken": 5}, {"studies": [], "totalCount": "3"}, {"studies": [], "totalCount": True}),
    ],
)
def test_a_page_of_another_form_is_an_error_and_not_an_empty_page(value: Any) -> None:
    with (
        asking("https://example.org", transport=Scripted(answer(value))) as registry,
        pytest.raises(errors.UnexpectedAnswer),
    ):
        list(registry.pages({}))


@pytest.mark.parametrize("value", [[], {}, {"dataTimestamp": ""}, {"dataTimestamp": 20261120}])
def test_data_without_a_date_is_an_error(value: Any) -> None:
    with (
        asking("https://example.org", transport=Scripted(answer(value))) as registry,
        pytest.raises(errors.UnexpectedAnswer),
    ):
        registry.version()


def test_records_of_any_form_come_through() -> None:
    odd = [None, 3, "text", [], {"protocolSection": 5}]
    with asking("https://example.org", transport=Scripted(answer({"studies": odd}))) as registry:
        assert next(registry.pages({})).studies == odd


def test_an_unknown_status_is_an_error() -> None:
    with registry_with(Fault("status", 418)) as (_, registry), pytest.raises(errors.UnexpectedAnswer, match="418"):
        registry.version()


@pytest.mark.parametrize("text", ["", "x" * 5000, "two\nlines\tand \x1b[31mred"])
def test_every_message_is_one_short_line(text: str) -> None:
    transport = Scripted(Response(400, {"content-type": "text/plain"}, text.encode()))
    with asking("https://example.org", transport=transport) as registry, pytest.raises(errors.BadRequest) as caught:
        registry.version()
    message = str(caught.value)
    assert message.isprintable()
    assert len(message) < 400


@pytest.mark.parametrize("address", ["", "clinicaltrials.gov/api/v2", "ftp://example.org", "https://"])
def test_an_address_that_cannot_be_asked_is_refused_at_once(address: str) -> None:
    with pytest.raises(ValueError, match="must begin with"):
        Registry(address, user_agent=USER_AGENT)


def test_a_name_that_cannot_be_sent_is_a_clear_error() -> None:
    with (
        serving() as stand_in,
        Registry(stand_in.url, user_agent="two\nlines", attempts=1) as registry,
        pytest.raises(errors.RegistryError, match="cannot be asked"),
    ):
        registry.version()
