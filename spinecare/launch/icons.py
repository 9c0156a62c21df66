"""Every picture made from the site's mark: `static/img/mark.svg` in the sizes that browsers and phones ask for.

They are kept in the repository; this is run by whoever redraws the mark. The list of sizes is also what
`spinecare/core/manifest.py` names, and a test compares the files with it.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import tools
from .packages import ROOT
from .progress import say

if TYPE_CHECKING:
    from PIL.Image import Image

FOLDER = ROOT / "static" / "img"
PAPER = "#fdfbf7"
CLEAR = "transparent"
FAVICON_SIZES = (16, 32, 48)
# Few colors are enough for a mark of two, with room for soft edges.
COLORS = 64

PAGE = """<!doctype html><style>
html, body {{ margin: 0; block-size: 100%; background: {ground}; }}
body {{ display: grid; place-items: center; }}
svg {{ inline-size: {side}px; block-size: {side}px; }}
</style>{mark}"""

Camera = Callable[["Picture"], "Image"]


@dataclass(frozen=True)
class Picture:
    """The mark on a ground. `share` is how much of the shorter side the mark takes."""

    name: str
    width: int
    height: int
    share: float
    ground: str = PAPER

    def html(self, mark: str) -> str:
        return PAGE.format(ground=self.ground, side=round(min(self.width, self.height) * self.share), mark=mark)


PICTURES = (
    Picture("icon-180.png", 180, 180, 0.62),
    Picture("icon-192.png", 192, 192, 0.62),
    Picture("icon-512.png", 512, 512, 0.62),
    # Phones cut a maskable icon to a shape of theirs; the inner four fifths stay.
    Picture("icon-maskable-512.png", 512, 512, 0.5),
    # Beside shared links. Without a name: each center has its own, and sets it in the admin.
    Picture("share.png", 1200, 630, 0.56),
)


def make_icons(folder: Path = FOLDER) -> list[Path]:
    """Draw the mark in every size and write the files. Returns what was written."""
    from playwright.sync_api import sync_playwright

    mark = (FOLDER / "mark.svg").read_text(encoding="utf-8")
    written = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(tools.chromium()), args=["--no-sandbox"])
        # A mark may change its colors in the dark; pictures keep those of the day.
        window = browser.new_page(color_scheme="light")

        def photograph(picture: Picture) -> Image:
            from PIL import Image

            window.set_viewport_size({"width": picture.width, "height": picture.height})
            window.set_content(picture.html(mark))
            shot = window.screenshot(omit_background=picture.ground == CLEAR)
            return Image.open(io.BytesIO(shot))

        written += [_write_png(photograph, picture, folder) for picture in PICTURES]
        written.append(_write_favicon(photograph, folder))
        browser.close()
    for path in written:
        say(f"  {path.name}  {path.stat().st_size} bytes")
    return written


def _write_png(photograph: Camera, picture: Picture, folder: Path) -> Path:
    path = folder / picture.name
    photograph(picture).convert("RGB").quantize(COLORS).save(path, optimize=True)
    return path


def _write_favicon(photograph: Camera, folder: Path) -> Path:
    """One file with all small sizes, each drawn at its own size."""
    images = [photograph(Picture("", size, size, 1.0, CLEAR)).convert("RGBA") for size in FAVICON_SIZES]
    path = folder / "favicon.ico"
    images[-1].save(path, format="ICO", sizes=[image.size for image in images], append_images=images[:-1])
    return path
