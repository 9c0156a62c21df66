from .care_link import Alias, CareLink, Item
from .destination import Destination

__all__ = ["Alias", "CareLink", "Destination", "Item"]
