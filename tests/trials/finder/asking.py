"""Ways to put trials on the site and to ask the finder for them, through the front door."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from tests.trials.making import put_page, put_study, raw_record, raw_site
from treatments.models import TreatmentPage, TumorTypePage
from trials.models import TrialPage

FINDER = "/trials/"


def put_trial(
    number: int, *, types: tuple[str, ...] = (), treatments: tuple[str, ...] = (), live: bool = True, **record: Any
) -> TrialPage:
    """A trial with a number such as 1001, about the pages with these slugs. `record` goes to `raw_record`."""
    page = put_page(put_study(raw_record(f"NCT0000{number}", **record)), live=live)
    page.tumor_types = TumorTypePage.objects.filter(slug__in=types)
    page.treatments = TreatmentPage.objects.filter(slug__in=treatments)
    page.save()
    return page


def at(*sites: dict[str, Any]) -> dict[str, Any]:
    """The module of a record for these sites."""
    return {"contactsLocationsModule": {"locations": list(sites)}}


def clear_the_list() -> None:
    """Take the sample trials off the list, so that a test knows all there is."""
    TrialPage.objects.update(live=False)


def ask(client: Client, query: str = "", address: str = FINDER) -> BeautifulSoup:
    response = client.get(f"{address}?{query}" if query else address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def numbers(html: BeautifulSoup) -> list[int]:
    """The last four digits of the trials on a page of the list, in its order."""
    links = [link["href"] for link in html.select("[data-component=trial-card] h3 a")]
    return [int(link.strip("/")[-4:]) for link in links]


def found(client: Client, query: str = "") -> set[int]:
    return set(numbers(ask(client, query)))


def total(html: BeautifulSoup) -> int:
    return int(html.select_one("#trials-found").get_text().split()[0].replace(",", ""))


def counts(html: BeautifulSoup, name: str) -> dict[str, int]:
    """The number beside each choice of a filter, by the choice's value."""
    boxes = html.select(f"input[type=checkbox][name={name}]")
    choices = [(box["value"], box.find_parent("label").small.get_text()) for box in boxes]
    choices += [
        (option["value"], option.get_text().rsplit(" ", 1)[1])
        for option in html.select(f"select[name={name}] option[value]")
        if option["value"]
    ]
    return {value: int(text.strip("()")) for value, text in choices}


def words(html: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(element.get_text().split()) for element in html.select(selector)]


__all__ = ["ask", "at", "clear_the_list", "counts", "found", "numbers", "put_trial", "raw_site", "total", "words"]
