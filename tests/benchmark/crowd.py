"""A site with as many trials as wanted, made up at random but always alike, in the tables the real ones are in."""

from __future__ import annotations

import datetime
import random
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.search.backends import get_search_backend

from trials.models import Candidate, Study, StudySite, StudySnapshot, TrialIndexPage, TrialPage
from trials.registry.places import place_words
from trials.registry.record import Site

AT_ONCE = 500
FIRST_NUMBER = 10_000_000
STATUSES = ("RECRUITING",) * 6 + ("NOT_YET_RECRUITING", "COMPLETED", "ACTIVE_NOT_RECRUITING", "UNKNOWN")
PHASES = ("PHASE1", "PHASE2", "PHASE3", "PHASE1 PHASE2", "PHASE2 PHASE3", "NA", "")
SEXES = ("ALL",) * 8 + ("FEMALE", "MALE")
AGES = ((6574, None), (6574, 27758), (0, 6573), (None, None), (4383, 29219))
TOWNS = (
    ("Houston", "Texas", "77030", "United States", "US", 29.76, -95.36),
    ("Dallas", "Texas", "75390", "United States", "US", 32.78, -96.8),
    ("New York", "New York", "10065", "United States", "US", 40.71, -74.0),
    ("Boston", "Massachusetts", "02114", "United States", "US", 42.35, -71.06),
    ("Chicago", "Illinois", "60611", "United States", "US", 41.85, -87.65),
    ("Toronto", "Ontario", "M5G 2M9", "Canada", "CA", 43.7, -79.41),
    ("London", "", "NW1 2BU", "United Kingdom", "GB", 51.5, -0.12),
    ("Paris", "", "75013", "France", "FR", 48.85, 2.35),
    ("Berlin", "", "10117", "Germany", "DE", 52.52, 13.41),
    ("São Paulo", "", "01246", "Brazil", "BR", -23.55, -46.64),
)
SITES = 4
WORDS = ("radiation", "surgery", "chordoma", "spine", "dose", "drug", "pain", "function", "spread", "nerve", "bone")
RAW_WORDS = 900
CLINICAL = {"summary": "Made-up words about a made-up trial.", "page_is_for": "You.", "in_short": "<p>Short.</p>"}


def settle(number: int) -> None:
    """Set up a site with exactly that many trials, found by the search and counted by the database's planner."""
    call_command("migrate", verbosity=0)
    call_command("load_starter", verbosity=0)
    chance = random.Random(7)
    with transaction.atomic():
        _clear()
        studies = _studies(number, chance)
        pages = _pages(studies)
        _topics("tumor_types", pages, chance, 2)
        _topics("treatments", pages, chance, 1)
    for start in range(0, number, AT_ONCE):
        some = TrialPage.objects.order_by("pk")[start : start + AT_ONCE]
        get_search_backend().get_index_for_model(TrialPage).add_items(TrialPage, list(some.select_related("study")))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _clear() -> None:
    for trial in TrialPage.objects.all():
        trial.delete()
    for model in (StudySnapshot, Candidate, StudySite, Study, PageLogEntry):
        model.objects.all().delete()


def _studies(number: int, chance: random.Random) -> list[Study]:
    Study.objects.bulk_create([_study(FIRST_NUMBER + each, chance) for each in range(number)], batch_size=AT_ONCE)
    studies = list(Study.objects.order_by("nct_id").defer("raw"))
    sites = []
    for study in studies:
        towns = chance.sample(TOWNS, SITES)
        study.countries = " ".join(sorted({town[4] for town in towns}))
        sites += [_site(study, position, town) for position, town in enumerate(towns)]
    Study.objects.bulk_update(studies, ["countries"], batch_size=AT_ONCE)
    StudySite.objects.bulk_create(sites, batch_size=AT_ONCE)
    return studies


def _study(number: int, chance: random.Random) -> Study:
    youngest, oldest = chance.choice(AGES)
    status = chance.choice(STATUSES)
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=chance.randrange(2500))
    words = " ".join(chance.choices(WORDS, k=8))
    return Study(
        nct_id=f"NCT{number}",
        brief_title=f"A made-up study of {words}",
        status=status,
        study_type="INTERVENTIONAL",
        phases=chance.choice(PHASES),
        sex=chance.choice(SEXES),
        minimum_age_days=youngest,
        maximum_age_days=oldest,
        search_words="\n".join(chance.choices(WORDS, k=30)),
        verified_on=day,
        registry_updated_on=day,
        first_posted_on=day,
        opened_on=day if status == "RECRUITING" else None,
        # As long as a real one: it lies beside what is asked for.
        raw={"words": chance.choices(WORDS, k=RAW_WORDS)},
        data_timestamp="2026-11-20T09:00:00",
        fetched_at=timezone.now(),
    )


def _site(study: Study, position: int, town: tuple[Any, ...]) -> StudySite:
    city, state, zip_code, country, code, latitude, longitude = town
    record = Site(city=city, state=state, zip=zip_code, country=country, country_code=code)
    return StudySite(
        study=study,
        position=position,
        status=study.status,
        city=city,
        state=state,
        country_code=code,
        latitude=latitude,
        longitude=longitude,
        place_words=place_words(record),
    )


def _pages(studies: list[Study]) -> list[int]:
    """A live page about each study. Wagtail can only make them one by one, with a dozen queries each."""
    index = TrialIndexPage.objects.get()
    kind = TrialPage(title="").content_type
    rows = [_page_row(index, kind, study, position) for position, study in enumerate(studies, start=1)]
    Page.objects.bulk_create(rows, batch_size=AT_ONCE)
    index.numchild = len(rows)
    index.save()
    keys = dict(Page.objects.child_of(index).values_list("slug", "pk"))
    for study, row in zip(studies, rows, strict=True):
        page = TrialPage(pk=keys[row.slug], page_ptr_id=keys[row.slug], study=study, **CLINICAL)
        page.save_base(raw=True, force_insert=True)
    return list(keys.values())


def _page_row(index: TrialIndexPage, kind: Any, study: Study, position: int) -> Page:
    slug = study.nct_id.lower()
    return Page(
        title=study.brief_title[:255],
        draft_title=study.brief_title[:255],
        slug=slug,
        url_path=f"{index.url_path}{slug}/",
        path=Page._get_path(index.path, index.depth + 1, position),
        depth=index.depth + 1,
        content_type=kind,
        locale_id=index.locale_id,
        live=True,
    )


def _topics(name: str, pages: list[int], chance: random.Random, most: int) -> None:
    field = TrialPage._meta.get_field(name)
    through, topic, trial = field.remote_field.through, field.m2m_reverse_name(), field.m2m_column_name()
    keys = list(field.related_model.objects.values_list("pk", flat=True))
    rows = [
        through(**{trial: page, topic: key}) for page in pages for key in chance.sample(keys, chance.randint(1, most))
    ]
    through.objects.bulk_create(rows, batch_size=AT_ONCE)
