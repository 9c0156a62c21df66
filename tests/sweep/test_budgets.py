"""Fast on a bad phone: what the first view of a page needs, the HTML and the stylesheet, is small when compressed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.browser.addresses import ADDRESSES

from .site_map import land_on

pytestmark = pytest.mark.django_db
KB = 1024
STYLES: Path = settings.BASE_DIR / "static" / "css"
# One for all pages, and one more for those about trials.
SHEETS = {"/trials/": ["site.css", "trials.css"]}
NEVER_OVER = 24 * KB
# One round of packets, with which a new connection begins.
FIRST_ROUND = 14 * KB
# The long pages about one tumor or one treatment take a second round. So do all about trials, with the registry's own
# text beside ours; they are held to the limit alone.
WITHIN_FIRST_ROUND = 1 / 3


def weights(client: Client) -> dict[str, int]:
    """The compressed size of each page's HTML and of its stylesheets together."""
    return {address: styles(address) + len(gzip.compress(land_on(client, address).body)) for address in ADDRESSES}


def sheets_of(address: str) -> list[str]:
    return next((names for start, names in SHEETS.items() if address.startswith(start)), ["site.css"])


def styles(address: str) -> int:
    return sum(len(gzip.compress((STYLES / name).read_bytes())) for name in sheets_of(address))


def test_no_page_is_over_the_limit(client: Client) -> None:
    heavy = {address: size for address, size in weights(client).items() if size > NEVER_OVER}
    assert heavy == {}


def test_a_third_of_the_pages_comes_in_the_first_round(client: Client) -> None:
    sizes = sorted(size for address, size in weights(client).items() if not address.startswith("/trials/"))
    within = [size for size in sizes if size <= FIRST_ROUND]
    assert len(within) >= WITHIN_FIRST_ROUND * len(sizes), f"{len(within)} of {len(sizes)}: {sizes}"


def test_a_page_loads_no_other_stylesheet(client: Client) -> None:
    """Else the sums above would be too small."""
    for address in ADDRESSES:
        sheets = [link["href"] for link in land_on(client, address).html.select("link[rel~=stylesheet]")]
        assert [Path(sheet).name for sheet in sheets] == sheets_of(address), address
