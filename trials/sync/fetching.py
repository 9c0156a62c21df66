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
class Fetched:
    """What came of asking. missing: numbers the registry does not know. gaps: why something may be missing."""

    missing: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()


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
        if self._is_whole(question):
            return ""
        # The registry changed while we read, or left something out: read it once more.
        self.stage.forget(question.slug)
        self._fetch(question)
        if self._is_whole(question):
            return ""
        return (
            f"“{question.slug}” should have had {self._total(question)} studies, and {len(self._ids(question))} came."
        )

    def _fetch(self, question: Question) -> None:
        kept = list(self.stage.pages(question.slug))
        if kept and not kept[-1].next_token:
            return
        try:
            self._read_on(question, kept[-1].next_token if kept else None)
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

    def _is_whole(self, question: Question) -> bool:
        total = self._total(question)
        return total is None or len(self._ids(question)) == total

    def _total(self, question: Question) -> int | None:
        return next((page.total for page in self.stage.pages(question.slug) if page.total is not None), None)

    def _ids(self, question: Question) -> set[str]:
        studies = [raw for page in self.stage.pages(question.slug) for raw in page.studies]
        # A study without a number counts too: it is kept and reported, not lost.
        return {number_of(raw) or f"without a number {place}" for place, raw in enumerate(studies)}

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
    number = _identification(raw).get("nctId")
    return canonical(number) if isinstance(number, str) else None


def aliases_of(raw: Any) -> list[str]:
    aliases = _identification(raw).get("nctIdAliases")
    texts = [alias for alias in aliases if isinstance(alias, str)] if isinstance(aliases, list) else []
    return [number for text in texts if (number := canonical(text))]


def _identification(raw: Any) -> dict[str, Any]:
    protocol = raw.get("protocolSection") if isinstance(raw, dict) else None
    module = protocol.get("identificationModule") if isinstance(protocol, dict) else None
    return module if isinstance(module, dict) else {}


def active_queries(slug: str | None = None) -> list[RegistryQuery]:
    """The saved queries in use, or the one of this name. An unknown name gives an empty list."""
    queries = RegistryQuery.objects.filter(is_active=True) if slug is None else RegistryQuery.objects.filter(slug=slug)
    return list(queries.order_by("slug"))
