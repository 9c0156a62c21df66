"""The mark `{source:patchell-2005}`: a small number behind a statement, leading to where the statement comes from."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest

from spinecare.core.citations import citation_of
from spinecare.core.marks import Mark, MarkKind, Shown

from .models import Source


class SourceKind:
    """A citation in running text. Elsewhere, and for a source there is not, nothing is shown."""

    name = "source"
    late = False

    def show(self, marks: Sequence[Mark], request: HttpRequest) -> Sequence[Shown]:
        sources = Source.objects.in_bulk({mark.key for mark in marks}, field_name="key")
        return [self._shown(sources.get(mark.key), mark, request) for mark in marks]

    @staticmethod
    def _shown(source: Source | None, mark: Mark, request: HttpRequest) -> Shown:
        return Shown("", citation_of(request, source) if source and not mark.plain else "")


def citations() -> list[MarkKind]:
    return [SourceKind()]
