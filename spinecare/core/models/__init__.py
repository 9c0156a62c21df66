from .base import BasePage
from .settings import CenterSettings

__all__ = ["BasePage", "CenterSettings"]
