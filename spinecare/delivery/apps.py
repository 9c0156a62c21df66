from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "spinecare.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        from . import signals  # noqa: F401
