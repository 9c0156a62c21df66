"""`manage.py load_starter`: load the sample site, or bring an untouched one up to date."""

from django.core.management.base import BaseCommand, CommandError

from spinecare.starter.documents import ContentError
from spinecare.starter.loader import OccupiedSite, StarterLoader


class Command(BaseCommand):
    help = (
        "Load the starter content. Running it again writes only what has changed in the files; "
        "it never touches what an editor has changed, and refuses a database that holds another site."
    )

    def handle(self, *args, **options) -> None:
        try:
            outcome = StarterLoader(progress=self.show).run()
        except (OccupiedSite, ContentError) as error:
            raise CommandError(str(error)) from error
        counts = ", ".join(f"{count} {what}" for what, count in sorted(outcome.items()))
        self.stdout.write(f"Starter content: {counts}.")

    def show(self, line: str) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r\033[K  {line}", ending="")
            self.stdout.flush()
