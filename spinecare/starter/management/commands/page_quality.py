"""`manage.py page_quality`: the table of how good the clinical pages are."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from spinecare.editorial.models import ClinicalPage
from spinecare.editorial.page_text import text_of
from spinecare.starter.quality.records import fingerprint, readers
from spinecare.starter.quality.report import PageReport, clinical_pages, report_on

HEAD = ("page", "words", "grade", "SMOG", "short", "w/sent", ">20", "pass%", "parts", "src", "numbers")
SCORES = ("DISCERN", "least", "PEMAT-U", "PEMAT-A", "CDC")


class Command(BaseCommand):
    help = (
        "Print, for every clinical page: reading grade, SMOG, grade of “In short”, words a sentence, sentences over 20 "
        "words, passive sentences, parts filled, sources, numbers that are Facts; then each reader's scores."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("addresses", nargs="*", help="only these pages, such as /treatments/surgery/")
        parser.add_argument("--text", action="store_true", help="print the text that is measured, and its fingerprint")
        parser.add_argument("--faults", action="store_true", help="name what keeps a page from its targets")

    def handle(self, *args, addresses: list[str], text: bool, faults: bool, **options) -> None:
        pages = [self.page_at(address) for address in addresses] or list(clinical_pages())
        if text:
            for page in pages:
                self.show_text(page)
            return
        found = [report_on(page) for page in pages]
        self.show_table(found)
        if faults:
            for report in found:
                for fault in faults_of(report):
                    self.stdout.write(f"{report.address}: {fault}")
        self.stdout.write(f"{sum(report.on_target for report in found)} of {len(found)} pages at every target.")
        for name, who in readers().items():
            self.stdout.write(f"Reader {name}: {who}")

    def page_at(self, address: str) -> ClinicalPage:
        page = next((page for page in clinical_pages() if page.url_path == f"/home{address}"), None)
        if page is None:
            raise CommandError(f"There is no clinical page at {address}.")
        return page

    def show_text(self, page: ClinicalPage) -> None:
        words = text_of(page)
        self.stdout.write(f"# {page.heading}\nfingerprint: {fingerprint(words.whole)}\n")
        self.stdout.write("## In short\n" + "\n".join(f"- {line}" for line in words.in_short))
        self.stdout.write("\n" + "\n\n".join(words.body) + "\n")

    def show_table(self, found: list[PageReport]) -> None:
        width = max((len(report.address) for report in found), default=4)
        self.stdout.write("  ".join([HEAD[0].ljust(width), *[name.rjust(7) for name in (*HEAD[1:], *SCORES)]]))
        for report in found:
            self.stdout.write("  ".join([report.address.ljust(width), *[cell.rjust(7) for cell in cells(report)]]))


def cells(report: PageReport) -> list[str]:
    """One row of the table. Two readers' scores stand as 68/70; a star means the text has changed since."""
    reading = report.reading
    changed = "*" if report.outdated else ""
    return [
        str(reading.words),
        f"{reading.flesch_kincaid:.1f}",
        f"{reading.smog:.1f}",
        f"{report.in_short.flesch_kincaid:.1f}",
        f"{reading.words_per_sentence:.1f}",
        str(reading.long_sentences),
        f"{reading.passive_share:.0%}",
        f"{report.parts_filled}/{report.parts}",
        str(report.sources),
        f"{report.number_sentences - len(report.untraced)}/{report.number_sentences}",
        changed + ("/".join(f"{rating.discern.total}" for rating in report.ratings) or "-"),
        "/".join(str(rating.discern.least) for rating in report.ratings) or "-",
        "/".join(f"{rating.pemat.understandability:.0%}".rstrip("%") for rating in report.ratings) or "-",
        "/".join(f"{rating.pemat.actionability:.0%}".rstrip("%") for rating in report.ratings) or "-",
        "/".join(f"{rating.cdc.share:.0%}".rstrip("%") for rating in report.ratings) or "-",
    ]


def faults_of(report: PageReport) -> list[str]:
    """What keeps a page from its targets, in words."""
    faults = [f"a number outside a Fact: “{claim}”" for claim in report.untraced]
    if not report.readable:
        faults.append("too hard to read")
    if report.parts != report.parts_filled:
        faults.append("a part is empty")
    if len(report.ratings) < 2:
        faults.append("fewer than two readers have scored it")
    faults += [f"reader {rating.reader} scored an earlier text" for rating in report.outdated]
    faults += [f"reader {rating.reader} scored it below a target" for rating in report.ratings if not rating.on_target]
    return faults
