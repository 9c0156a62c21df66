"""What every page of the site has: words for cards and menus, and a list of sections to show."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.url_routing import RouteResult

from ..finishing import finish_when_rendered
from ..linked_data import Node
from ..linked_pages import forget, look_up
from ..metadata import PageMetadata
from ..origin import origin
from ..parts import Part, Section, filled, missing, own_sections
from ..routing import route as find_route
from .settings import CenterSettings


class BasePage(Page):
    """Abstract base of every page type.

    Wagtail's `title` is the short name, one to four words: it is what menus, cards, search results and the path at the
    top of a page show, and it is on Wagtail's own page row, so a list of mixed pages needs no further query. The
    `headline` is what the page itself says at its top.

    A page type lists its fixed parts in `parts`. Types that let editors add sections of their own have a
    StreamField called `sections`; those follow the fixed parts, before the closing ones.
    """

    headline = models.CharField(
        _("headline"),
        max_length=120,
        blank=True,
        help_text=_("The large words at the top of the page. Leave empty to use the title."),
    )
    summary = models.TextField(
        _("summary"),
        max_length=300,
        help_text=_("One or two plain sentences. Shown under the title and wherever the page is listed."),
    )

    parts: ClassVar[tuple[Part, ...]] = ()
    # What the page is in the words of schema.org, and of Open Graph.
    schema_types: tuple[str, ...] = ("WebPage",)
    share_kind = "website"
    # Whether the page is about who runs the site, and so tells machines all there is to tell.
    introduces_center = False
    # Whether what follows the question mark in its address changes what it shows: filters, or a further part of a list.
    depends_on_query = False
    # Set for a page found by its address, when neither it nor a page above is restricted or an alias.
    known_to_be_open = False

    content_panels = [
        TitleFieldPanel(
            "title",
            help_text=_("One to four words. Used in menus, lists and the path at the top of pages."),
        ),
        FieldPanel("headline"),
        FieldPanel("summary"),
    ]
    promote_panels = [
        MultiFieldPanel(
            ["slug", "seo_title", "search_description"],
            heading=_("For search engines and shared links"),
        )
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("headline"),
        index.SearchField("summary"),
        index.SearchField("search_description"),
    ]
    show_in_menus_default = False
    # A page is public or a draft. A page for some readers only would have to know who is reading.
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        center = CenterSettings.load(request_or_site=request)
        look_up(self, center)
        context = super().get_context(request, *args, **kwargs)
        context["metadata"] = PageMetadata(self, center, request)
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return finish_when_rendered(request, super().serve(request, *args, **kwargs))

    def make_preview_request(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """As Wagtail's. It goes on inside another request, which must not be left with the links of this page."""
        response = super().make_preview_request(*args, **kwargs)
        forget()
        return response

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        request.previewed_page = self
        return finish_when_rendered(request, super().serve_preview(request, mode_name))

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page at an address by the address itself, instead of walking down the tree one page at a time."""
        if not path_components:
            return super().route(request, path_components)
        return find_route(self, request, path_components)

    def answer_below(self, request: HttpRequest, slugs: list[str]) -> RouteResult:
        """Answer for an address below this page at which there is no page. Most pages have nothing to say there."""
        raise Http404

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str | None, str | None] | None:
        """As Wagtail's, with the configured address of the site in place of the one in the Sites table."""
        parts = super().get_url_parts(request)
        if parts is None or parts[1] is None:
            return parts
        site_id, _root, path = parts
        return site_id, origin(), path

    @cached_property
    def pages_above(self) -> list[Page]:
        """Every page above this one, from the root of the tree down."""
        return list(self.get_ancestors())

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """As Wagtail's, without asking again when finding the page has shown that nothing above it is restricted."""
        if self.known_to_be_open:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    # What the page tells machines; see `page_graph`.

    def page_facts(self, request: HttpRequest) -> Node:
        """Facts about the page itself, beyond what every page says."""
        return {}

    def things(self, request: HttpRequest) -> list[Node]:
        """What the page is about: a treatment, a tumor, a trial, a video."""
        return []

    def site_facts(self, request: HttpRequest) -> Node:
        """Facts about the whole site that belong on this page."""
        return {}

    @property
    def published_for_readers(self) -> datetime.date | None:
        """When readers were first given it."""
        return self.first_published_at

    @cached_property
    def shown_sections(self) -> list[Section]:
        """Everything below the summary, in reading order."""
        return list(self.iter_sections())

    def iter_sections(self) -> Iterator[Section]:
        body = [part for part in self.parts if not part.summary]
        yield from filled(self, [part for part in body if not part.closing])
        yield from own_sections(getattr(self, "sections", None) or ())
        yield from filled(self, [part for part in body if part.closing])

    @cached_property
    def shown_summary_parts(self) -> list[Section]:
        """The parts that stand above the "on this page" links."""
        return list(filled(self, [part for part in self.parts if part.summary]))

    @property
    def missing_parts(self) -> list[Part]:
        """The fixed parts an editor has still to fill."""
        return missing(self, self.parts)

    def public_children(self, model: type[Page]) -> PageQuerySet:
        """The live pages of one type below this one, in the order editors gave them, without restricted ones.

        Whoever sees this page may see all above it, so a child's own restriction is the one left to ask about.
        """
        return model.objects.child_of(self).live().filter(view_restrictions=None).order_by("path")

    @property
    def path_from_home(self) -> list[Page]:
        """The pages above this one, from the home page down. Empty on the home page itself."""
        return [page for page in self.pages_above if page.depth > 1]

    @property
    def heading(self) -> str:
        return self.headline or self.title
