"""One running site and one Chromium for all browser tests, and windows of every kind onto the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import cache

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from spinecare.launch import tools
from spinecare.launch.running_site import RunningSite, running_site

from .first_visit import FirstVisit

ADMIN_PASSWORD = "given-to-the-launcher-1"
# Two busy cores can take their time over a page; that it is fast is for other tests to say.
PATIENCE_MS = 15_000
PATIENCE_FOR_A_PAGE_MS = 60_000
PHONE = 360
# In this order: the last one puts the whole site in use.
LAST_MODULES = (
    "test_compose_story.py",
    "test_editor_story.py",
    "test_sign_off_story.py",
    "test_admin_pages.py",
)

OpenWindow = Callable[..., Page]
FirstVisits = Callable[..., FirstVisit]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The editor changes the one site that all browser tests share, so the editor comes after the readers."""
    items.sort(key=lambda item: LAST_MODULES.index(item.path.name) + 1 if item.path.name in LAST_MODULES else 0)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The starter site in a folder of its own, served as `make run` serves it."""
    with running_site(tmp_path_factory.mktemp("site"), ADMIN_PASSWORD) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_MS)
        chromium = playwright.chromium.launch(executable_path=tools.chromium(), args=list(tools.CHROMIUM_ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def open_window(site: RunningSite, browser: Browser) -> Iterator[OpenWindow]:
    """Opens a fresh window, with the options of a browser context; all are closed after the test."""
    with ExitStack() as opened:

        def open_one(**options) -> Page:
            context = new_context(site, browser, **options)
            opened.callback(context.close)
            return context.new_page()

        yield open_one


@pytest.fixture(scope="session")
def first_visit(site: RunningSite, browser: Browser) -> FirstVisits:
    """Somebody new reads one page to its end. What is asked of several tests is looked at once."""

    @cache
    def look(address: str, width: int) -> FirstVisit:
        with closing(new_context(site, browser, viewport={"width": width, "height": 800})) as context:
            return FirstVisit(context.new_page(), site.origin).look_at(address)

    # A cache would take the width left out for another question than the same width written out.
    return lambda address, width=PHONE: look(address, width)


def new_context(site: RunningSite, browser: Browser, **options) -> BrowserContext:
    """A browser of somebody new: nothing remembered, nothing kept. Nobody here has time to watch things glide."""
    context = browser.new_context(base_url=site.origin, reduced_motion="reduce", **options)
    context.set_default_timeout(PATIENCE_MS)
    context.set_default_navigation_timeout(PATIENCE_FOR_A_PAGE_MS)
    return context
