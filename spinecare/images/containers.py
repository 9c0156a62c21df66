"""Takes the metadata out of picture files without touching a pixel.

A picture file is a row of labelled pieces. Each function keeps the pieces that are needed to show the picture in its
right colors and drops the rest: position, camera, author, comments, thumbnails, and whatever stands behind the end.
Saving the picture again instead would lose quality, and for a large AVIF takes twenty seconds and over a gigabyte.

A broken file raises ValueError, IndexError or struct.error.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs acTL fcTL fdAT".split()
)

WEBP_KEPT = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"])
WEBP_HAS_METADATA = 0b1100

GIF_IMAGE, GIF_EXTENSION, GIF_END = 0x2C, 0x21, 0x3B
GIF_TIMING, GIF_APPLICATION = 0xF9, 0xFF
GIF_LOOPING = (b"NETSCAPE2.0", b"ANIMEXTS1.0")

JPEG_END, JPEG_SCAN, JPEG_COMMENT = 0xD9, 0xDA, 0xFE
# Inside a scan 0xFF is data before a zero, a restart mark before D0 to D7, and padding before another 0xFF.
JPEG_MARKER_AFTER_SCAN = re.compile(rb"\xff(?![\x00\xd0-\xd7\xff])")
JFIF_WITHOUT_THUMBNAIL = 18

# A TIFF header and a directory of no entries: what readers of Exif accept as "nothing is noted".
NOTHING_NOTED = b"II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00"
EXIF_PREFIX = b"Exif\x00\x00"


def jpeg(data: bytes) -> bytes:
    kept, at = [data[:2]], 2
    # A file that stops before its end mark is cut short. Decoders paint the missing part gray once they see the mark,
    # so it must not be added here.
    while True:
        if data[at] != 0xFF:
            raise ValueError("not a JPEG segment")
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker == JPEG_END:
            break
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker == JPEG_SCAN:
            found = JPEG_MARKER_AFTER_SCAN.search(data, end)
            if not found:
                raise ValueError("a JPEG without an end")
            end = found.start()
        if _is_kept_in_jpeg(marker, data[at:end]):
            kept.append(data[at:end])
        at = end
    return b"".join([*kept, bytes([0xFF, JPEG_END])])


def _is_kept_in_jpeg(marker: int, segment: bytes) -> bool:
    content = segment[4:]
    match marker:
        case 0xE0:
            return content.startswith(b"JFIF\x00") and len(segment) == JFIF_WITHOUT_THUMBNAIL
        case 0xE2:
            return content.startswith(b"ICC_PROFILE\x00")
        case 0xEE:
            return content.startswith(b"Adobe")
    return not (0xE0 <= marker <= 0xEF or marker == JPEG_COMMENT)


def png(data: bytes) -> bytes:
    kept, at, kind = [PNG_SIGNATURE], len(PNG_SIGNATURE), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + length + 12
        if kind in PNG_KEPT:
            kept.append(data[at:end])
        at = end
    return b"".join(kept)


def webp(data: bytes) -> bytes:
    stop = 8 + struct.unpack_from("<I", data, 4)[0]
    kept, at = [], 12
    while at < min(stop, len(data)):
        kind, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length + length % 2
        if kind == b"VP8X":
            flags = data[at + 8] & ~WEBP_HAS_METADATA
            kept.append(data[at : at + 8] + bytes([flags]) + data[at + 9 : end])
        elif kind in WEBP_KEPT:
            kept.append(data[at:end])
        at = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def gif(data: bytes) -> bytes:
    at = 13 + _gif_palette(data[10])
    kept = [data[:at]]
    while data[at] != GIF_END:
        if data[at] == GIF_IMAGE:
            end = _gif_blocks_end(data, at + 11 + _gif_palette(data[at + 9]))
            kept.append(data[at:end])
        elif data[at] == GIF_EXTENSION:
            end = _gif_blocks_end(data, at + 2)
            if _is_kept_in_gif(data[at:end]):
                kept.append(data[at:end])
        else:
            raise ValueError("not a GIF block")
        at = end
    return b"".join([*kept, bytes([GIF_END])])


def _is_kept_in_gif(extension: bytes) -> bool:
    return extension[1] == GIF_TIMING or (extension[1] == GIF_APPLICATION and extension[3:14] in GIF_LOOPING)


def _gif_palette(flags: int) -> int:
    """The number of bytes in the palette that these flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _gif_blocks_end(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1


def avif(data: bytes, exif: bytes, xmp: bytes) -> bytes:
    """Blanked, not cut out: an AVIF file says in numbers where each of its pieces begins."""
    head = exif[: len(EXIF_PREFIX)] if exif.startswith(EXIF_PREFIX) else b""
    nothing = (head + NOTHING_NOTED).ljust(len(exif), b"\x00")
    return _blanked(_blanked(data, exif, nothing), xmp, b" " * len(xmp))


def _blanked(data: bytes, piece: bytes, blank: bytes) -> bytes:
    if not piece:
        return data
    if len(piece) != len(blank) or data.count(piece) != 1:
        raise ValueError("metadata that cannot be taken out")
    return data.replace(piece, blank)


CLEANERS: dict[str, Callable[[bytes], bytes]] = {"JPEG": jpeg, "MPO": jpeg, "PNG": png, "WEBP": webp, "GIF": gif}
