"""Every link ever given, on disk, beside the database: a restored backup must not forget what was sent since.

One line of JSON for each, only ever added to. What a line says is enough to make the link anew: `adopt` does so for
whatever the database does not know. It is written when a link is made, and again by the schedule if that failed.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.dateparse import parse_datetime

from .models import Alias, CareLink, Destination, Item

FILE = "issued.jsonl"
KNOWN_OF_PAGE = ("translation_key", "language", "title", "summary", "address", "above")


@dataclass(frozen=True)
class Given:
    """What the journal says of all links: codes, and the code of each readable name."""

    lines: dict[str, dict[str, Any]]
    aliases: dict[str, str]


def has_code(code: str) -> bool:
    return code in read().lines


def has_alias(name: str) -> bool:
    return name in read().aliases


def write_on_commit(link: CareLink) -> None:
    """Write a link down as soon as it is sure to exist."""
    transaction.on_commit(lambda: write([link]))


def write(links: list[CareLink]) -> None:
    """Add these links. What is written has reached the disk when this returns."""
    lines = "".join(f"{json.dumps(_line(link), ensure_ascii=False)}\n" for link in links)
    with _opened() as file:
        file.write(lines.encode())
        file.flush()
        os.fsync(file.fileno())


def read() -> Given:
    """All that was ever given. Later lines of a code add names to it; half a line, from a power cut, is passed over."""
    lines: dict[str, dict[str, Any]] = {}
    aliases: dict[str, str] = {}
    for line in _lines():
        lines.setdefault(line["code"], line)
        for name in line["aliases"]:
            aliases.setdefault(name, line["code"])
    return Given(lines, aliases)


def bring_into_step() -> list[str]:
    """Write down what only the database knows, and take in what only the journal knows. Gives the codes taken in."""
    _path().parent.mkdir(parents=True, exist_ok=True)
    given = read()
    links = CareLink.objects.prefetch_related("aliases", "items__destination")
    missing = [link for link in links if not _is_whole(link, given)]
    if missing:
        write(missing)
    known = set(CareLink.objects.values_list("code", flat=True))
    adopted = [code for code in given.lines if code not in known]
    for code in adopted:
        _adopt(given.lines[code])
    named = set(Alias.objects.values_list("name", flat=True))
    for name, code in given.aliases.items():
        if name not in named:
            Alias.objects.create(name=name, link=CareLink.objects.get(code=code))
    return adopted


def _is_whole(link: CareLink, given: Given) -> bool:
    return link.code in given.lines and all(given.aliases.get(alias.name) for alias in link.aliases.all())


@transaction.atomic
def _adopt(line: dict[str, Any]) -> None:
    link = CareLink.objects.create(
        code=line["code"], heading=line["heading"], note=line["note"], discreet=line["discreet"]
    )
    # The day it was made is the day it was made, not the day of the repair.
    CareLink.objects.filter(pk=link.pk).update(made_at=parse_datetime(line["made_at"]))
    for position, item in enumerate(line["items"]):
        page = item["page"]
        destination, _is_new = Destination.objects.get_or_create(
            translation_key=page["translation_key"],
            language=page["language"],
            defaults={name: page[name] for name in KNOWN_OF_PAGE},
        )
        Item.objects.create(
            link=link, destination=destination, anchor=item["anchor"], section=item["section"], position=position
        )


def _line(link: CareLink) -> dict[str, Any]:
    return {
        "code": link.code,
        "aliases": [alias.name for alias in link.aliases.all()],
        "heading": link.heading,
        "note": link.note,
        "discreet": link.discreet,
        "made_at": link.made_at.isoformat(),
        "items": [
            {"anchor": item.anchor, "section": item.section, "page": _page(item.destination)}
            for item in link.items.all()
        ],
    }


def _page(destination: Destination) -> dict[str, Any]:
    page = {name: getattr(destination, name) for name in KNOWN_OF_PAGE}
    return page | {"translation_key": str(destination.translation_key)}


def _lines() -> Iterator[dict[str, Any]]:
    try:
        text = _path().read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    for line in text.splitlines():
        try:
            read_line = json.loads(line)
        except ValueError:
            continue
        if isinstance(read_line, dict) and "code" in read_line:
            yield read_line


@contextmanager
def _opened() -> Iterator[Any]:
    """The file, for this process alone, with a line of its own to write on."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
            if file.read(1) != b"\n":
                file.write(b"\n")
        yield file


def _path() -> Path:
    return Path(settings.CARE_LINKS_ROOT) / FILE
