"""The stylesheets: small, mirrored by itself for scripts from right to left, and dark in nothing but its colors."""

from __future__ import annotations

import gzip
import re

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "static" / "css"
STYLES = "".join((FOLDER / name).read_text() for name in ("site.css", "trials.css"))
SMALL = 12 * 1024
DARK = "prefers-color-scheme"
# What names a side of the window instead of a side of the text. `top`, `width` and the like do no harm when mirrored,
# but the logical names stand beside them everywhere, so there is one way to write each thing.
PHYSICAL = re.compile(
    r"""(?<![\w-])(
        (?:margin|padding|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)
        | border-(?:left|right|top|bottom)(?:-[a-z]+)* | border-(?:top|bottom)-(?:left|right)-radius
        | left | right | top | bottom | (?:min-|max-)?(?:width|height) | overflow-[xy] | float | clear
    )\s*:""",
    re.VERBOSE,
)
SIDED_VALUE = re.compile(
    r"(?<![\w-])(?:text-align|float|clear|justify-[a-z]+|transform-origin)\s*:[^;}]*\b(?:left|right)\b"
)
# Four sides of which right and left differ: top right bottom left.
FOUR_SIDES = re.compile(r"(?<![\w-])(?:margin|padding|inset|border-(?:width|color|style|radius))\s*:\s*([^;}]+)")


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def declarations(text: str) -> str:
    """The rules without comments and without what stands in brackets after an at-rule (`min-width` is a question)."""
    return re.sub(r"@[a-z-]+[^{;]*", "", without_comments(text))


def sided(text: str) -> list[str]:
    """Every declaration that names left or right, so that it would not be mirrored."""
    plain = declarations(text)
    found = [match.group(0) for pattern in (PHYSICAL, SIDED_VALUE) for match in pattern.finditer(plain)]
    for match in FOUR_SIDES.finditer(plain):
        parts = re.findall(r"[^\s(]+(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?", match.group(1))
        if len(parts) == 4 and parts[1] != parts[3]:
            found.append(match.group(0))
    return [each for each in found if not each.startswith("overflow")]


def blocks(text: str, question: str) -> list[str]:
    """What stands between the braces of every at-rule whose condition holds these words."""
    plain = without_comments(text)
    found = []
    for match in re.finditer(rf"@[a-z]+[^{{;]*{question}[^{{;]*\{{", plain):
        depth, end = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(plain[end], 0)
            end += 1
        found.append(plain[match.end() : end - 1])
    return found


def not_a_color(block: str) -> list[str]:
    """Declarations of a block that set anything but a color token."""
    inner = re.sub(r":root\s*\{", "", block).replace("}", ";")
    parts = [part.strip() for part in inner.split(";")]
    return [part for part in parts if part and not re.fullmatch(r"--[a-z-]+: #[0-9a-f]{6}", part)]


def test_it_is_small() -> None:
    assert len(gzip.compress(STYLES.encode())) <= SMALL


def test_no_rule_names_left_or_right() -> None:
    assert sided(STYLES) == []


@pytest.mark.parametrize(
    "rule",
    [
        "a { margin-left: 1px }",
        "a{color:red;right:0}",
        "a { border-left-width: 1px }",
        "p { text-align: right }",
        "p { width: 3rem }",
        "p { margin: 0 1rem 0 calc(1rem + 2px) }",
    ],
)
def test_a_rule_that_names_a_side_would_be_seen(rule: str) -> None:
    assert sided(f"@media (min-width: 3rem) {{ {rule} }}")


@pytest.mark.parametrize(
    "rule", ["/* left: 0 */", "a { inset-inline-start: 0; margin: 0 auto 1px; padding: 1px 2px 3px 2px }"]
)
def test_a_rule_that_mirrors_itself_is_none(rule: str) -> None:
    assert not sided(f"@media (max-width: 3rem) {{ {rule} }}")


def test_dark_changes_nothing_but_colors() -> None:
    """So what has been checked of the layout in light holds in dark."""
    dark = blocks(STYLES, DARK)
    assert dark
    assert [part for block in dark for part in not_a_color(block)] == []


def test_a_dark_rule_that_moves_things_would_be_seen() -> None:
    spoiled = STYLES + "@media (prefers-color-scheme: dark) { :root { --ink: #ffffff; --gap: 1rem } p { order: 1 } }"
    assert [part for block in blocks(spoiled, DARK) for part in not_a_color(block)] == ["--gap: 1rem", "p { order: 1"]
