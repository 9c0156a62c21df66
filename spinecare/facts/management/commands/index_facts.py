"""Make the list of what uses which fact anew from all texts. Needed only after texts were changed past the site."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from spinecare.facts.models import FactUse
from spinecare.facts.uses import index_everything


class Command(BaseCommand):
    help = "Read every text of the site and list which fact it uses."

    def handle(self, *args: Any, **options: Any) -> None:
        texts = index_everything()
        self.stdout.write(f"{texts} texts read, {FactUse.objects.count()} uses of facts found.")
