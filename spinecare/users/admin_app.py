"""Wagtail's app for people in the admin, told to use our screens. Apart from `apps.py`, which may name only one app."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleAdminConfig(WagtailUsersAppConfig):
    user_viewset = "spinecare.users.people_screens.PeopleViewSet"
