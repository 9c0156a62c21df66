"""Writes the error pages to disk. Part of setting a site up, and of every upgrade."""

from __future__ import annotations

from django.core.management import BaseCommand

from spinecare.delivery import error_pages


class Command(BaseCommand):
    help = "Write the error pages (400, 403, 404, 500, 503) to disk, with the emergency wording last published."

    def handle(self, *args: object, **options: object) -> None:
        error_pages.republish()
