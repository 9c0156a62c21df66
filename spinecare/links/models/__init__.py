from .link import Link, LinkUse
from .missed import MissedAddress, TakenSpool
from .round import LinkRound

__all__ = ["Link", "LinkRound", "LinkUse", "MissedAddress", "TakenSpool"]
