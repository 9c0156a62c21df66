"""Everything the finder compares, read in one query: the trials, what they are about, and what words and places find.

The database finds words and places; the rest is compared in Python, because the number beside each choice of each
filter is wanted too, and asking the database for those takes a query for each filter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, F, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.db.models.sql.compiler import SQLCompiler
from wagtail.query import PageQuerySet

from spinecare.search.query import all_of, terms

from ..models import Study, StudySite, SyncRun, TrialIndexPage, TrialPage
from ..registry.numbers import canonical
from .filters import OPENED, Filters

# What a row of the one query tells.
TRIAL, TYPE, TREATMENT, HAS_WORDS, AT_PLACE, DATA = range(6)
# Of a word of two letters, a state or a country, the whole must be there; of a longer one the beginning will do.
WHOLE_WORD = 2
# The day by which each order of the list goes.
DAYS = {
    "open-first": "registry_updated_on",
    "updated": "registry_updated_on",
    "newest": "first_posted_on",
    OPENED: "opened_on",
}
NOT_SHOWN = (Study.State.GONE, Study.State.MERGED)
# PostgreSQL takes a NULL without a type for a text.
NOTHING = Cast(None, IntegerField())
SILENCE = Value("", output_field=TextField())


class Trial(NamedTuple):
    """What is compared of one trial. page, study: their keys. Ages in days. phases, countries: separated by spaces.

    day: what the list is ordered by, as "2026-11-22" or "".
    """

    kind: int
    page: int
    study: int
    minimum_age: int | None
    maximum_age: int | None
    status: str
    phases: str
    sex: str
    countries: str
    day: str


# The columns of every row, whatever it tells. They have names of their own, that no model has.
COLUMNS = tuple(f"its_{field}" for field in Trial._fields)


class Topic(NamedTuple):
    """A tumor type or a treatment, and the keys of the pages of trials about it."""

    slug: str
    title: str
    pages: frozenset[int]


@dataclass(frozen=True)
class Catalog:
    """The trials readers may see, and what is known of them.

    with_words: pages that have the words asked for, None if none were. places: study and country of the sites at the
    place asked for, likewise. data_timestamp: the state of the data, as the registry names it, or "".
    """

    trials: list[Trial]
    types: list[Topic]
    treatments: list[Topic]
    with_words: frozenset[int] | None
    places: list[tuple[int, str]] | None
    data_timestamp: str


def public_trials(index: TrialIndexPage) -> PageQuerySet:
    """The trials of the finder: those readers may see, and the registry still has."""
    return index.trials.order_by().exclude(study__state__in=NOT_SHOWN)


def read_catalog(index: TrialIndexPage, filters: Filters, statuses: tuple[str, ...] = ()) -> Catalog:
    """Read it, in one query whatever is asked for.

    statuses: leave out trials with another one, and topics nobody chose; none takes all.
    """
    parts = [_trials(index, filters.sort, statuses), _data()]
    if filters.types or not statuses:
        parts.append(_topics("tumor_types", TYPE))
    if filters.treatments or not statuses:
        parts.append(_topics("treatments", TREATMENT))
    if filters.q:
        parts.append(_with_words(filters.q))
    if filters.place:
        parts.append(_at_place(filters.place_words, statuses))
    rows = defaultdict(list)
    for row in parts[0].union(*parts[1:], all=True):
        rows[row[0]].append(row)
    return Catalog(
        trials=list(map(Trial._make, rows[TRIAL])),
        types=_read_topics(rows[TYPE]),
        treatments=_read_topics(rows[TREATMENT]),
        with_words=frozenset(row[1] for row in rows[HAS_WORDS]) if filters.q else None,
        places=[(row[1], row[5]) for row in rows[AT_PLACE]] if filters.place else None,
        data_timestamp=next((row[5] for row in rows[DATA]), ""),
    )


def _read_topics(rows: Iterable[tuple]) -> list[Topic]:
    topics = (Topic(row[5], row[6], frozenset(map(int, row[7].split()))) for row in rows)
    return sorted(topics, key=lambda topic: topic.title.casefold())


def _part(
    rows: QuerySet, kind: int, one: str, other: str = "", low: str = "", high: str = "", texts: tuple[Any, ...] = ()
) -> QuerySet:
    """Rows of one kind, in the columns that all kinds share: five numbers, then five texts."""
    numbers = [F(name) if name else NOTHING for name in (one, other, low, high)]
    texts = [F(text) if isinstance(text, str) else text for text in texts] + [SILENCE] * (5 - len(texts))
    values = dict(zip(COLUMNS, [Value(kind), *numbers, *texts], strict=True))
    return rows.annotate(**values).order_by().values_list(*COLUMNS)


def _trials(index: TrialIndexPage, sort: str, statuses: tuple[str, ...]) -> QuerySet:
    trials = public_trials(index).filter(study__status__in=statuses) if statuses else public_trials(index)
    day = Coalesce(Cast(f"study__{DAYS[sort]}", TextField()), SILENCE)
    texts = (*(f"study__{name}" for name in ("status", "phases", "sex", "countries")), day)
    ages = {"low": "study__minimum_age_days", "high": "study__maximum_age_days"}
    return _part(trials, TRIAL, "pk", "study_id", **ages, texts=texts)


class _Listed(Aggregate):
    """Numbers in one text, with spaces between: a row for each would cost more than all the rest."""

    output_field = TextField()
    template = "%(function)s(CAST(%(expressions)s AS text), ' ')"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


def _topics(name: str, kind: int) -> QuerySet:
    """The topics of one kind, with the trials about them."""
    field = TrialPage._meta.get_field(name)
    topic, trial = field.m2m_reverse_field_name(), field.m2m_field_name()
    links = field.remote_field.through.objects.filter(**{topic: OuterRef("pk")}).order_by().values(topic)
    pages = Coalesce(Subquery(links.annotate(listed=_Listed(trial)).values("listed")), SILENCE)
    topics = field.related_model.objects.live().filter(view_restrictions=None)
    return _part(topics, kind, "pk", texts=("slug", "title", pages))


def _with_words(typed: str) -> QuerySet:
    """Trials that have all the words, or the number. Drafts among them too: what is public is known already."""
    number = canonical(typed)
    if number:
        found = TrialPage.objects.filter(Q(study__nct_id=number) | Q(study__aliases__nct_id=number))
    else:
        found = TrialPage.objects.search(all_of(terms(typed)), order_by_relevance=False).get_queryset()
    return _part(found, HAS_WORDS, "pk")


def _at_place(words: tuple[str, ...], statuses: tuple[str, ...]) -> QuerySet:
    """The sites a reader could go to that all the words fit."""
    sites = StudySite.objects.filter(is_offered=True).alias(
        padded=Concat(Value(" "), "place_words", Value(" "), output_field=TextField())
    )
    if statuses:
        sites = sites.filter(study__status__in=statuses)
    for word in words:
        sites = sites.filter(padded__contains=f" {word} " if len(word) <= WHOLE_WORD else f" {word}")
    return _part(sites, AT_PLACE, "study_id", texts=("country_code",)).distinct()


def _data() -> QuerySet:
    """The state of the data when the registry was last asked for everything that had changed, and answered."""
    runs = SyncRun.objects.of_this_site().over_everything()
    good = runs.exclude(data_timestamp="").order_by("-finished_at")
    return _part(SyncRun.objects.filter(pk=Subquery(good.values("pk")[:1])), DATA, "pk", texts=("data_timestamp",))
