from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    name = "spinecare.links"
    label = "links"
    verbose_name = _("Links")

    def ready(self) -> None:
        from wagtail.models import ReferenceIndex

        from spinecare.core.models import CenterSettings

        from . import checks, signals  # noqa: F401

        # Wagtail does not look into settings by itself, so a page in a menu would seem to be used nowhere.
        ReferenceIndex.register_model(CenterSettings)
