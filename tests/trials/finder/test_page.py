"""The finder's page: what it says, where its links lead, what it costs, and what it keeps to itself."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.pages.site_parts import count_queries
from trials.models import Study

from .asking import ask, at, clear_the_list, counts, found, numbers, put_trial, raw_site, total, words

pytestmark = pytest.mark.django_db
# What the whole page may ask of the database, layout and all.
MOST_QUERIES = 10
EVERYTHING = "q=study&type=chordoma&place=Houston&country=US&age=50&status=any&page=2"


@pytest.fixture(autouse=True)
def _nothing_else(db: None) -> None:
    clear_the_list()


def card(html: BeautifulSoup, number: int) -> str:
    (link,) = html.select(f"[data-component=trial-card] a[href='/trials/nct0000{number}/']")
    return " ".join(link.find_parent("li").get_text(" ").split())


def test_a_card_says_what_a_reader_must_know(client: Client) -> None:
    put_trial(
        1001,
        types=("chordoma", "ependymoma"),
        designModule={"phases": ["PHASE1", "PHASE2"]},
        eligibilityModule={"maximumAge": "75 Years", "sex": "FEMALE"},
        **at(raw_site("Houston", "Texas"), raw_site("Dallas", "Texas"), raw_site("Paris", country="France")),
    )
    text = card(ask(client), 1001)
    for part in (
        "About NCT00001001", "Open: looking for people", "A made-up study.", "18 to 75 years, women and girls only",
        "3 sites in 2 countries: Houston, Texas; Dallas, Texas; Paris", "Chordoma, Ependymoma", "Phase 1 and 2",
        "October 2026", "NCT00001001",
    ):  # fmt: skip
        assert part in text, part
    assert "Sample" not in text
    assert "12 months" not in text


def test_the_towns_asked_for_are_named_first(client: Client) -> None:
    towns = ("Austin", "Dallas", "El Paso", "Houston")
    put_trial(1001, **at(*(raw_site(town, "Texas") for town in towns)))
    assert "4 sites: Houston, Texas; Austin, Texas; Dallas, Texas and 1 more town" in card(
        ask(client, "place=houston"), 1001
    )


def test_a_check_long_ago_is_said(client: Client) -> None:
    put_trial(1001, statusModule={"statusVerifiedDate": "2020-01"})
    assert "January 2020. That is over 12 months ago" in card(ask(client), 1001)


def test_a_sample_says_so_before_anything_else(client: Client) -> None:
    put_trial(1001)
    Study.objects.filter(nct_id="NCT00001001").update(nct_id="NCT99991001")
    html = ask(client)
    assert words(html, "[data-component=trial-card]")[0].startswith("Sample, not a real trial")
    assert "All of these are samples" in html.get_text()


def test_the_number_beside_a_choice_is_the_number_one_gets(client: Client) -> None:
    put_trial(1001, types=("chordoma",), treatments=("surgery",), designModule={"phases": ["PHASE1", "PHASE2"]})
    put_trial(1002, types=("chordoma", "ependymoma"), eligibilityModule={"sex": "MALE"})
    put_trial(1003, types=("ependymoma",), status="COMPLETED", **at(raw_site("Paris", country="France")))
    chosen = "age=50"
    html = ask(client, chosen)
    for name in ("type", "treatment", "status", "phase", "sex", "country"):
        offered = counts(html, name)
        assert offered, name
        for value, number in offered.items():
            assert total(ask(client, f"{chosen}&{name}={value}")) == number, (name, value)
    assert counts(html, "type")["chordoma"] == 2
    assert counts(html, "status")["any"] == 3


def test_what_was_chosen_stands_in_the_form(client: Client) -> None:
    html = ask(client, "type=chordoma&place=Houston&age=50&status=completed&sex=male&q=bone&sort=newest&phase=2")
    form = html.select_one("[data-component=trial-filters]")
    assert [box["value"] for box in form.select("input[name=type][checked]")] == ["chordoma"]
    assert [box["value"] for box in form.select("input[name=status][checked]")] == ["completed"]
    values = {name: form.select_one(f"input[name={name}]")["value"] for name in ("place", "age", "q", "sort")}
    assert values == {"place": "Houston", "age": "50", "q": "bone", "sort": "newest"}
    assert form.select_one("select[name=sex] option[selected]")["value"] == "male"
    assert form.select_one(".finder__further").has_attr("open"), "what is chosen is not hidden"
    assert form["method"] == "get"


def test_each_thing_chosen_can_be_left_out(client: Client) -> None:
    put_trial(1001, types=("chordoma",))
    html = ask(client, "type=chordoma&type=ependymoma&age=50&status=completed")
    chips = {chip.get_text(): chip for chip in html.select(".chip")}
    assert set(chips) == {"Tumor type: Chordoma", "Tumor type: Ependymoma", "Age: 50", "Status: Finished"}
    assert chips["Age: 50"]["aria-label"] == "Leave out Age: 50"
    assert urlsplit(chips["Age: 50"]["href"]).query == "type=chordoma&type=ependymoma&status=completed"
    assert urlsplit(chips["Tumor type: Chordoma"]["href"]).query == "type=ependymoma&age=50&status=completed"
    assert found(client, urlsplit(chips["Status: Finished"]["href"]).query) == {1001}
    assert not ask(client).select(".chip")


def test_when_nothing_fits_it_says_what_stands_in_the_way(client: Client) -> None:
    put_trial(1001, types=("chordoma",))
    put_trial(1002, types=("chordoma",))
    html = ask(client, "type=chordoma&place=Paris&age=50")
    assert total(html) == 0
    advice = html.select("[data-component=nothing-found] ul a")
    assert [link.get_text() for link in advice] == ["2 trials at any place"]
    assert found(client, urlsplit(advice[0]["href"]).query) == {1001, 1002}
    assert not ask(client, "place=Paris&age=5").select("[data-component=nothing-found] ul a"), "two stand in the way"


def test_closed_trials_are_offered_when_no_open_one_fits(client: Client) -> None:
    put_trial(1001, status="COMPLETED")
    html = ask(client)
    (link,) = html.select("[data-component=nothing-found] ul a")
    assert link.get_text() == "1 trial with closed trials too"
    assert found(client, urlsplit(link["href"]).query) == {1001}


def test_pager_and_orders_keep_what_was_chosen(client: Client) -> None:
    for number in range(1001, 1013):
        put_trial(number, types=("chordoma",))
    html = ask(client, "type=chordoma&sort=newest")
    (following,) = html.select("a[rel=next]")
    assert following["href"] == "?type=chordoma&sort=newest&page=2"
    assert len(numbers(ask(client, following["href"][1:]))) == 2
    assert [link["href"] for link in html.select("[data-component=trial-orders] a")] == [
        "?type=chordoma#trials-found",
        "?type=chordoma&sort=updated#trials-found",
    ]


@pytest.mark.parametrize(
    "query", ["", "q=spine&type=chordoma&place=Houston&country=US&age=50&status=any&page=2", "age=x"]
)
def test_the_cost_is_the_same_whatever_is_asked(client: Client, query: str) -> None:
    for number in range(1001, 1013):
        put_trial(number, types=("chordoma",), **at(raw_site("Houston", "Texas"), raw_site("Paris", country="France")))
    assert count_queries(client, f"/trials/?{query}") <= MOST_QUERIES


@pytest.mark.parametrize(("address", "most"), [("/trials/feed/", 8), ("/trials/places/", 6)])
def test_feed_and_places_cost_little(client: Client, address: str, most: int) -> None:
    put_trial(1001)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{address}?place=Houston&q=study")
    assert len(queries) <= most


@pytest.mark.parametrize("query", ["type=chordoma", "page=2", "age=x", "sort=newest", "status=any"])
def test_search_engines_keep_the_list_and_not_every_choice(client: Client, query: str) -> None:
    for number in range(1001, 1013):
        put_trial(number)
    plain, chosen = ask(client), ask(client, query)
    assert not plain.select("meta[name=robots]")
    assert chosen.select_one("meta[name=robots]")["content"] == "noindex"
    canonical = [html.select_one("link[rel=canonical]")["href"] for html in (plain, chosen)]
    assert canonical[0] == canonical[1]
    assert canonical[0].endswith("/trials/")


def test_it_says_where_the_data_is_from_and_of_which_day(client: Client) -> None:
    put_trial(1001)
    source = words(ask(client), "[data-component=finder-source]")[0]
    assert "Source: ClinicalTrials.gov" in source
    assert "Data processed there on November 20, 2026." in source
    assert "What we change" in source


def test_what_editors_and_readers_write_is_only_text(client: Client) -> None:
    page = put_trial(1001)
    page.title, page.summary = "<script>alert(1)</script>", "<img src=x onerror=alert(1)> “"
    page.save_revision().publish()
    for query in ("", "q=%3Cscript%3Ealert(1)%3C/script%3E&place=%22%3E%3Cscript%3E&type=%3Cscript%3E"):
        html = client.get(f"/trials/?{query}").content.decode()
        assert "<script>" not in html
        assert "<img src=x" not in html


def test_the_emergency_card_and_the_explanation_are_still_there(client: Client) -> None:
    html = ask(client)
    assert html.select("[data-component=emergency-card]")
    order = [element.get("data-component") for element in html.main.select("[data-component]")]
    assert order.index("trial-filters") < order.index("trial-list") < order.index("in-short")
