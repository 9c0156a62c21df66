"""Links to make, and folders of their own for what is kept of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from spinecare.carelinks.making import Chosen, Wishes, make_link
from spinecare.carelinks.models import CareLink
from tests.pages.site_parts import page_at

MakeLink = Callable[..., CareLink]


@pytest.fixture(autouse=True)
def _folders_of_their_own(tmp_path: Path, settings) -> None:
    settings.CARE_LINKS_ROOT = tmp_path / "given"
    settings.OPENED_ROOT = tmp_path / "opened"
    settings.PUBLISHED_ROOT = tmp_path / "published"


@pytest.fixture
def link_to(db: None) -> MakeLink:
    """Makes a link to the pages at some addresses."""

    def make(*addresses: str, anchor: str = "", **wishes: object) -> CareLink:
        return make_link([Chosen(page_at(address), anchor) for address in addresses], Wishes(**wishes))

    return make
