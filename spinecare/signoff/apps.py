from django.apps import AppConfig


class SignOffConfig(AppConfig):
    name = "spinecare.signoff"
    label = "signoff"
    verbose_name = "Clinical sign-off"
