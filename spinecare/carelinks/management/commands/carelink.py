"""Links for letters and leaflets, from the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser

from spinecare.carelinks import kept
from spinecare.carelinks.lists import checking, exporting, importing
from spinecare.carelinks.making import Wishes, make_link
from spinecare.carelinks.resolving import chosen

# What the list says, or where a link leads, is wrong; or the command could not be done as it was asked for.
WRONG, NOT_DONE = 1, 2


class Command(BaseCommand):
    """`manage.py carelink create|import|export|check`."""

    help = "Make links for letters and leaflets, take in or hand out lists of them, and check that they lead somewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="{create,import,export,check}")

        def add(name: str, do: Callable[..., None], words: str) -> ArgumentParser:
            action = actions.add_parser(name, help=words, description=words)
            action.set_defaults(do=do)
            return action

        create = add("create", self.create, "Make a link, and print its address.")
        create.add_argument(
            "paths", nargs="+", metavar="PATH", help="/treatments/surgery/ or a whole address; several are a list"
        )
        create.add_argument("--alias", default="", metavar="NAME", help="a readable name, such as steroids")
        create.add_argument(
            "--section", default="", metavar="ID", help="the part of the page to open; as good: PATH#ID"
        )
        create.add_argument(
            "--note", default="", metavar="TEXT", help="from the team, above a list; nothing about a patient"
        )
        create.add_argument("--discreet", action="store_true", help="previews in messengers do not name the page")
        take_in = add("import", self.take_in, "Make the links of a list: all of them, or none.")
        take_in.add_argument(
            "file", type=Path, metavar="FILE.csv", help=f"with the columns {', '.join(importing.COLUMNS)}"
        )
        export = add("export", self.export, "Write all links as CSV.")
        export.add_argument("file", type=Path, nargs="?", metavar="FILE", help="standard output where none is named")
        add("check", self.check_links, "Write down anew what links open, and say which of them lead nowhere.")

    def handle(self, *args: Any, do: Callable[..., None], **options: Any) -> None:
        do(**options)

    def create(self, paths: list[str], alias: str, section: str, note: str, discreet: bool, **options: Any) -> None:
        if section and len(paths) > 1:
            raise CommandError("--section goes with one page. For several write PATH#ID.", returncode=NOT_DONE)
        try:
            pages = [chosen(path, section) for path in paths]
            link = make_link(pages, Wishes(note=note, alias=alias, discreet=discreet))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=NOT_DONE) from error
        self.stdout.write(link.address)

    def take_in(self, file: Path, **options: Any) -> None:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file} cannot be read: {error}", returncode=NOT_DONE) from error
        try:
            done = importing.take_in(importing.read_rows(text))
        except importing.ListRefused as refused:
            raise CommandError("\n".join(["Nothing was taken in.", *refused.problems]), returncode=WRONG) from refused
        for each in done:
            self.stdout.write(f"{each.link.address}  {each.row.path}{'' if each.is_new else '  (was there)'}")
        new = sum(each.is_new for each in done)
        self.stdout.write(f"Links made: {new}. There already: {len(done) - new}.")

    def export(self, file: Path | None, **options: Any) -> None:
        if file is None:
            exporting.write(self.stdout)
            return
        try:
            with file.open("w", encoding="utf-8", newline="") as opened:
                number = exporting.write(opened)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}", returncode=NOT_DONE) from error
        self.stdout.write(f"Links written: {number}.")

    def check_links(self, **options: Any) -> None:
        for code in kept.refresh():
            self.stdout.write(f"{code}  taken in from the journal: the database had forgotten it")
        nowhere = checking.leading_nowhere()
        for each in nowhere:
            state = "explained" if each.is_answered else "nobody has said where it leads instead"
            self.stdout.write(f"{each.code}  “{each.title}” is gone: {state}")
        open_questions = sum(not each.is_answered for each in nowhere)
        if open_questions:
            raise CommandError(f"Pages of links that are gone without an answer: {open_questions}.", returncode=WRONG)
        self.stdout.write("Every other link opens its page." if nowhere else "Every link opens its page.")
