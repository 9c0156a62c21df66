"""Ask the registry, and keep every page of its answer before anything is applied."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ..models import RegistryQuery
from ..registry.api import Registry, SearchPage
from ..registry.errors import TokenRefused
from ..registry.numbers import canonical
from ..registry.paths import text_at, texts_at
from .staging import KeptPage, Stage

# The registry's days and ours differ by a time zone, and a run may fall into its refresh.
OVERLAP = datetime.timedelta(days=3)
# What was asked for by number stands beside the answers to queries.
BY_NUMBER = "(by number)"


@dataclass(frozen=True)
class Question:
    """One query as the registry gets it. since: only studies updated after this day; None asks for all."""

    slug: str
    condition: str
    page_size: int
    since: datetime.date | None = None

    @property
    def parameters(self) -> dict[str, str]:
        base = {"query.cond": self.condition, "pageSize": str(self.page_size)}
        if self.since is None:
            # The day a study was first posted never changes, so pages do not shift while we read them.
            return base | {"sort": "StudyFirstPostDate:asc"}
        day = (self.since - OVERLAP).isoformat()
        return base | {"filter.advanced": f"AREA[LastUpdatePostDate]RANGE[{day},MAX]"}


@dataclass(frozen=True)
class Count:
    """How many studies a question brought, and how many it should have: None where the registry does not say."""

    came: int
    total: int | None

    @property
    def is_whole(self) -> bool:
        return self.total in (None, self.came)


class Fetcher:
    """Asks the questions of one run. tell: called after every page, with what has come so far."""

    def __init__(self, registry: Registry, stage: Stage, tell: Callable[[KeptPage], None]) -> None:
        self.registry = registry
        self.stage = stage
        self.tell = tell

    def ask(self, questions: Iterable[Question]) -> list[str]:
        """Fetch every page of every question. Hands back what is still missing, in words."""
        return [gap for question in questions if (gap := self._ask(question))]

    def _ask(self, question: Question) -> str:
        self._fetch(question)
        if self._count(question).is_whole:
            return ""
        # The registry changed while we read, or left something out: read it once more.
        self.stage.forget(question.slug)
        self._fetch(question)
        count = self._count(question)
        if count.is_whole:
            return ""
        return f"“{question.slug}” should have had {count.total} studies, and {count.came} came."

    def _fetch(self, question: Question) -> None:
        token = self.stage.next_token(question.slug)
        if token == "":
            return
        try:
            self._read_on(question, token)
        except TokenRefused:
            # A token does not live for ever. Beginning again costs a few requests and changes nothing.
            self.stage.forget(question.slug)
            self._read_on(question, None)

    def _read_on(self, question: Question, token: str | None) -> None:
        for page in self.registry.pages(question.parameters, token):
            self.keep(question.slug, page)

    def keep(self, query: str, page: SearchPage) -> None:
        self.stage.keep(query, page)
        self.tell(KeptPage(query, page.studies, page.next_token or "", page.total))

    def _count(self, question: Question) -> Count:
        """Pages are large, so each is looked at once. A study that stands on two of them counts once."""
        total, numbers, unnumbered = None, set(), 0
        for page in self.stage.pages(question.slug):
            total = page.total if total is None else total
            found = [number_of(raw) for raw in page.studies]
            numbers.update(filter(None, found))
            # A study without a number counts too: it is kept and reported, not lost.
            unnumbered += found.count(None)
        return Count(len(numbers) + unnumbered, total)

    def ask_by_number(self, numbers: Iterable[str]) -> tuple[str, ...]:
        """Fetch studies by number. Hands back the numbers the registry does not know any more."""
        wanted = sorted(numbers)
        if not wanted:
            return ()
        self.stage.forget(BY_NUMBER)
        studies = self.registry.studies_by_id(wanted)
        answered = {number for raw in studies for number in (number_of(raw), *aliases_of(raw)) if number}
        missing = []
        for number in wanted:
            if number in answered:
                continue
            answer = self.registry.study(number)
            if answer.raw is None:
                missing.append(number)
            else:
                studies.append(answer.raw)
        self.keep(BY_NUMBER, SearchPage(studies, None, None))
        return tuple(missing)


def number_of(raw: Any) -> str | None:
    """The registry number of a raw study, as far as it has one."""
    return canonical(text_at(raw, "protocolSection.identificationModule.nctId"))


def aliases_of(raw: Any) -> list[str]:
    aliases = texts_at(raw, "protocolSection.identificationModule.nctIdAliases")
    return [number for text in aliases if (number := canonical(text))]


def active_queries(slug: str | None = None) -> list[RegistryQuery]:
    """The saved queries in use, or the one of this name. An unknown name gives an empty list."""
    queries = RegistryQuery.objects.filter(is_active=True) if slug is None else RegistryQuery.objects.filter(slug=slug)
    return list(queries.order_by("slug"))
