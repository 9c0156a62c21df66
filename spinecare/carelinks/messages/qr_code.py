"""The address as a QR code, for paper.

Level Q: a quarter of it may be creased or smudged. The quiet zone is the whole one of the standard, four modules,
for it may end up on colored paper. A code in capitals alone would be smaller, but would open another address than the
one printed beside it.
"""

from __future__ import annotations

import io

import segno
from django.utils.translation import gettext as _

ERROR_CORRECTION = "q"
QUIET_ZONE = 4
# A module of one millimeter is read from an arm's length, and survives a copier.
DOTS_IN_A_MODULE = 12
DOTS_PER_INCH = 300


def svg(address: str) -> str:
    """A drawing with a size in millimeters and no style: as a file of its own, or within a page."""
    drawn = io.BytesIO()
    _code(address).save(
        drawn,
        kind="svg",
        border=QUIET_ZONE,
        unit="mm",
        dark="#000",
        light="#fff",
        svgclass="qr-code",
        lineclass=None,
        title=_("QR code of %(address)s") % {"address": address},
        xmldecl=False,
        nl=False,
    )
    return drawn.getvalue().decode()


def png(address: str) -> bytes:
    """A picture for programs that take no drawing, of the same size on paper."""
    drawn = io.BytesIO()
    _code(address).save(drawn, kind="png", border=QUIET_ZONE, scale=DOTS_IN_A_MODULE, dpi=DOTS_PER_INCH)
    return drawn.getvalue()


def _code(address: str) -> segno.QRCode:
    return segno.make_qr(address, error=ERROR_CORRECTION)
