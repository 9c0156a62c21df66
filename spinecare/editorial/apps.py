from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "spinecare.editorial"
    label = "editorial"
    verbose_name = _("Editorial")

    def ready(self) -> None:
        from spinecare.core.diagrams import register

        from . import signals  # noqa: F401
        from .diagrams import DIAGRAMS

        for diagram in DIAGRAMS:
            register(diagram)
