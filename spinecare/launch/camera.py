"""A browser that takes pictures of a site, and pictures small enough for git to carry for every clone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from . import tools
from .progress import Failure
from .running_site import RunningSite

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HEIGHT = 900
PATIENCE_MS = 30_000
PALETTES = (256, 128, 64, 32)


@contextmanager
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = list(tools.CHROMIUM_ARGUMENTS)
        with closing(playwright.chromium.launch(executable_path=tools.chromium(), args=arguments)) as browser:
            yield browser


@contextmanager
def new_window(
    site: RunningSite, browser: Browser, width: int, scheme: str = "light", height: int = HEIGHT
) -> Iterator[Page]:
    """A window of somebody who is new to the site."""
    options = {"viewport": {"width": width, "height": height}, "color_scheme": scheme, "reduced_motion": "reduce"}
    with closing(browser.new_context(base_url=site.origin, **options)) as context:
        context.set_default_timeout(PATIENCE_MS)
        yield context.new_page()


def write_small(shot: bytes, path: Path, largest: int) -> None:
    """Write it with as many colors as the size in bytes allows."""
    from PIL import Image

    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    for colors in PALETTES:
        # This method keeps a small patch of a color of its own, such as the dot in the mark.
        picture.quantize(colors, Image.Quantize.MAXCOVERAGE).save(path, optimize=True)
        if path.stat().st_size <= largest:
            return
    raise Failure(f"{path.name} is larger than {largest} bytes even with {PALETTES[-1]} colors.")
