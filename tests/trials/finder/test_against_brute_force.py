"""Any trials, any filters: the finder finds those that a plain reading of the rules finds, and counts likewise."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from treatments.models import TreatmentPage, TumorTypePage
from trials.finder.filters import PHASES
from trials.finder.finding import find
from trials.finder.form import advice, choices
from trials.models import Study, StudySite, TrialIndexPage, TrialPage
from trials.registry.ages import first_day_of, last_day_of
from trials.registry.places import place_words
from trials.registry.record import Site
from trials.wording.status import from_slug, slug

from .asking import clear_the_list

pytestmark = pytest.mark.django_db

STATUSES = ("RECRUITING", "NOT_YET_RECRUITING", "COMPLETED", "UNKNOWN", "SOMETHING_NEW")
TYPES = ("chordoma", "ependymoma", "meningioma")
TREATMENTS = ("surgery", "proton-therapy")
WORDS = ("zirconium", "marmalade", "quetiapine")
TOWNS = {"Houston": "US", "London": "GB", "Ontario": "CA", "Paris": "FR"}


@dataclass(frozen=True)
class Place:
    town: str
    country: str
    is_offered: bool


@dataclass(frozen=True)
class Made:
    """A trial, plainly."""

    status: str
    phases: tuple[str, ...]
    sex: str
    ages: tuple[int | None, int | None]
    types: frozenset[str]
    treatments: frozenset[str]
    words: frozenset[str]
    places: tuple[Place, ...]


def some(*values: str, most: int = 2) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), max_size=most)


places = st.builds(
    Place, town=st.sampled_from(list(TOWNS)), country=st.sampled_from(["US", "GB", "CA"]), is_offered=st.booleans()
)
ages = st.one_of(st.none(), st.integers(0, 121).map(first_day_of), st.integers(0, 121).map(last_day_of), st.just(200))
trials = st.builds(
    Made,
    status=st.sampled_from(STATUSES),
    phases=st.sampled_from([(), ("NA",), ("EARLY_PHASE1",), ("PHASE1", "PHASE2"), ("PHASE2", "PHASE3"), ("PHASE4",)]),
    sex=st.sampled_from(["ALL", "FEMALE", "MALE", ""]),
    ages=st.tuples(ages, ages),
    types=some(*TYPES),
    treatments=some(*TREATMENTS),
    words=some(*WORDS),
    places=st.lists(places, max_size=3).map(tuple),
)
filters = st.fixed_dictionaries(
    {
        "status": some(*map(slug, STATUSES[:4]), "any"),
        "phase": some(*PHASES),
        "sex": st.sampled_from(["", "female", "male"]),
        "age": st.one_of(st.just(""), st.integers(0, 120).map(str)),
        "type": some(*TYPES),
        "treatment": some(*TREATMENTS),
        "q": some(*WORDS).map(lambda words: " ".join(sorted(words))),
        "country": some("US", "GB", "CA"),
        "place": st.sampled_from(["", "houston", "London", "paris london"]),
    }
)


def fits(trial: Made, asked: dict) -> bool:
    """Whether a trial fits, read off the rules one by one."""
    return all(rule(trial, asked[name]) for name, rule in RULES.items()) and fits_where(trial, asked)


def fits_status(trial: Made, statuses: frozenset[str]) -> bool:
    wanted = {from_slug(each) for each in statuses - {"any"}} or {"RECRUITING", "NOT_YET_RECRUITING"}
    return "any" in statuses or trial.status in wanted


def fits_phase(trial: Made, asked: frozenset[str]) -> bool:
    own = set(trial.phases) - {"NA"} or {""}
    return not asked or any(PHASES[each] in own for each in asked)


def fits_age(trial: Made, age: str) -> bool:
    low, high = trial.ages
    return not age or (
        (low is None or low <= last_day_of(int(age))) and (high is None or high >= first_day_of(int(age)))
    )


def fits_where(trial: Made, asked: dict) -> bool:
    if not asked["place"] and not asked["country"]:
        return True
    wanted = asked["place"].casefold().split()
    return any(
        place.is_offered
        and (not asked["country"] or place.country in asked["country"])
        and all(place.town.casefold() == word for word in wanted)
        for place in trial.places
    )


RULES = {
    "status": fits_status,
    "phase": fits_phase,
    "age": fits_age,
    "sex": lambda trial, sex: not sex or trial.sex in ("ALL", "", sex.upper()),
    "type": lambda trial, asked: not asked or bool(trial.types & asked),
    "treatment": lambda trial, asked: not asked or bool(trial.treatments & asked),
    "q": lambda trial, words: set(words.split()) <= trial.words,
}


def put(number: int, trial: Made) -> TrialPage:
    """Straight into the tables, for there are many."""
    study = Study.objects.create(
        nct_id=f"NCT0000{number}",
        status=trial.status,
        phases=" ".join(trial.phases),
        sex=trial.sex,
        minimum_age_days=trial.ages[0],
        maximum_age_days=trial.ages[1],
        countries=" ".join(sorted({place.country for place in trial.places if place.is_offered})),
        search_words=" ".join(trial.words),
        fetched_at=timezone.now(),
    )
    for position, place in enumerate(trial.places):
        words = place_words(Site(city=place.town, country_code=place.country))
        StudySite.objects.create(
            study=study,
            position=position,
            city=place.town,
            country_code=place.country,
            place_words=words,
            is_offered=place.is_offered,
        )
    page = TrialPage(title=study.nct_id, summary="A.", page_is_for="You.", in_short="<p>A.</p>", study=study)
    TrialIndexPage.objects.get().add_child(instance=page)
    page.tumor_types = TumorTypePage.objects.filter(slug__in=trial.types)
    page.treatments = TreatmentPage.objects.filter(slug__in=trial.treatments)
    page.save()
    return page


def ask(asked: dict):
    query = QueryDict(mutable=True)
    for name, value in asked.items():
        query.setlist(name, sorted(value) if isinstance(value, frozenset) else [value])
    return find(TrialIndexPage.objects.get(), RequestFactory().get(f"/trials/?{query.urlencode()}"))


CHOSEN_FROM_SEVERAL = ("status", "phase", "type", "treatment", "country")


def with_only(asked: dict, name: str, value: str) -> dict:
    return asked | {name: frozenset({value}) if name in CHOSEN_FROM_SEVERAL else value}


def without(asked: dict, name: str) -> dict:
    nothing = frozenset({"any"}) if name == "status" else frozenset() if name in CHOSEN_FROM_SEVERAL else ""
    return asked | {name: nothing}


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(trials, max_size=6), st.lists(filters, min_size=4, max_size=10))
def test_it_finds_and_counts_what_the_rules_say(made: list[Made], asks: list[dict]) -> None:
    with transaction.atomic():
        clear_the_list()
        by_page = {put(1000 + number, trial).pk: trial for number, trial in enumerate(made)}
        for asked in asks:
            matching = ask(asked)
            expected = {page for page, trial in by_page.items() if fits(trial, asked)}
            assert {trial.page for trial in matching.ordered} == expected
            for name, offered in choices(matching).items():
                for option in offered.options:
                    one = with_only(asked, name, option.value)
                    would_be = sum(fits(trial, one) for trial in by_page.values())
                    assert option.count == would_be, (name, option)
            for each in advice(matching):
                again = QueryDict(each.query)
                assert len(find(TrialIndexPage.objects.get(), RequestFactory().get(f"/?{again.urlencode()}")).pages)
            for name in matching.passing:
                assert len(matching.without(name)) == sum(
                    fits(trial, without(asked, name)) for trial in by_page.values()
                ), name
        transaction.set_rollback(True)
