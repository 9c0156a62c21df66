"""What a run did, for a person and for a scheduler."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..models import SyncRun
from ..registry.differences import Difference
from ..registry.record import Issue
from .applying import Outcome, Result


@dataclass(frozen=True)
class StudyReport:
    """A study that is new or has changed, and how."""

    nct_id: str
    result: Result
    differences: tuple[Difference, ...] = ()


@dataclass
class Report:
    """The counts of a run. seen = created + changed + unchanged + failed."""

    kind: str
    source: str
    state: str = SyncRun.State.RUNNING
    data_timestamp: str = ""
    dry_run: bool = False
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    issues: list[tuple[str, Issue]] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    studies: list[StudyReport] = field(default_factory=list)
    message: str = ""

    def count(self, outcome: Outcome) -> None:
        name = str(outcome.result)
        setattr(self, name, getattr(self, name) + 1)
        self.issues += [(outcome.nct_id, issue) for issue in outcome.issues]

    @property
    def seen(self) -> int:
        return self.created + self.changed + self.unchanged + self.failed

    @property
    def is_partial(self) -> bool:
        """Whether something did not arrive. Odd values that were kept as written are not a reason to wake anybody."""
        return bool(self.failed or self.gaps)

    def as_json(self) -> dict[str, Any]:
        """For `--json-report`."""
        return {
            "kind": self.kind,
            "state": self.state,
            "source": self.source,
            "data_timestamp": self.data_timestamp,
            "dry_run": self.dry_run,
            "seen": self.seen,
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "failed": self.failed,
            "issues": [
                {"nct_id": number, "path": issue.path, "problem": issue.problem, "value": issue.value}
                for number, issue in self.issues
            ],
            "gaps": self.gaps,
            "not_found": self.missing,
            "message": self.message,
        }

    def __str__(self) -> str:
        counts = f"{self.created} new, {self.changed} changed, {self.unchanged} unchanged, {self.failed} failed"
        return f"{self.seen} studies seen: {counts}; {len(self.issues)} issues. {self.message}".strip()
