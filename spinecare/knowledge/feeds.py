"""The knowledge center as an Atom feed."""

from __future__ import annotations

import datetime

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.utils.feedgenerator import Atom1Feed
from wagtail.models import Site

from spinecare.core.marks import show_each_in_text
from spinecare.core.models import CenterSettings

from .models import ArticlePage, KnowledgeIndexPage

ENTRIES = 30


class KnowledgeFeed(Feed):
    """The newest pieces, as summaries that lead to the page. Nobody is counted or followed."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> KnowledgeIndexPage:
        site = Site.find_for_request(request)
        page = site and KnowledgeIndexPage.objects.descendant_of(site.root_page).live().public().first()
        if not page:
            raise Http404
        return page

    def title(self, page: KnowledgeIndexPage) -> str:
        return f"{CenterSettings.load().name}: {page.title}"

    def subtitle(self, page: KnowledgeIndexPage) -> str:
        return page.summary

    def link(self, page: KnowledgeIndexPage) -> str:
        return page.get_url()

    def items(self, page: KnowledgeIndexPage) -> list[ArticlePage]:
        articles = list(page.articles()[:ENTRIES])
        summaries = show_each_in_text(HttpRequest(), [article.summary for article in articles])
        for article, summary in zip(articles, summaries, strict=True):
            article.summary = summary
        return articles

    def item_title(self, article: ArticlePage) -> str:
        return article.heading

    def item_description(self, article: ArticlePage) -> str:
        return article.summary

    def item_link(self, article: ArticlePage) -> str:
        return article.get_url()

    def item_pubdate(self, article: ArticlePage) -> datetime.datetime:
        return datetime.datetime.combine(article.published_on, datetime.time(12), tzinfo=datetime.UTC)

    def item_updateddate(self, article: ArticlePage) -> datetime.datetime | None:
        return article.last_published_at

    def item_categories(self, article: ArticlePage) -> list[str]:
        return [str(article.get_kind_display())]
