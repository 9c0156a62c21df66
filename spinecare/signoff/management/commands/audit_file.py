"""`manage.py audit_file ADDRESS`: the story of one signed text, from its first draft to its last signature."""

from __future__ import annotations

from argparse import ArgumentParser

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import models

from spinecare.core.routing import page_at
from spinecare.signoff.audit import audit_file
from spinecare.signoff.models import Signed


class Command(BaseCommand):
    help = "Write the audit file of one signed page or object to standard output, as CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "address", help="such as /treatments/surgery/, or editorial.contact:3 for what has no address of its own"
        )
        parser.add_argument("--json", action="store_true", help="write JSON")

    def handle(self, *args: object, address: str, json: bool, **options: object) -> None:
        story = audit_file(_target(address))
        self.stdout.write(story.as_json() if json else story.as_csv(), ending="\n" if json else "")


def _target(address: str) -> Signed:
    target = _object(address) if ":" in address else page_at(address)
    if not isinstance(target, Signed):
        raise CommandError(f"{address} is nothing that is signed.")
    return target


def _object(address: str) -> models.Model | None:
    label, _, number = address.partition(":")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise CommandError(f"There is no kind of object called {label}.") from error
    if not (issubclass(model, Signed) and number.isdecimal()):
        return None
    return model._base_manager.filter(pk=number).first() or model(pk=int(number))
