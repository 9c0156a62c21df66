"""What stands in the head of a page for machines: link previews (Open Graph) and schema.org."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from .linked_data import address_of, as_json, moment
from .origin import absolute
from .page_graph import page_graph

if TYPE_CHECKING:
    from .models import BasePage, CenterSettings

# Open Graph wants a country. A language not named here and without one is left out.
COUNTRY_OF_LANGUAGE = {"en": "en_US"}


@dataclass(frozen=True)
class ShareImage:
    """The picture beside a shared link. Made from the site's mark by `python3 -m spinecare.launch icons`."""

    path: str = "img/share.png"
    width: int = 1200
    height: int = 630

    @property
    def alt(self) -> str:
        return _("The mark of this site: three rounded blocks, one above the other, and a dot beside them.")

    @property
    def url(self) -> str:
        return absolute(static(self.path))


class PageMetadata:
    """Worked out when a template asks, from what the page has looked up anyway."""

    image = ShareImage()

    def __init__(self, page: BasePage, center: CenterSettings, request: HttpRequest) -> None:
        self._page = page
        self._center = center
        self._request = request

    @property
    def site_name(self) -> str:
        return self._center.name

    @property
    def title(self) -> str:
        return self._page.seo_title or self._page.heading

    @property
    def description(self) -> str:
        return self._page.search_description or self._page.summary

    @property
    def url(self) -> str:
        return address_of(self._page, self._request)

    @property
    def kind(self) -> str:
        """Open Graph's word for what this is."""
        return self._page.share_kind

    @property
    def locale(self) -> str:
        language = get_language() or ""
        locale = COUNTRY_OF_LANGUAGE.get(language, to_locale(language))
        return locale if "_" in locale else ""

    @property
    def published(self) -> str | None:
        return moment(self._page.published_for_readers)

    @property
    def modified(self) -> str | None:
        return moment(self._page.last_published_at)

    @cached_property
    def linked_data(self) -> SafeString:
        return as_json(page_graph(self._page, self._center, self._request))
