"""What a reader asks for is what they get: every filter, alone, through the page itself."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import Client

from trials.finder.filters import Filters
from trials.models import Study

from .asking import ask, at, clear_the_list, found, numbers, put_trial, raw_site, total, words

pytestmark = pytest.mark.django_db
NAMES = ("q", "status", "phase", "age", "sex", "type", "treatment", "country", "place", "sort")


@pytest.fixture(autouse=True)
def _nothing_else(db: None) -> None:
    clear_the_list()


def with_age(low: str | None, high: str | None) -> dict:
    """The module of a record with these ages; None leaves one out."""
    return {"eligibilityModule": {"minimumAge": low, "maximumAge": high}}


def test_without_a_choice_only_what_can_be_joined_now_or_soon(client: Client) -> None:
    for number, status in enumerate(("RECRUITING", "NOT_YET_RECRUITING", "COMPLETED", "SUSPENDED"), start=1001):
        put_trial(number, status=status)
    assert found(client) == {1001, 1002}
    assert found(client, "status=any") == {1001, 1002, 1003, 1004}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=recruiting", {1001}),
        ("status=not-yet-recruiting", {1002}),
        ("status=enrolling-by-invitation", {1003}),
        ("status=active-not-recruiting", {1004}),
        ("status=suspended", {1005}),
        ("status=completed", {1006}),
        ("status=terminated", {1007}),
        ("status=withdrawn", {1008}),
        ("status=unknown", {1009}),
        ("status=available", {1010}),
        ("status=completed&status=terminated", {1006, 1007}),
        ("status=RECRUITING", {1001}),
    ],
)
def test_status(client: Client, query: str, expected: set[int]) -> None:
    statuses = (
        "RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING", "SUSPENDED",
        "COMPLETED", "TERMINATED", "WITHDRAWN", "UNKNOWN", "AVAILABLE",
    )  # fmt: skip
    for number, status in enumerate(statuses, start=1001):
        put_trial(number, status=status)
    assert found(client, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("phase=early-1", {1001}),
        ("phase=1", {1002, 1003}),
        ("phase=2", {1003, 1004}),
        ("phase=3", {1004}),
        ("phase=4", set()),
        ("phase=none", {1005, 1006}),
        ("phase=1&phase=3", {1002, 1003, 1004}),
    ],
)
def test_phase_2_finds_those_that_join_two_phases(client: Client, query: str, expected: set[int]) -> None:
    phases = (["EARLY_PHASE1"], ["PHASE1"], ["PHASE1", "PHASE2"], ["PHASE2", "PHASE3"], ["NA"], [])
    for number, each in enumerate(phases, start=1001):
        put_trial(number, designModule={"phases": each})
    assert found(client, query) == expected


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (0, {1002, 1004, 1005}),
        (1, {1002, 1004}),
        (17, {1002, 1004}),
        (18, {1001, 1003, 1004}),
        (75, {1001, 1003, 1004}),
        (76, {1001, 1004}),
        (120, {1001, 1004}),
    ],
)
def test_age_counts_the_whole_year_of_life(client: Client, age: int, expected: set[int]) -> None:
    """ "75 Years" lasts to the day before the 76th birthday; "6 Months" is within the first year."""
    limits = (("18 Years", None), (None, "17 Years"), ("18 Years", "75 Years"), (None, None), (None, "6 Months"))
    for number, (low, high) in enumerate(limits, start=1001):
        put_trial(number, **with_age(low, high))
    assert found(client, f"age={age}") == expected


def test_sex_leaves_out_only_what_is_for_the_other(client: Client) -> None:
    for number, sex in enumerate(("FEMALE", "MALE", "ALL", ""), start=1001):
        put_trial(number, eligibilityModule={"sex": sex})
    assert found(client, "sex=female") == {1001, 1003, 1004}
    assert found(client, "sex=MALE") == {1002, 1003, 1004}


def test_tumor_type_and_treatment(client: Client) -> None:
    put_trial(1001, types=("chordoma", "ependymoma"), treatments=("surgery",))
    put_trial(1002, types=("chordoma",), treatments=("proton-therapy",))
    put_trial(1003)
    assert found(client, "type=chordoma") == {1001, 1002}
    assert found(client, "type=ependymoma&type=meningioma") == {1001}
    assert found(client, "treatment=surgery&treatment=proton-therapy") == {1001, 1002}
    assert found(client, "type=chordoma&treatment=surgery") == {1001}


def test_country_by_code_or_name_counts_only_places_to_go_to(client: Client) -> None:
    put_trial(1001, **at(raw_site("Houston", "Texas"), raw_site("Paris", country="France", status="COMPLETED")))
    put_trial(1002, **at(raw_site("Lyon", country="France")))
    put_trial(1003, **at(raw_site("Seoul", country="Korea, Republic of")))
    for query in ("country=FR", "country=fr", "country=France", "country=france"):
        assert found(client, query) == {1002}, query
    assert found(client, "country=south+korea") == {1003}
    assert found(client, "country=US&country=KR") == {1001, 1003}


def test_a_closed_site_is_no_place_to_go_to(client: Client) -> None:
    put_trial(1001, **at(raw_site("Houston", "Texas", status="COMPLETED"), raw_site("Boston", "Massachusetts")))
    put_trial(1002, **at(raw_site("Houston", "Texas")))
    assert found(client, "place=Houston") == {1002}
    assert found(client, "place=Boston") == {1001}


@pytest.mark.parametrize("place", ["Houston", "houston tx", "Texas, Houston", "HOUSTON", "Houst", "tx", "Texas", "USA"])
def test_a_place_is_found_however_it_is_written(client: Client, place: str) -> None:
    put_trial(1001, **at(raw_site("Houston", "Texas")))
    put_trial(1002, **at(raw_site("São Paulo", country="Brazil")))
    assert found(client, f"place={place}") == {1001}
    assert found(client, "place=sao+paulo") == {1002}


def test_two_letters_are_a_whole_word(client: Client) -> None:
    put_trial(1001, **at(raw_site("Lansing", "Michigan")))
    put_trial(1002, **at(raw_site("New Orleans", "Louisiana")))
    assert found(client, "place=la") == {1002}


def test_place_and_country_are_of_one_site(client: Client) -> None:
    """London in Canada is not London in the United Kingdom, even for a trial that has sites in both countries."""
    put_trial(1001, **at(raw_site("London", "Ontario", "Canada"), raw_site("Leeds", country="United Kingdom")))
    put_trial(1002, **at(raw_site("London", country="United Kingdom")))
    assert found(client, "place=London&country=GB") == {1002}
    assert found(client, "place=London&country=CA") == {1001}
    assert found(client, "place=London") == {1001, 1002}


def test_words_are_found_in_our_text_and_the_registrys(client: Client) -> None:
    page = put_trial(1001, title="SAMPLE: zirconium", conditionsModule={"keywords": ["quetiapine"]})
    page.summary = "Something about marmalade."
    page.save_revision().publish()
    put_trial(1002)
    for query in ("q=zirconium", "q=quetiapine", "q=marmalade", "q=marmalade+zirconium", "q=MARMALADES"):
        assert found(client, query) == {1001}, query
    assert found(client, "q=marmalade+xylophone") == set()


@pytest.mark.parametrize("typed", ["NCT00001001", "nct00001001", "NCT 1001", "nct1001", "NCT00009999"])
def test_a_number_is_found_however_it_is_written_and_an_older_one_too(client: Client, typed: str) -> None:
    put_trial(1001, identificationModule={"nctIdAliases": ["NCT00009999"]})
    put_trial(1002)
    assert found(client, f"q={typed}") == {1001}


@pytest.mark.parametrize("state", [Study.State.GONE, Study.State.MERGED])
def test_what_the_registry_no_longer_has_is_not_found(client: Client, state: str) -> None:
    put_trial(1001)
    put_trial(1002)
    Study.objects.filter(nct_id="NCT00001001").update(state=state)
    assert found(client, "status=any") == {1002}


def test_a_draft_is_not_found(client: Client) -> None:
    put_trial(1001, live=False, title="SAMPLE: zirconium")
    for query in ("", "status=any", "q=zirconium", "q=NCT00001001", "place=Houston"):
        assert found(client, query) == set()


def test_open_ones_stand_first_and_other_orders_can_be_had(client: Client) -> None:
    days = {"posted": ("2026-01-03", "2026-01-02", "2026-01-01"), "updated": ("2026-02-01", "2026-02-02", "2026-02-03")}
    for place, status in enumerate(("COMPLETED", "NOT_YET_RECRUITING", "RECRUITING")):
        dates = {
            "studyFirstPostDateStruct": {"date": days["posted"][place]},
            "lastUpdatePostDateStruct": {"date": days["updated"][place]},
        }
        put_trial(1001 + place, statusModule={**dates, "overallStatus": status})
    put_trial(1004, statusModule={"lastUpdatePostDateStruct": None, "studyFirstPostDateStruct": None})
    assert numbers(ask(client, "status=any")) == [1003, 1004, 1002, 1001]
    assert numbers(ask(client, "status=any&sort=updated")) == [1003, 1002, 1001, 1004]
    assert numbers(ask(client, "status=any&sort=newest")) == [1001, 1002, 1003, 1004]


def test_every_trial_stands_on_exactly_one_page_of_the_list(client: Client) -> None:
    for number in range(1001, 1024):
        put_trial(number)
    pages = [numbers(ask(client, f"page={page}")) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [10, 10, 3]
    assert sorted(number for page in pages for number in page) == list(range(1001, 1024))
    assert total(ask(client)) == 23
    assert numbers(ask(client, "page=99")) == pages[2]


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("age=abc", "We did not understand age “abc”. Write it in whole years, from 0 to 120."),
        ("age=-1", "We did not understand age “-1”. Write it in whole years, from 0 to 120."),
        ("age=121", "We did not understand age “121”. Write it in whole years, from 0 to 120."),
        ("age=٣", "We did not understand age “٣”. Write it in whole years, from 0 to 120."),
        ("country=Atlantis", "We did not understand country “Atlantis”."),
        ("type=nonsense", "We did not understand tumor type “nonsense”."),
        ("type=Not+a+slug", "We did not understand tumor type “Not a slug”."),
        ("treatment=nonsense", "We did not understand treatment “nonsense”."),
        ("status=maybe", "We did not understand status “maybe”."),
        ("phase=9", "We did not understand phase “9”."),
        ("sex=x", "We did not understand sex “x”."),
        ("sort=price", "We did not understand order “price”."),
        ("q=!!!", "We did not understand words “!!!”."),
        ("place=...", "We did not understand place “...”. Write a town, a state or a ZIP code."),
    ],
)
def test_what_cannot_be_understood_is_left_out_and_said(client: Client, query: str, complaint: str) -> None:
    put_trial(1001)
    html = ask(client, query)
    assert words(html, "[role=alert]") == [complaint]
    assert numbers(html) == [1001]
    assert found(client, f"{query}&status=completed") == set(), "the other filters still hold"


ODD_VALUES = (
    "", "+", "%27%22%3E%3Cscript%3E", "%E2%80%AE", "%F0%9F%A6%84", "%25", "_", "%5C", "9" * 400, "(", "a" * 3000,
    "NULL", "OR", "*", "%22", "%EF%BF%BF", "%CC%81", "AND+OR", "-1", "1e9", "%0A", "%EF%B7%BA",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_odd_values_show_a_page(client: Client, name: str) -> None:
    for value in ODD_VALUES:
        assert client.get(f"/trials/?{name}={value}").status_code == 200, value


@pytest.mark.parametrize("address", ["/trials/feed/", "/trials/places/"])
def test_odd_values_show_a_feed_and_the_places(client: Client, address: str) -> None:
    for value in ODD_VALUES:
        query = "&".join(f"{name}={value}" for name in NAMES if len(value) < 300)
        assert client.get(f"{address}?{query}").status_code == 200, value


@pytest.mark.parametrize("value", ["%00", "%FF", "a" * 10_240])
def test_what_no_honest_browser_sends_is_refused_before_the_finder(client: Client, value: str) -> None:
    for address in ("/trials/", "/trials/feed/", "/trials/places/"):
        assert client.get(f"{address}?q={value}").status_code in (400, 414)


@pytest.mark.parametrize(
    "value", ["\x00", "a\x00b", "\ud800", "%", "9" * 10_240, "\u202e", "(" * 5000, " ".join("ab" * 5000)]
)
@pytest.mark.parametrize("name", NAMES)
def test_an_address_of_any_size_can_be_read_and_written(name: str, value: str) -> None:
    """Behind another front than ours it could come that far."""
    query = QueryDict(mutable=True)
    query[name] = value
    filters = Filters.from_query(query)
    assert Filters.from_query(QueryDict(filters.query)) == filters


def test_an_address_is_always_written_in_one_way() -> None:
    several = "status=completed&country=us&country=France&phase=3&phase=1&type=b&type=a&age=050&sort=open-first"
    filters = Filters.from_query(QueryDict(several))
    assert filters.query == "type=a&type=b&country=FR&country=US&age=50&status=completed&phase=1&phase=3"
    assert Filters.from_query(QueryDict(filters.query)) == Filters.from_query(QueryDict(filters.query + "&page=3"))
    for usual in ("", "status=recruiting&status=not-yet-recruiting", "sort=open-first", "q=&place=+&age="):
        assert Filters.from_query(QueryDict(usual)).query == "", usual
