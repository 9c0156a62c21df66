from .candidate import Candidate
from .pages import TrialIndexPage, TrialPage
from .query import RegistryQuery
from .run import StagedPage, SyncIssue, SyncRun
from .study import Study, StudyAlias, StudySite, StudySnapshot

__all__ = [
    "Candidate",
    "RegistryQuery",
    "StagedPage",
    "Study",
    "StudyAlias",
    "StudySite",
    "StudySnapshot",
    "SyncIssue",
    "SyncRun",
    "TrialIndexPage",
    "TrialPage",
]
