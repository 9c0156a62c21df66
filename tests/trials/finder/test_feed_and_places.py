"""The feed of newly opened trials, and the towns a browser measures distances to."""

from __future__ import annotations

import datetime
import json
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from django.test import Client

from trials.finder import towns
from trials.models import Study

from .asking import ask, at, clear_the_list, put_trial, raw_site

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
HOUSTON, PARIS = {"lat": 29.76328, "lon": -95.36327}, {"lat": 48.85341, "lon": 2.3488}


@pytest.fixture(autouse=True)
def _nothing_else(db: None) -> None:
    clear_the_list()


def feed(client: Client, query: str = "", **extra: str) -> ElementTree.Element:
    response = client.get(f"/trials/feed/?{query}", **extra)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert response.headers["X-Robots-Tag"] == "noindex"
    return ElementTree.fromstring(response.content)  # noqa: S314


def titles(root: ElementTree.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def places(client: Client, query: str = "") -> dict[str, Any]:
    response = client.get(f"/trials/places/?{query}")
    assert response.status_code == 200
    assert response.headers["X-Robots-Tag"] == "noindex"
    return json.loads(response.content)


def opened(number: int, day: str | None) -> None:
    Study.objects.filter(nct_id=f"NCT0000{number}").update(opened_on=day and datetime.date.fromisoformat(day))


def test_the_feed_has_open_trials_newest_first(client: Client) -> None:
    for number, day in ((1001, "2026-01-01"), (1002, "2026-03-01"), (1003, "2026-02-01"), (1004, None)):
        put_trial(number)
        opened(number, day)
    put_trial(1005, status="COMPLETED")
    assert titles(feed(client)) == ["About NCT00001002", "About NCT00001003", "About NCT00001001"]
    assert titles(feed(client, "status=completed")) == titles(feed(client)), "a feed of what has opened"


def test_the_feed_carries_the_filters(client: Client) -> None:
    put_trial(1001, types=("chordoma",))
    put_trial(1002)
    assert titles(feed(client, "type=chordoma")) == ["About NCT00001001"]
    html = ask(client, "type=chordoma&status=any&sort=newest&page=1")
    expected = "/trials/feed/?type=chordoma"
    assert html.select_one("link[type='application/atom+xml']")["href"] == expected
    assert html.main.select_one(f"a[href='{expected}']")


def test_the_feed_is_complete_atom_with_lasting_names(client: Client, settings) -> None:
    put_trial(1001)
    opened(1001, "2026-01-01")
    settings.WAGTAILADMIN_BASE_URL = "https://spine.example.org"
    settings.ALLOWED_HOSTS = ["elsewhere.example"]
    root = feed(client, "age=50", HTTP_HOST="elsewhere.example")
    for name in ("id", "title", "updated", "author"):
        assert root.find(f"{ATOM}{name}") is not None, name
    (entry,) = root.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == "https://spine.example.org/trials/nct00001001/"
    assert entry.findtext(f"{ATOM}updated") == "2026-01-01T12:00:00+00:00"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "https://spine.example.org/trials/?age=50",
        "self": "https://spine.example.org/trials/feed/?age=50",
    }
    assert b"elsewhere" not in ElementTree.tostring(root)


def test_a_sample_says_so_in_the_feed(client: Client) -> None:
    put_trial(1001)
    Study.objects.filter(nct_id="NCT00001001").update(nct_id="NCT99991001")
    assert titles(feed(client)) == ["Sample, not a real trial: About NCT00001001"]


def test_a_feed_of_nothing_is_still_a_feed(client: Client) -> None:
    assert titles(feed(client, "place=Atlantis")) == []


def test_the_towns_of_open_sites_once_each(client: Client) -> None:
    two_hospitals = [raw_site("Houston", "Texas") | {"geoPoint": HOUSTON} for _hospital in range(2)]
    closed = raw_site("Paris", country="France", status="COMPLETED") | {"geoPoint": PARIS}
    put_trial(1001, **at(*two_hospitals, closed, raw_site("Dallas", "Texas")))
    put_trial(1002, **at(raw_site("Dallas", "Texas")))
    answer = places(client)
    assert answer["count"] == 2
    by_number = {trial["number"]: trial for trial in answer["trials"]}
    assert by_number["NCT00001001"] == {
        "number": "NCT00001001",
        "title": "About NCT00001001",
        "url": "/trials/nct00001001/",
        "sample": False,
        "towns": [["Houston, Texas", 29.7633, -95.3633]],
    }
    assert by_number["NCT00001002"]["towns"] == [], "its distance is not known"


def test_the_towns_are_of_the_trials_that_match(client: Client) -> None:
    put_trial(1001, types=("chordoma",))
    put_trial(1002)
    assert [trial["number"] for trial in places(client, "type=chordoma")["trials"]] == ["NCT00001001"]
    assert ask(client, "type=chordoma").select_one("[data-near-me]")["data-near-me"] == "/trials/places/?type=chordoma"


def test_too_many_to_measure_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(towns, "MOST_TRIALS", 1)
    put_trial(1001)
    put_trial(1002, types=("chordoma",))
    answer = places(client)
    assert answer["trials"] == []
    assert "These are 2 trials, too many to measure" in answer["refusal"]
    assert "refusal" not in places(client, "type=chordoma")
