"""Articles, posts, videos and news."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index
from wagtailmedia.edit_handlers import MediaChooserPanel

from spinecare.core.fields import sections_field
from spinecare.core.linked_data import Node, center, moment, node, part_of, reference
from spinecare.core.metadata import ShareImage
from spinecare.editorial.models import ClinicalPage


class Topic(models.Model):
    """What a piece in the knowledge center is about."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("word in the address"), max_length=60, unique=True)

    panels = [FieldPanel("name"), FieldPanel("slug")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ArticlePage(ClinicalPage):
    """One piece in the knowledge center. With clinical content it is reviewed like any clinical page."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article")
        BLOG_POST = "blog-post", _("Blog post")
        VIDEO = "video", _("Video")
        NEWS_RELEASE = "news-release", _("News release")

    share_kind = "article"

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.ARTICLE)
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="articles")
    published_on = models.DateField(_("published on"), help_text=_("The day readers see, and the order of the list."))
    has_clinical_content = models.BooleanField(
        _("clinical content"),
        default=True,
        help_text=_("It says something about illness or treatment. It then carries sources and a review date."),
    )
    recording = models.ForeignKey(
        "knowledge.Recording",
        verbose_name=_("video"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Required for the kind “video”. Its captions and transcript come with it."),
    )
    sections = sections_field()

    parent_page_types = ["knowledge.KnowledgeIndexPage"]
    subpage_types: list[str] = []
    page_description = _("An article, a blog post, a video or a news release.")
    content_panels = [
        *ClinicalPage.opening_panels,
        MultiFieldPanel(["kind", "published_on", "topics", "has_clinical_content"], heading=_("What it is")),
        MediaChooserPanel("recording", media_type="video"),
        FieldPanel("sections"),
        *ClinicalPage.closing_panels,
    ]
    search_fields = [
        *ClinicalPage.search_fields,
        index.SearchField("sections"),
        index.FilterField("kind"),
        index.FilterField("published_on"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self) -> None:
        super().clean()
        if self.kind == self.Kind.VIDEO and self.recording_id is None:
            raise ValidationError({"recording": _("Choose the video. Its captions and transcript come with it.")})

    @property
    def shows_review(self) -> bool:
        return self.has_clinical_content

    @property
    def published_for_readers(self) -> datetime.date | None:
        return self.published_on

    def page_facts(self, request: HttpRequest) -> Node:
        return super().page_facts(request) | {"mainEntity": [reference(each["@id"]) for each in self.things(request)]}

    def things(self, request: HttpRequest) -> list[Node]:
        article = [] if self.kind == self.Kind.VIDEO else [self._article(request)]
        return article + self._video(request)

    def _video(self, request: HttpRequest) -> list[Node]:
        if self.recording is None:
            return []
        return [self.recording.linked_data(part_of(self, request, "video"), self.summary)]

    def _article(self, request: HttpRequest) -> Node:
        return node(
            SCHEMA_KIND[self.kind],
            id=part_of(self, request, "article"),
            mainEntityOfPage=reference(part_of(self, request, "page")),
            headline=self.heading,
            description=self.summary,
            image=ShareImage().url,
            datePublished=moment(self.published_on),
            dateModified=moment(self.last_published_at),
            author=center(),
            publisher=center(),
        )

    @cached_property
    def topic_list(self) -> list[Topic]:
        return list(self.topics.all())


SCHEMA_KIND = {
    ArticlePage.Kind.ARTICLE: "Article",
    ArticlePage.Kind.BLOG_POST: "BlogPosting",
    ArticlePage.Kind.NEWS_RELEASE: "NewsArticle",
}
