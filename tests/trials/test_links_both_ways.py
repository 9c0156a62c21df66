"""From a tumor type or a treatment to its open trials, from a trial back, and from the home page to all of them.

A made-up trial must not raise hope: it is counted with the real ones nowhere.
"""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from treatments.models import TreatmentPage, TumorTypePage
from trials.models import Study, TrialPage
from trials.models.study import SAMPLE_NUMBERS
from trials.registry.numbers import is_sample
from trials.templatetags.trials import open_trial_count, open_trials

from .making import put_page, put_study, raw_record

pytestmark = pytest.mark.django_db

QUERY_BUDGET = 12
REAL = "NCT0000%04d"


@pytest.fixture(autouse=True)
def no_trials(db: None) -> None:
    """Only the trials a test puts there."""
    TrialPage.objects.update(live=False)


@pytest.fixture
def tumor() -> TumorTypePage:
    return TumorTypePage.objects.get(slug="chordoma")


@pytest.fixture
def treatment() -> TreatmentPage:
    return TreatmentPage.objects.get(slug="proton-therapy")


def put(number: str, *, status: str = "RECRUITING", **fields: Any) -> TrialPage:
    return put_page(put_study(raw_record(number, status=status)), **fields)


def about(page: TrialPage, *, tumor_types: tuple = (), treatments: tuple = ()) -> TrialPage:
    page.tumor_types.set(tumor_types)
    page.treatments.set(treatments)
    page.save_revision().publish()
    return page


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(element: Any) -> str:
    return " ".join(element.get_text(" ").split())


def open_section(client: Client, page: Any) -> BeautifulSoup | None:
    return read(client, page.get_url()).select_one("[data-component=open-trials]")


def test_a_tumor_type_leads_to_its_newest_open_trials_and_to_all_of_them(client: Client, tumor: TumorTypePage) -> None:
    for number in range(1, 7):
        page = about(put(REAL % number), tumor_types=(tumor,))
        Study.objects.filter(pk=page.study_id).update(opened_on=f"2026-0{number}-01")
    shown = open_section(client, tumor)
    assert [link["href"] for link in shown.select(".card a")] == [
        f"/trials/nct0000000{number}/" for number in (6, 5, 4, 3)
    ]
    (rest,) = shown.select("p > a")
    assert (words(rest), rest["href"]) == ("See all 6 open trials", "/trials/?type=chordoma&status=recruiting")


def test_a_treatment_leads_to_its_open_trials(client: Client, treatment: TreatmentPage) -> None:
    about(put(REAL % 1), treatments=(treatment,))
    shown = open_section(client, treatment)
    assert [link["href"] for link in shown.select("a")] == [
        "/trials/nct00000001/", "/trials/?treatment=proton-therapy&status=recruiting",
    ]  # fmt: skip


def test_a_tumor_type_without_trials_still_leads_to_the_list(client: Client, tumor: TumorTypePage) -> None:
    shown = open_section(client, tumor)
    assert "We know of no open trial about this today." in words(shown)
    assert [link["href"] for link in shown.select("a")] == ["/trials/"]


def test_a_treatment_without_trials_is_silent(client: Client, treatment: TreatmentPage) -> None:
    assert open_section(client, treatment) is None


@pytest.mark.parametrize("status", ["NOT_YET_RECRUITING", "COMPLETED", "AVAILABLE", "UNKNOWN"])
def test_what_is_not_open_is_not_offered(tumor: TumorTypePage, status: str) -> None:
    about(put(REAL % 1, status=status), tumor_types=(tumor,))
    assert open_trials(tumor).number == 0


@pytest.mark.parametrize("state", [Study.State.GONE, Study.State.MERGED])
def test_what_the_registry_no_longer_has_is_not_offered(tumor: TumorTypePage, state: str) -> None:
    page = about(put(REAL % 1), tumor_types=(tumor,))
    Study.objects.filter(pk=page.study_id).update(state=state)
    assert open_trials(tumor).number == open_trial_count().number == 0


