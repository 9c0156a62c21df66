"""`make icons` draws every picture of the mark that the site names."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from spinecare.core import manifest
from spinecare.core.metadata import ShareImage
from spinecare.launch import icons


def test_it_draws_what_the_site_names() -> None:
    drawn = {f"img/{picture.name}": f"{picture.width}x{picture.height}" for picture in icons.PICTURES}
    named = {icon.path: icon.sizes for icon in manifest.ICONS if icon.path.endswith(".png")}
    named[ShareImage().path] = f"{ShareImage().width}x{ShareImage().height}"
    assert named.items() <= drawn.items()
    assert manifest.PAPER == icons.PAPER


@pytest.mark.browser
def test_it_draws_them_all(tmp_path: Path) -> None:
    # In a thread of its own: the other browser tests keep theirs busy with their own Chromium.
    with ThreadPoolExecutor(1) as thread:
        written = {path.name: path for path in thread.submit(icons.make_icons, tmp_path).result()}
    assert set(written) == {*(picture.name for picture in icons.PICTURES), "favicon.ico"}
    for picture in icons.PICTURES:
        with Image.open(written[picture.name]) as image:
            assert image.size == (picture.width, picture.height)
            assert len(image.getcolors()) > 2
    with Image.open(written["favicon.ico"]) as favicon:
        assert favicon.info["sizes"] == {(size, size) for size in icons.FAVICON_SIZES}
