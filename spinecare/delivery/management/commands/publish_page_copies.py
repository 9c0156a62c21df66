"""Copies all public pages to disk now, instead of when it is time."""

from __future__ import annotations

from django.core.management import BaseCommand

from spinecare.delivery.copying import copy_all


class Command(BaseCommand):
    help = "Copy every public page to disk as readers get it, for when the database is away; drop copies of others."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{copy_all()} pages are kept.")