def test_drafts_are_not_offered(tumor: TumorTypePage) -> None:
    page = about(put(REAL % 1), tumor_types=(tumor,))
    page.unpublish()
    assert open_trials(tumor).shown == ()


def test_a_made_up_trial_is_marked_and_gives_way_to_a_real_one(client: Client, tumor: TumorTypePage) -> None:
    about(put("NCT99991001"), tumor_types=(tumor,))
    shown = open_section(client, tumor)
    assert "Nobody can join them." in words(shown)
    assert "Sample, not a real trial" in words(shown.select_one(".card"))
    assert "open trials" not in words(shown.select_one("p > a"))
    about(put(REAL % 1), tumor_types=(tumor,))
    shown = open_section(client, tumor)
    assert [words(label) for label in shown.select(".card__label")] == ["Open: looking for people"]


@pytest.mark.parametrize("number", ["NCT99990001", "NCT99999999", "NCT99980001", "NCT00009999", "NCT09999000"])
def test_the_database_tells_samples_as_the_code_does(number: str) -> None:
    assert number.startswith(SAMPLE_NUMBERS) == is_sample(number)


def test_a_trial_leads_to_what_it_is_about(client: Client, tumor: TumorTypePage, treatment: TreatmentPage) -> None:
    page = about(put(REAL % 1), tumor_types=(tumor,), treatments=(treatment,))
    subjects = read(client, page.get_url()).select("[data-component=subjects] a")
    assert [subject["href"] for subject in subjects] == [tumor.get_url(), treatment.get_url()]
    TumorTypePage.objects.filter(pk=tumor.pk).update(live=False)
    subjects = read(client, page.get_url()).select("[data-component=subjects] a")
    assert [subject["href"] for subject in subjects] == [treatment.get_url()]


@pytest.mark.parametrize(
    ("real", "samples", "told"),
    [
        (3, 1, "3 trials are open today"),
        (1, 0, "1 trial is open today"),
        (0, 2, "This site shows 2 sample trials . None is real."),
        (0, 1, "This site shows 1 sample trial . None is real."),
    ],
)
def test_the_home_page_counts_real_trials_only(client: Client, real: int, samples: int, told: str) -> None:
    for number in range(real):
        put(REAL % (number + 1))
    for number in range(samples):
        put(f"NCT9999100{number}")
    line = read(client, "/").select_one("[data-component=trial-count]")
    assert words(line) == told
    assert line.select_one("a")["href"] == "/trials/"


def test_the_home_page_is_silent_without_trials(client: Client) -> None:
    assert read(client, "/").select_one("[data-component=trial-count]") is None


def test_each_tag_asks_at_most_twice(tumor: TumorTypePage, django_assert_max_num_queries) -> None:
    for number in range(1, 7):
        about(put(REAL % number), tumor_types=(tumor,))
    with django_assert_max_num_queries(2):
        assert [page.study.brief_title for page in open_trials(tumor).shown]
    with django_assert_max_num_queries(1):
        open_trial_count()


@pytest.mark.parametrize(
    "address", ["/", "/tumor-types/chordoma/", "/treatments/proton-therapy/", "/trials/nct00000001/"]
)
def test_pages_stay_within_their_queries(
    client: Client, tumor: TumorTypePage, treatment: TreatmentPage, address: str
) -> None:
    for number in range(1, 7):
        about(put(REAL % number), tumor_types=(tumor,), treatments=(treatment,))
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= QUERY_BUDGET, [query["sql"][:160] for query in queries]


def test_the_section_is_no_part_of_the_pages_own_words(tumor: TumorTypePage) -> None:
    """Else each new trial would put the readers' scores of the page out of date."""
    about(put(REAL % 1), tumor_types=(tumor,))
    assert "open-trials" not in {section.anchor for section in tumor.shown_sections}
