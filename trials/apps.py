from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrialsConfig(AppConfig):
    name = "trials"
    label = "trials"
    verbose_name = _("Clinical trials")

    def ready(self) -> None:
        from . import signals  # noqa: F401
