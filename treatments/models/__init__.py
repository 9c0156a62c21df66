from .index import TreatmentIndexPage, TumorTypeIndexPage
from .treatment import TreatmentPage
from .tumor_type import TumorTypePage

__all__ = ["TreatmentIndexPage", "TreatmentPage", "TumorTypeIndexPage", "TumorTypePage"]
