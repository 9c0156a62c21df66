from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CareLinksConfig(AppConfig):
    name = "spinecare.carelinks"
    label = "carelinks"
    verbose_name = _("Care links")

    def ready(self) -> None:
        from . import checks, signals  # noqa: F401
