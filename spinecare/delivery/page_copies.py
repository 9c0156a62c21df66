"""The published copy: the public pages as readers get them, kept on disk, so that they open without the database.

A page's file is found by its address alone, by Django here and by nginx in `nginx/nginx.conf.template`: `/a/b/` is kept
in `a/b/page.html`, or in `a/b/list.html` where the page depends on its query. Such a copy answers the bare address
only: a list that leaves out what was asked of it would be a wrong answer that looks right.
"""

from __future__ import annotations

import fcntl
import re
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from .audience import is_for_copy, is_public
from .kept_files import replace

PAGE, LIST = "page.html", "list.html"
# What the slug of a page is made of. No name of a file of ours is one, and nothing that leads out of a folder.
SLUG = re.compile(r"[\w-]+")
MAIN = re.compile(r"<main\b[^>]*>")


def answer(request: HttpRequest) -> HttpResponse | None:
    """The kept page at the address a reader asks for, or None."""
    if not is_public(request) or is_for_copy(request):
        return None
    html = _read(request.path_info, [PAGE] if request.META.get("QUERY_STRING") else [PAGE, LIST])
    if html is None:
        return None
    # A copy is neither to be found by search engines nor to be shown once the site is well again.
    return HttpResponse(html, headers={"Cache-Control": "no-store", "X-Robots-Tag": "noindex"})


def with_notice(html: str, made: datetime) -> str:
    """A page's HTML, with a line at the top of its text that says from when it is."""
    notice = render_to_string("components/kept_copy.html", {"made": made})
    marked, times = MAIN.subn(lambda main: f"{main[0]}\n{notice}", html, count=1)
    if not times:
        raise ValueError("a page without <main> has no place to say that it is a copy")
    return marked


def write(address: str, html: str, *, depends_on_query: bool) -> None:
    """Keep a page's HTML. Raises ValueError for an address that no page can have."""
    place = _place(address)
    if place is None:
        raise ValueError("an address with other characters than those of slugs cannot be kept")
    place.mkdir(parents=True, exist_ok=True)
    name, other = (LIST, PAGE) if depends_on_query else (PAGE, LIST)
    replace(place / name, html)
    (place / other).unlink(missing_ok=True)


def forget(address: str) -> bool:
    """Keep the page at this address no longer. Gives whether it was kept."""
    place = _place(address)
    return place is not None and _take_away(place)


def forget_below(address: str) -> bool:
    """Keep neither the page at this address nor any below it. Gives whether any was kept."""
    place = _place(address)
    taken = [_take_away(inner) for inner in _places_in(place)] if place else []
    return any(taken)


def forget_others(addresses: Collection[str]) -> None:
    """Keep the pages at these addresses and no others."""
    kept = {_place(address) for address in addresses}
    for place in _places_in(_folder()):
        if place not in kept:
            _take_away(place)


def are_kept() -> bool:
    """Whether copies are kept here: a site that is only being set up, or tested, has none."""
    return _folder().exists()


@contextmanager
def alone() -> Iterator[None]:
    """One process at a time makes or takes away copies.

    Whoever writes has asked the database while it was alone, so a page that has just been withdrawn cannot be written
    by somebody who had read it a moment before.
    """
    _folder().mkdir(parents=True, exist_ok=True)
    with (_root() / "pages.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- Rounds: all pages, one after the other -------------------------------------------------------------------------


def note_round() -> None:
    """A round begins now."""
    _root().mkdir(parents=True, exist_ok=True)
    _stamp().touch()


def ask_for_round() -> None:
    """Something that stands on many pages has changed, so the next round shall not wait for its time."""
    _stamp().unlink(missing_ok=True)


def seconds_since_round() -> float | None:
    """How long ago the last round began, or None when there was none or somebody has asked for another."""
    try:
        return time.time() - _stamp().stat().st_mtime
    except FileNotFoundError:
        return None


# --- Files ------------------------------------------------------------------------------------------------------------


def _root() -> Path:
    return Path(settings.PUBLISHED_ROOT)


def _folder() -> Path:
    return _root() / "pages"


def _stamp() -> Path:
    return _root() / "pages.round"


def _place(address: str) -> Path | None:
    """The folder that belongs to an address, or None when no page can have it."""
    slugs = [slug for slug in address.split("/") if slug]
    if not all(SLUG.fullmatch(slug) for slug in slugs):
        return None
    return _folder().joinpath(*slugs)


def _read(address: str, names: list[str]) -> str | None:
    place = _place(address)
    for name in names if place else []:
        # Also for an address too long to be a file's.
        with suppress(OSError):
            return (place / name).read_text(encoding="utf-8")
    return None


def _places_in(folder: Path) -> list[Path]:
    """The folder and all in it, innermost first."""
    return sorted({folder, *(path for path in folder.rglob("*") if path.is_dir())}, reverse=True)


def _take_away(place: Path) -> bool:
    # All files: somebody may have been killed while writing one.
    files = [file for file in place.glob("*") if file.is_file()]
    for file in files:
        file.unlink()
    # Folders that hold nothing more go too, as far up as that is so.
    with suppress(OSError):
        while place != _folder():
            place.rmdir()
            place = place.parent
    return bool(files)
