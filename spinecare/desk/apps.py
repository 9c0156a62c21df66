from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "spinecare.desk"
    label = "desk"
    verbose_name = "The editors' desk"
