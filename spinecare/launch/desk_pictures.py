"""Pictures of the admin for the editors' guide: what is shown there, who looks at it, and what they have opened.

A test holds `SCENES` against the pictures that the guide names.
"""

from __future__ import annotations

import enum
import json
import re
import secrets
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import camera
from .packages import ROOT
from .progress import step
from .running_site import RunningSite

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

GUIDE = ROOT / "docs" / "editors.md"
FOLDER = GUIDE.with_suffix("")
WIDTH, HEIGHT = 1280, 800
LARGEST_BYTES = 100_000
# The height of what stays at the top of an edit screen.
BAR = 70
PUT_IN_USE = "from spinecare.launch.desk_in_use import put_in_use; put_in_use('{password}')"


class Person(enum.Enum):
    """Whoever looks. People in the pictures are called by their role."""

    AUTHOR = "author"
    EDITOR = "editor"
    REVIEWER = "reviewer"

    @property
    def label(self) -> str:
        return {"author": "An author", "editor": "A content editor", "reviewer": "A clinical reviewer"}[self.value]


def _nothing(window: Page) -> None:
    """The page is shown as it opens."""


def _bring_up(selector: str) -> Callable[[Page], None]:
    """Scroll so that something stands near the top, below the bar that stays there."""
    return lambda window: window.locator(selector).first.evaluate(
        "(it, bar) => { it.style.scrollMarginTop = `${bar}px`; it.scrollIntoView({behavior: 'instant'}); }", BAR
    )


def _write_badly(window: Page) -> None:
    window.get_by_role("button", name="Toggle checks").click()
    # What is typed before the first checks are done would not be looked at.
    window.locator("[data-writing-figure]").filter(has_text=re.compile(r"grade\s*\d")).first.wait_for()
    window.locator("#id_summary").fill("Our world-class team is always there for you. A visit can be arranged.")
    window.locator("[data-content-checker-row]").filter(has_text="Praise").wait_for()


@dataclass(frozen=True)
class Scene:
    """One picture: somebody opens an address, which may name numbers of the sample desk in braces."""

    name: str
    who: Person
    address: str
    opened: Callable[[Page], None] = _nothing

    @property
    def file_name(self) -> str:
        return f"{self.name}.png"


SCENES = (
    Scene("desk", Person.EDITOR, "/admin/"),
    Scene("page", Person.AUTHOR, "/admin/pages/{page}/edit/", _bring_up("[data-contentpath=harms_serious]")),
    Scene("checks", Person.AUTHOR, "/admin/pages/{draft}/edit/", _write_badly),
    Scene("sign-off", Person.REVIEWER, "/admin/sign-off/{waiting}/"),
    Scene("decision", Person.REVIEWER, "/admin/sign-off/{waiting}/", _bring_up("#decide")),
    Scene(
        "fact",
        Person.AUTHOR,
        "/admin/snippets/facts/fact/edit/{fact}/",
        _bring_up("#panel-how_to_use_it_in_a_text-section"),
    ),
    Scene("reviews", Person.EDITOR, "/admin/desk/reviews/"),
    Scene("links", Person.EDITOR, "/admin/reports/links/"),
    Scene("missed", Person.EDITOR, "/admin/reports/missed-addresses/"),
    Scene("candidate", Person.EDITOR, "/admin/trials/candidates/inspect/{candidate}/"),
)


def take(site: RunningSite, browser: Browser, folder: Path = FOLDER) -> None:
    """Put the site in use, and take every picture of it."""
    password = secrets.token_urlsafe(16)
    folder.mkdir(parents=True, exist_ok=True)
    with step("Working on the sample site for a year"):
        site.manage("set_up_roles")
        numbers = json.loads(site.manage("shell", "--no-imports", "-c", PUT_IN_USE.format(password=password)))
    seen_by = defaultdict(list)
    for scene in SCENES:
        seen_by[scene.who].append(scene)
    for who, scenes in seen_by.items():
        with (
            step(f"For the editors' guide: {who.label}"),
            camera.new_window(site, browser, WIDTH, height=HEIGHT) as window,
        ):
            _sign_in(window, who, password)
            for scene in scenes:
                camera.write_small(_shot(window, scene, numbers), folder / scene.file_name, LARGEST_BYTES)


def _sign_in(window: Page, who: Person, password: str) -> None:
    window.goto("/admin/")
    window.get_by_role("textbox", name="Username").fill(who.value)
    window.locator("input[name=password]").fill(password)
    window.get_by_role("button", name="Sign in").click()
    window.get_by_role("link", name="Edit account avatar").wait_for()


def _shot(window: Page, scene: Scene, numbers: dict[str, int]) -> bytes:
    window.goto(scene.address.format_map(numbers))
    window.wait_for_load_state("networkidle")
    scene.opened(window)
    window.wait_for_load_state("networkidle")
    # What was typed is saved by itself a moment later.
    window.locator("[data-w-autosave-state-value=saving]").wait_for(state="detached")
    return window.screenshot()
