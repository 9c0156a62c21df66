from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImagesConfig(AppConfig):
    name = "spinecare.images"
    label = "images"
    verbose_name = _("Images")

    def ready(self) -> None:
        from . import signals  # noqa: F401
