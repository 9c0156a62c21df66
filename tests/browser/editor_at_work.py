"""Somebody at work in the admin: what they click, and what they see come of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, FilePayload, FrameLocator, Locator, Page, expect

from spinecare.launch.running_site import RunningSite

from .conftest import new_context

SIGN_IN_TO = "/admin/"
PASSWORD = "a long password of theirs"
# They are what their group is, and nothing more.
CREATE = """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
person = get_user_model().objects.create_user("{name}", email="{name}@example.org", password="{password}")
person.job_title = "{job_title}"
person.save()
person.groups.set(Group.objects.filter(name="{group}"))
print(person.is_superuser, person.is_staff, [group.name for group in person.groups.all()])
"""


@contextmanager
def at_work(site: RunningSite, browser: Browser, name: str, group: str, job_title: str = "") -> Iterator[Editor]:
    """A new person of one group, signed in."""
    site.manage("set_up_roles")
    code = CREATE.format(name=name, group=group, job_title=job_title, password=PASSWORD)
    rights = site.manage("shell", "--no-imports", "-c", code)
    assert rights == f"False False ['{group}']", rights
    with closing(new_context(site, browser, viewport={"width": 1400, "height": 1000})) as context:
        somebody = Editor(context)
        somebody.sign_in(name, PASSWORD)
        yield somebody


@dataclass
class Editor:
    """One person, one window, one session. Everything the window asks for and complains about is kept."""

    context: BrowserContext
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.context.on("response", lambda response: self._note(response.status, response.url))
        self.context.on("weberror", lambda error: self.complaints.append(f"error in a script: {error.error}"))
        self.context.on("console", lambda message: self._hear(message.type, message.text))
        self.page: Page = self.context.new_page()

    def _note(self, status: int, url: str) -> None:
        if status >= 500:
            self.complaints.append(f"{status} for {url}")

    def _hear(self, kind: str, text: str) -> None:
        if "Content Security Policy" in text or "Uncaught" in text:
            self.complaints.append(f"console {kind}: {text}")

    @property
    def other_hosts_asked(self) -> set[str]:
        """Every address beyond the site itself. Pictures made in the browser (`data:`, `blob:`) are not asked for."""
        home = urlsplit(self.page.url).netloc
        return {url for url in self.asked if url.startswith(("http", "ws")) and urlsplit(url).netloc != home}

    # --- Finding the way ------------------------------------------------------------------------------------------

    def sign_in(self, name: str, password: str) -> None:
        self.page.goto(SIGN_IN_TO)
        self.page.get_by_role("textbox", name="Username").fill(name)
        self.page.locator("input[name=password]").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("link", name="Edit account avatar")).to_be_visible()

    def explore(self, *titles: str) -> None:
        """Go down the tree of pages, from the root to the children of the last title."""
        self.page.goto("/admin/pages/")
        for title in titles:
            self.page.get_by_role("link", name=f"Explore child pages of '{title}'").click()
            expect(self.page.locator("h1, [data-w-breadcrumbs-target=content]").first).to_contain_text(title)

    def open_page(self, *titles: str) -> None:
        """Find a page in the explorer and open it for editing."""
        self.explore(*titles[:-1])
        self.page.locator("main").get_by_role("link", name=titles[-1], exact=True).click()
        expect(self.page.locator("#id_title")).to_have_value(titles[-1])

    def add_page(self, *titles: str) -> None:
        """Begin a new page below the last title."""
        self.explore(*titles)
        self.page.locator("header").get_by_role("link", name="Add child page").click()
        self.page.wait_for_url("**/pages/add/**")

    # --- Writing --------------------------------------------------------------------------------------------------

    def part(self, path: str) -> Locator:
        """One field of the form, by its name in the model."""
        return self.page.locator(f"[data-contentpath='{path}']").first

    def write(self, text_field: Locator, words: str) -> None:
        """Put new words into a rich text field."""
        box = text_field.get_by_role("textbox").first
        box.click()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(words)
        expect(box).to_have_text(words)

    def insert(self, stream: Locator, block: str | None = None) -> None:
        """Add a block at the start of an empty stream. Where there is only one kind, the admin does not ask which."""
        stream.get_by_role("button", name="Insert a block").first.click()
        if block:
            self.page.get_by_role("option", name=block, exact=True).click()

    def fill_day(self, name: str, value: str, within: Locator | None = None) -> None:
        """Type a day or a time. The calendar that opens by itself must be gone before the next click."""
        calendar = self.page.locator(".xdsoft_datetimepicker:visible")
        box = (within or self.page.locator("main")).get_by_role("textbox", name=name)
        box.click()
        expect(calendar).to_have_count(1)
        box.fill(value)
        # Backwards, because the next field may be a day as well and open its own.
        box.press("Shift+Tab")
        expect(calendar).to_have_count(0)

    def open_upload(self, chooser: Locator) -> Locator:
        """The dialog that uploads an image for a field."""
        chooser.get_by_role("button", name="Choose an image").click()
        dialog = self.page.get_by_role("dialog").filter(has_text="Choose an image")
        dialog.get_by_role("tab", name="Upload").click()
        return dialog

    def upload(self, dialog: Locator, file: FilePayload, description: str) -> None:
        dialog.locator("input[type=file]").set_input_files([file])
        # The admin proposes a title from the name of the file.
        expect(dialog.get_by_role("textbox", name="Title")).not_to_have_value("")
        dialog.get_by_role("textbox", name="What the picture shows").fill(description)
        dialog.get_by_role("button", name="Upload").click()

    # --- Saving ---------------------------------------------------------------------------------------------------

    def publish(self, action: str = "Publish") -> None:
        self._let_it_save()
        self.page.get_by_role("button", name="More actions").click()
        self.page.get_by_role("button", name=action, exact=True).click()
        self._expect_success("scheduled" if "chedule" in action else "published")

    def submit(self) -> None:
        """Send what is in the form to whoever signs, once the admin has saved what was typed last."""
        self._let_it_save()
        self.page.get_by_role("button", name="More actions").click()
        self.page.get_by_role("button", name="Submit to Clinical sign-off", exact=True).click()
        self._expect_success("submitted")

    def resubmit(self) -> None:
        """Send it again after it came back."""
        self._let_it_save()
        self.page.get_by_role("button", name="More actions").click()
        self.page.get_by_role("button", name=re.compile("Resubmit")).click()
        self._expect_success("submitted|updated")

    def read(self, title: str) -> None:
        """As a reviewer: open what waits for a signature."""
        self.page.goto("/admin/sign-off/")
        waiting = self.page.locator("li").filter(has=self.page.get_by_role("heading", name=title))
        waiting.get_by_role("link", name=re.compile("^Read")).click()
        expect(self.page.get_by_role("heading", name="As readers will see it")).to_be_visible()

    def sign(self, *, change_only: bool = False) -> None:
        """Tick the checklist and sign what is open."""
        boxes = self.page.get_by_role("checkbox")
        for box in boxes.all()[:4]:
            box.check()
        if change_only:
            self.page.get_by_role("checkbox", name=re.compile("only the changes")).check()
        self.page.get_by_role("button", name="Sign", exact=True).click()
        expect(self.page.locator("main")).to_contain_text("Signed.")

    def send_back(self, remarks: str) -> None:
        self.page.get_by_role("textbox", name="What must change, and why").fill(remarks)
        self.page.get_by_role("button", name="Send back", exact=True).click()
        expect(self.page.locator("main")).to_contain_text("Sent back")

    def _let_it_save(self) -> None:
        """What is typed is saved by itself half a second later; the server may take its time over that.

        What comes back changes the form, and closes a menu that is open.
        """
        self.page.wait_for_timeout(1_500)
        expect(self.page.locator("[data-w-autosave-state-value=saving]")).to_have_count(0)
        self.page.wait_for_load_state("networkidle")

    def save_draft(self) -> None:
        self.page.get_by_role("button", name="Save draft").click()
        self._expect_success("created|updated")

    def _expect_success(self, word: str) -> None:
        messages = self.page.locator(".messages")
        expect(messages).to_contain_text(re.compile(f"{word}|error", re.IGNORECASE))
        said = messages.inner_text()
        assert re.search(word, said), f"not {word}: {said}\n" + "\n".join(self.errors())

    def errors(self) -> list[str]:
        """What the form complains about."""
        return [each for each in self.page.locator(".w-field__errors, .error-message").all_inner_texts() if each]

    def schedule(self, when: str) -> None:
        """Say when the page is to go live; it takes effect with the next publishing."""
        self.page.get_by_role("button", name="Toggle status").click()
        self.page.get_by_role("button", name="Set schedule").click()
        dialog = self.page.get_by_role("dialog").filter(has_text="Set publishing schedule")
        self.fill_day("Go live date/time", when, within=dialog)
        dialog.get_by_role("button", name="Save schedule").click()
        # The form is sent and the page comes anew: a menu opened before that would be closed again by it.
        self._expect_success(r"created|updated")

    def preview(self) -> FrameLocator:
        """Open the preview beside the form."""
        self.page.get_by_role("button", name="Toggle preview").click()
        return self.page.frame_locator("#w-preview-iframe")
