from .clinical import ClinicalPage
from .contact import Contact
from .emergency import EmergencyCard
from .source import Source

__all__ = ["ClinicalPage", "Contact", "EmergencyCard", "Source"]
