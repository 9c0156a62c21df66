from .care_link import Alias, CareLink, Item
from .destination import Destination
from .opened import Opened, TakenOpenings
from .placement import Placement
from .told import TellingRound, Told

__all__ = [
    "Alias",
    "CareLink",
    "Destination",
    "Item",
    "Opened",
    "Placement",
    "TakenOpenings",
    "TellingRound",
    "Told",
]
