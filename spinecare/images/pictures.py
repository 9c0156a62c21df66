"""The sizes and formats a picture is shown in.

They are made when a picture is stored, never when a page is read: a public GET does not write. What is missing when a
page is read is left out; with nothing made yet the original is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from django.db.models import Prefetch, prefetch_related_objects
from PIL import Image as PillowImage
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from .originals import ORIENTATION, UPRIGHT

# Pixels. A phone shows a picture about 400 wide at single density and 800 or 1200 at two or three times that; the text
# column of a desktop is under 700. More would be bytes that nobody sees.
WIDTHS = (400, 800, 1200)

# Best first; a browser takes the first it knows. Measured on our drawings, AVIF at 65 looks like WebP at 80 (the same
# PSNR) in 10 to 25 % fewer bytes; Wagtail's own 61 blurs small letters for the sake of another 8 %.
MODERN_FORMATS = {"avif": "format-avif|avifquality-65", "webp": "format-webp|webpquality-80"}
PHOTOGRAPH_FALLBACK = ("jpeg", "format-jpeg|jpegquality-76")
# A drawing has flat color, hard edges, letters, perhaps transparency: JPEG blurs them all and needs more bytes. Who
# uploads PNG or GIF has drawn something, or has taken a picture of a screen. (A photograph uploaded as PNG costs the
# few browsers that know neither AVIF nor WebP a larger file, and nobody any quality.)
DRAWING_FALLBACK = ("png", "format-png")
DRAWING_EXTENSIONS = (".png", ".gif")

# Modes Pillow can make smaller well and write as PNG. Palettes are turned into full color before.
PALETTES = frozenset({"1", "P", "PA"})
REDUCIBLE = frozenset({"L", "LA", "RGB", "RGBA"}) | PALETTES

MIME_TYPES = {"avif": "image/avif", "webp": "image/webp"}


@dataclass(frozen=True)
class Source:
    """One format the browser may choose."""

    mime_type: str
    srcset: str


@dataclass(frozen=True)
class ShownPicture:
    """Everything the template needs to write a <picture>."""

    sources: tuple[Source, ...]
    src: str
    srcset: str
    width: int
    height: int
    alt: str


def specs(image: AbstractImage) -> dict[str, list[str]]:
    """Wagtail's names for the renditions of a picture, smallest first, by format, the fallback last."""
    fallback = DRAWING_FALLBACK if is_drawing(image) else PHOTOGRAPH_FALLBACK
    formats = MODERN_FORMATS | dict([fallback])
    offered = widths(image)
    chosen = {name: worth_the_work(offered) if name == "avif" else offered for name in formats}
    return {name: [f"width-{width}|{spec}" for width in chosen[name]] for name, spec in formats.items()}


def worth_the_work(offered: list[int]) -> list[int]:
    """AVIF takes ten times as long to make as WebP and gains least on the smallest; phones take the next one up."""
    return offered[1:] or offered


def is_drawing(image: AbstractImage) -> bool:
    return image.file.name.lower().endswith(DRAWING_EXTENSIONS)


def widths(image: AbstractImage) -> list[int]:
    """The widths worth making: those the picture reaches, and one more, which shows all it has."""
    smaller = [width for width in WIDTHS if width < image.width]
    return [*smaller, *WIDTHS[len(smaller) : len(smaller) + 1]]


def prepare(image: AbstractImage) -> None:
    """Make the sizes that are missing.

    Wagtail would decode the original for each, three at a time: half a gigabyte for a photograph of forty million
    pixels. Here all are made from one copy that is just large enough, one after the other.
    """
    wanted = [spec for group in specs(image).values() for spec in group]
    made = image.renditions.filter(filter_spec__in=wanted).values_list("filter_spec", flat=True)
    missing = [Filter(spec=spec) for spec in wanted if spec not in set(made)]
    if missing:
        source = _large_enough(image)
        renditions = [image.generate_rendition_instance(spec, BytesIO(source)) for spec in missing]
        # Somebody else may be making the same ones.
        image.get_rendition_model().objects.bulk_create(renditions, ignore_conflicts=True)
        for rendition in renditions:
            rendition.file.close()


def _large_enough(image: AbstractImage) -> bytes:
    """The picture, as wide as the widest size and without loss; as it is if it is small or of an unusual kind."""
    with image.open_file() as file:
        original = file.read()
    picture = PillowImage.open(BytesIO(original))
    turned = picture.getexif().get(ORIENTATION, UPRIGHT) != UPRIGHT
    if picture.width <= WIDTHS[-1] or turned or picture.mode not in REDUCIBLE:
        return original
    if picture.mode in PALETTES:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    # For a JPEG this decodes no more than it needs.
    picture.thumbnail((WIDTHS[-1], picture.height), PillowImage.Resampling.LANCZOS)
    output = BytesIO()
    picture.save(output, "PNG", compress_level=1, icc_profile=picture.info.get("icc_profile"))
    return output.getvalue()


def load_renditions(images: Iterable[AbstractImage | None]) -> None:
    """Read the renditions of all these pictures in one query, for pages that show many."""
    found = [image for image in images if image is not None]
    if found:
        renditions = found[0].get_rendition_model().objects.all()
        prefetch_related_objects(found, Prefetch("renditions", queryset=renditions, to_attr="prefetched_renditions"))


def shown(image: AbstractImage, alt: str = "") -> ShownPicture:
    """The picture as a page shows it, from the renditions there are."""
    names = specs(image)
    wanted = [Filter(spec=spec) for group in names.values() for spec in group]
    found = {made.spec: rendition for made, rendition in image.find_existing_renditions(*wanted).items()}
    groups = {name: [found[spec] for spec in group if spec in found] for name, group in names.items()}
    fallback = groups.popitem()[1]
    largest = fallback[-1] if fallback else image
    return ShownPicture(
        sources=tuple(Source(MIME_TYPES[name], srcset(group)) for name, group in groups.items() if group),
        src=largest.file.url,
        srcset=srcset(fallback) if len(fallback) > 1 else "",
        width=largest.width,
        height=largest.height,
        alt=alt or described(image),
    )


def srcset(renditions: list[AbstractRendition]) -> str:
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)


def described(image: AbstractImage) -> str:
    """The words for this place if the editor wrote some, else those of the library; nothing for decoration."""
    if getattr(image, "decorative", False):
        return ""
    return getattr(image, "contextual_alt_text", None) or image.default_alt_text
