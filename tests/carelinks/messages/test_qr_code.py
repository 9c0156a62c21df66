"""The QR code opens exactly the address that is printed beside it, also when the paper has suffered."""

from __future__ import annotations

import io
import random
import re

import pytest
import zxingcpp
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from spinecare.carelinks.messages.qr_code import png, svg

from .samples import ADDRESS, LONG_ADDRESS, NAMED_ADDRESS, addresses, unhurried

QUIET_MODULES = 4
EACH = pytest.mark.parametrize("address", [ADDRESS, LONG_ADDRESS, NAMED_ADDRESS])


def picture(address: str) -> Image.Image:
    return Image.open(io.BytesIO(png(address))).convert("L")


def modules(address: str) -> int:
    """How many modules wide a code is, with its quiet zone."""
    return int(re.search(r'viewBox="0 0 (\d+) \1"', svg(address)).group(1))


def read(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)]


@unhurried
@given(addresses)
def test_the_picture_opens_the_address(address: str) -> None:
    assert read(picture(address)) == [address]


@EACH
@pytest.mark.parametrize(("dots", "blur", "grain"), [(2, 0.5, 16), (3, 0.8, 16), (4, 1, 32)])
def test_small_and_out_of_focus_it_opens_the_address(address: str, dots: int, blur: float, grain: int) -> None:
    """As a phone sees it from afar in bad light: few dots to a module, blurred, gray and grainy."""
    side = dots * modules(address)
    small = picture(address).resize((side, side), Image.Resampling.LANCZOS)
    dim = small.filter(ImageFilter.GaussianBlur(blur)).point(lambda light: 60 + light // 2)
    noise = Image.frombytes("L", dim.size, random.Random(1).randbytes(side * side))
    assert read(ImageChops.add(dim, noise.point(lambda light: light * grain // 255))) == [address]


@EACH
@pytest.mark.parametrize("angle", [7, 45, 180])
def test_held_askew_it_opens_the_address(address: str, angle: int) -> None:
    assert read(picture(address).rotate(angle, expand=True, fillcolor=255)) == [address]


@EACH
@pytest.mark.parametrize("corner", [(0.62, 0.62), (0.4, 0.62), (0.62, 0.35)])
def test_a_blot_does_no_harm(address: str, corner: tuple[float, float]) -> None:
    """About a twentieth of the picture, which the least correction would not make good."""
    image = picture(address)
    start = [round(part * image.width) for part in corner]
    ImageDraw.Draw(image).rectangle([*start, *(place + image.width // 5 for place in start)], fill=90)
    assert read(image) == [address]


@EACH
def test_the_quiet_zone_is_whole(address: str) -> None:
    image = picture(address)
    zone = QUIET_MODULES * image.width // modules(address)
    assert ImageChops.invert(image).getbbox() == (zone, zone, image.width - zone, image.height - zone)


@EACH
def test_both_files_have_the_same_size_on_paper(address: str) -> None:
    drawing = BeautifulSoup(svg(address), "html.parser").svg
    assert drawing["width"] == drawing["height"] == f"{modules(address)}mm"
    image = Image.open(io.BytesIO(png(address)))
    assert image.width / image.info["dpi"][0] * 25.4 == pytest.approx(modules(address), rel=0.02)


@unhurried
@given(st.one_of(addresses, st.just("https://spine.example.org/go/<b>&\"'")))
def test_the_drawing_has_no_style_and_no_code(address: str) -> None:
    """So it can stand within a page whose policy allows neither."""
    soup = BeautifulSoup(svg(address), "html.parser")
    assert [element.name for element in soup.find_all(True)] == ["svg", "title", "path", "path"]
    names = {name for element in soup.find_all(True) for name in element.attrs}
    assert names == {"xmlns", "width", "height", "viewbox", "class", "fill", "stroke", "d"}
    assert soup.title.get_text() == f"QR code of {address}"
