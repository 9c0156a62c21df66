"""The knowledge center: everything by kind and topic, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from spinecare.core.fields import sections_field
from spinecare.core.models import BasePage
from spinecare.signoff.permissions import AboveSignedPages

from .article import ArticlePage, Topic

PAGE_SIZE = 12


@dataclass(frozen=True)
class Option:
    """One choice in the filter form."""

    value: str
    label: str | Promise
    chosen: bool


@dataclass(frozen=True)
class Selection:
    """What a reader asked the list to show. Unknown words in the address are ignored."""

    kind: str
    topic: Topic | None

    @classmethod
    def from_query(cls, query: QueryDict, topics: list[Topic]) -> Selection:
        kind = query.get("kind", "")
        wanted = query.get("topic", "")
        return cls(
            kind=kind if kind in ArticlePage.Kind.values else "",
            topic=next((topic for topic in topics if topic.slug == wanted), None),
        )

    def apply(self, articles: QuerySet[ArticlePage]) -> QuerySet[ArticlePage]:
        if self.kind:
            articles = articles.filter(kind=self.kind)
        if self.topic:
            articles = articles.filter(topics=self.topic)
        return articles

    @property
    def is_empty(self) -> bool:
        return not self.kind and self.topic is None

    @property
    def query(self) -> str:
        """The selection as the start of an address, for the links to other pages of the list."""
        query = QueryDict(mutable=True)
        if self.kind:
            query["kind"] = self.kind
        if self.topic:
            query["topic"] = self.topic.slug
        return f"{query.urlencode()}&" if query else ""


class KnowledgeIndexPage(AboveSignedPages, BasePage):
    """The list of the knowledge center, filtered by kind and topic."""

    sections = sections_field()

    parent_page_types = ["home.HomePage"]
    subpage_types = ["knowledge.ArticlePage"]
    max_count = 1
    schema_types = ("CollectionPage",)
    depends_on_query = True
    page_description = _("The knowledge center: articles, posts, videos and news, newest first.")
    content_panels = [*BasePage.content_panels, FieldPanel("sections")]
    search_fields = [*BasePage.search_fields, index.SearchField("sections")]

    class Meta:
        verbose_name = _("knowledge center")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        topics = list(Topic.objects.filter(articles__live=True).distinct())
        selection = Selection.from_query(request.GET, topics)
        context["selection"] = selection
        context["kinds"] = [Option(value, label, value == selection.kind) for value, label in ArticlePage.Kind.choices]
        context["topics"] = [Option(topic.slug, topic.name, topic == selection.topic) for topic in topics]
        context["results"] = self.results(selection, request.GET.get("page"))
        return context

    def articles(self) -> QuerySet[ArticlePage]:
        """The live articles, newest first."""
        pages = self.public_children(ArticlePage).order_by("-published_on", "-pk")
        return pages.defer_streamfields()

    def results(self, selection: Selection, number: str | None) -> ResultPage:
        """One page of the list. A number that is not one of its pages gives the nearest that is."""
        return Paginator(selection.apply(self.articles()), PAGE_SIZE).get_page(number)
