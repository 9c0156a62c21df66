"""Who can take part, as the registry's free text says it: split into its two sides, or shown whole.

A person reads this to learn whether to hope. So no criterion may ever stand on the wrong side: a text that leaves any
doubt comes back whole, with the reason. `split` is the only door.
"""

from .result import Eligibility, Section
from .splitting import split

__all__ = ["Eligibility", "Section", "split"]
