from .records import Change, SignOff
from .signed import Signed, SignedObject, SignedPage
from .task import ClinicalSignOffTask

__all__ = ["Change", "ClinicalSignOffTask", "SignOff", "Signed", "SignedObject", "SignedPage"]
