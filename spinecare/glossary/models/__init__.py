from .page import GlossaryPage
from .term import Term

__all__ = ["GlossaryPage", "Term"]
