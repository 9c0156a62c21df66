"""Pictures of every kind of page, on a phone and a desk, in light and dark and on paper, to look them all through.

They are taken of the sample site, set up for the purpose in a folder of its own. Two are kept in the repository, for
the README, and those of the admin for the editors' guide (`desk_pictures`). What is shown is listed in `SCENES`; a test
holds the list against the page types.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import camera, desk_pictures
from .packages import ROOT
from .progress import Failure, say, step
from .running_site import RunningSite, developers_view, running_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
# Enough to read a sheet of paper on a screen.
PAPER_DPI = 80

DOCS = ROOT / "docs"
# What git carries for every clone stays small.
LARGEST_BYTES = 200_000


@dataclass(frozen=True)
class Scene:
    """One page to look at. An error page has the number of its `error`: it is shown as the site keeps it on disk."""

    name: str
    address: str = "/"
    error: int = 0


SCENES = (
    Scene("home", "/"),
    Scene("treatment-list", "/treatments/"),
    Scene("treatment", "/treatments/proton-therapy/"),
    Scene("tumor-type-list", "/tumor-types/"),
    Scene("tumor-type", "/tumor-types/ependymoma/"),
    Scene("guide", "/symptoms/"),
    Scene("glossary", "/glossary/"),
    Scene("center", "/spine-center/"),
    Scene("support-list", "/support/"),
    Scene("support", "/support/for-carers/"),
    Scene("knowledge", "/knowledge/"),
    Scene("article", "/knowledge/reading-your-mri-report/"),
    Scene("video", "/knowledge/where-spinal-tumors-grow/"),
    Scene("trial-list", "/trials/"),
    Scene("trials-found", "/trials/?type=chordoma&place=Houston&age=62"),
    Scene("trials-not-found", "/trials/?type=chordoma&place=Tokyo"),
    Scene("trial", "/trials/nct99990006/"),
    Scene("trial-paused", "/trials/nct99990013/"),
    Scene("plain-page", "/about/"),
    Scene("contact", "/contact/"),
    Scene("search", "/search/"),
    Scene("search-results", "/search/?q=surgery"),
    Scene("search-nothing-found", "/search/?q=xylophone"),
    *(Scene(f"error-{code}", error=code) for code in (400, 403, 404, 500, 503)),
)
# A short page of the site, to begin from.
GROUND = "/search/"
GALLERY = Scene("gallery", "/gallery/")
# The pictures in the README, by the names of their scenes.
IN_README = ("home", "treatment")


@dataclass(frozen=True)
class Shot:
    """One picture of one scene."""

    scene: Scene
    width: int
    scheme: str

    @property
    def file_name(self) -> str:
        return f"{self.scene.name}-{self.width}-{self.scheme}.png"


def shots(scenes: tuple[Scene, ...]) -> list[Shot]:
    """Every picture to be taken on a screen; those of one window follow each other."""
    return [Shot(scene, width, scheme) for width in WIDTHS for scheme in SCHEMES for scene in scenes]


def default_folder() -> Path:
    return Path(os.environ.get("SPINECARE_VAR") or ROOT / "var").expanduser() / "screenshots"


def take_all(folder: Path | None = None, docs: Path = DOCS) -> None:
    """Take every picture into `folder`, those of the README into `docs`, and those of the editors' guide beside it."""
    folder = (folder or default_folder()).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f"{folder} cannot be made ({error.strerror}); name another FOLDER.") from error
    with _sample_site() as site, camera.chromium() as browser:
        _photograph(site, browser, SCENES, folder)
        with developers_view(site) as view:
            _photograph(view, browser, (GALLERY,), folder)
        with step("For the README"):
            for scene in SCENES:
                if scene.name in IN_README:
                    picture = docs / f"{scene.name}.png"
                    camera.write_small(_first_screen(site, browser, scene), picture, LARGEST_BYTES)
        # It changes the site, so it comes last.
        desk_pictures.take(site, browser, docs / "editors")
    say(f"  {len(list(folder.iterdir()))} files in {folder}")


@contextmanager
def _sample_site() -> Iterator[RunningSite]:
    with ExitStack() as kept:
        place = kept.enter_context(tempfile.TemporaryDirectory(prefix="spinecare-screenshots-"))
        with step("Setting up a sample site"):
            site = kept.enter_context(running_site(Path(place) / "site", secrets.token_urlsafe(16)))
        yield site


def _photograph(site: RunningSite, browser: Browser, scenes: tuple[Scene, ...], folder: Path) -> None:
    for width in WIDTHS:
        for scheme in SCHEMES:
            with step(f"{width} pixels, {scheme}"), _window(site, browser, width, scheme) as window:
                for shot in shots(scenes):
                    if (shot.width, shot.scheme) == (width, scheme):
                        _show(window, site, shot.scene)
                        window.screenshot(path=folder / shot.file_name, full_page=True)
    with step("On paper"), _window(site, browser, WIDTHS[-1], SCHEMES[0]) as window:
        for scene in scenes:
            _show(window, site, scene)
            _print(window, folder / f"{scene.name}-print.pdf")


@contextmanager
def _window(site: RunningSite, browser: Browser, width: int, scheme: str) -> Iterator[Page]:
    with camera.new_window(site, browser, width, scheme) as window:
        # The first page somebody opens may still be without the site's own font; the pictures are of the second.
        window.goto(GROUND, wait_until="networkidle")
        yield window


def _show(window: Page, site: RunningSite, scene: Scene) -> None:
    """Open the scene, and wait for its pictures, also for those that load only when somebody scrolls to them."""
    if scene.error:
        _show_kept_page(window, site, scene)
    else:
        window.goto(scene.address)
    for picture in window.locator("img[loading=lazy]").all():
        picture.scroll_into_view_if_needed()
    window.wait_for_load_state("networkidle")
    window.evaluate("scrollTo(0, 0)")


def _show_kept_page(window: Page, site: RunningSite, scene: Scene) -> None:
    """What a reader would get if the site failed: the page on disk, in the place of a page of the site."""
    kept = site.folder / "published" / "errors" / f"{scene.error}.html"
    window.goto(GROUND)
    window.set_content(kept.read_text())


def _print(window: Page, path: Path) -> None:
    """The page as a PDF; where poppler is installed, as one picture for each sheet as well."""
    window.pdf(path=path, format="A4", prefer_css_page_size=True)
    poppler = shutil.which("pdftoppm")
    if poppler:
        for old in path.parent.glob(f"{path.stem}-*.png"):
            old.unlink()
        subprocess.run([poppler, "-png", "-r", str(PAPER_DPI), str(path), str(path.with_suffix(""))], check=True)


def _first_screen(site: RunningSite, browser: Browser, scene: Scene) -> bytes:
    with _window(site, browser, WIDTHS[-1], SCHEMES[0]) as window:
        _show(window, site, scene)
        return window.screenshot()
