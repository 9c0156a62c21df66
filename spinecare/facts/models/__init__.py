from .fact import Fact
from .use import FactUse

__all__ = ["Fact", "FactUse"]
