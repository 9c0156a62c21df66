"""Page links in rich text. Apart from `linked_pages` because Wagtail's handler cannot be imported before the models."""

from __future__ import annotations

from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from .linked_pages import known_or_found


class LinkedPageHandler(PageLinkHandler):
    """Wagtail's handler, answered from what was looked up for the page being shown."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        ids = [int(attrs["id"]) for attrs in attrs_list]
        pages = known_or_found(ids)
        return [cls._tag(pages.get(page_id)) for page_id in ids]

    @staticmethod
    def _tag(page: Page | None) -> str:
        url = page.url if page else None
        return f'<a href="{url}">' if url else "<a>"
