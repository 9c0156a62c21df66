"""Where the registry's pages are kept between fetching and applying: in the database, or for a dry run in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from ..models import StagedPage, SyncRun
from ..registry.api import SearchPage
from ..registry.storable import storable


@dataclass(frozen=True)
class KeptPage:
    """A page of the answer to one query."""

    query: str
    studies: list[Any]
    next_token: str
    total: int | None


class Stage(Protocol):
    def pages(self, query: str | None = None) -> Iterable[KeptPage]:
        """The kept pages, of one query or of all, in the order they came."""

    def next_token(self, query: str) -> str | None:
        """Where to read on in the answer to a query: "" if its last page is kept, None if no page is."""

    def keep(self, query: str, page: SearchPage) -> None: ...

    def forget(self, query: str | None = None) -> None: ...


@dataclass
class DatabaseStage:
    """Pages that outlive the process, so that a run that was killed goes on where it stopped."""

    run: SyncRun

    def pages(self, query: str | None = None) -> Iterable[KeptPage]:
        rows = self.run.staged_pages.filter(query=query) if query is not None else self.run.staged_pages.all()
        for row in rows.order_by("query", "number").iterator(chunk_size=1):
            yield KeptPage(row.query, row.studies, row.next_token, row.total)

    def next_token(self, query: str) -> str | None:
        pages = self.run.staged_pages.filter(query=query).order_by("-number")
        return pages.values_list("next_token", flat=True).first()

    def keep(self, query: str, page: SearchPage) -> None:
        StagedPage.objects.create(
            run=self.run,
            query=query,
            number=self.run.staged_pages.filter(query=query).count(),
            studies=storable(page.studies),
            next_token=page.next_token or "",
            total=page.total,
        )

    def forget(self, query: str | None = None) -> None:
        rows = self.run.staged_pages.all()
        (rows if query is None else rows.filter(query=query)).delete()


@dataclass
class MemoryStage:
    """Pages of a run that writes nothing."""

    kept: list[KeptPage] = field(default_factory=list)

    def pages(self, query: str | None = None) -> Iterable[KeptPage]:
        return [page for page in self.kept if query in (None, page.query)]

    def next_token(self, query: str) -> str | None:
        return next((page.next_token for page in reversed(self.kept) if page.query == query), None)

    def keep(self, query: str, page: SearchPage) -> None:
        self.kept.append(KeptPage(query, storable(page.studies), page.next_token or "", page.total))

    def forget(self, query: str | None = None) -> None:
        self.kept = [] if query is None else [page for page in self.kept if page.query != query]
