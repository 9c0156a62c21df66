"""A link as a page has it: where it stands, its words, and what it leads to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail import hooks

# Other rooms register functions without arguments that hand back an iterable of FoundLink.
HOOK = "more_links"


@dataclass(frozen=True)
class FoundLink:
    """target: "page:5", "document:3", a path on this site, or a whole address.

    place: in the words of the editing form. content_path: the same for Wagtail, which scrolls to it. text: what the
    reader taps. page: the id of the page, or None for what stands on many pages; edit_url then says where to mend it.
    """

    target: str
    place: str
    text: str = ""
    page: int | None = None
    content_path: str = ""
    edit_url: str = ""


def registered_links() -> Iterable[FoundLink]:
    """The links of other rooms, such as the addresses of sources."""
    for more_links in hooks.get_hooks(HOOK):
        yield from more_links()
