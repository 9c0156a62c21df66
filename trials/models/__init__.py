from .pages import TrialIndexPage, TrialPage
from .study import Study

__all__ = ["Study", "TrialIndexPage", "TrialPage"]
