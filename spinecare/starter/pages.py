"""Fill a page from its document: which heading goes into which field, and in what form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.utils.text import slugify
from wagtail.models import Page

from spinecare.core.parts import Part
from spinecare.editorial.models import ClinicalPage, Contact
from spinecare.knowledge.models import ArticlePage, Topic
from trials.models import Study, TrialPage

from .documents import Document
from .markup import Markup, MarkupError

FindSource = Callable[[str], int | None]
ABOUT_A_TRIAL = ("tumor_types", "treatments")
OWN_KEYS = {
    "model", "order", "tasks", "featured", "topics", "study", "contact", "clinical", "recording", "duration",
    *ABOUT_A_TRIAL,
}  # fmt: skip
SOURCES = "Sources"
TRANSCRIPT = "Transcript"


def page_model(document: Document) -> type[Page]:
    """The model a document names. Raises ContentError when there is none."""
    try:
        return apps.get_model(document.meta["model"])
    except (KeyError, LookupError, ValueError) as error:
        raise document.error(f"it names no page model that exists: {error}") from error


def fill_page(page: Page, document: Document, markup: Markup, find_source: FindSource, *, links: bool = True) -> None:
    """Set the fields of a page from its document. Without `links` only what needs no other page.

    Raises MarkupError, or ContentError naming the file.
    """
    _set_plain_fields(page, document)
    if not links:
        return
    _set_home_lists(page, document, markup)
    _set_what_a_trial_is_about(page, document, markup)
    _set_parts(page, document, markup, find_source)


def _set_plain_fields(page: Page, document: Document) -> None:
    for name, value in document.meta.items():
        if name in OWN_KEYS:
            continue
        if not hasattr(page, name):
            raise document.error(f"a {page._meta.verbose_name} has no field {name}")
        setattr(page, name, value)
    if isinstance(page, ClinicalPage) and (role := document.meta.get("contact")):
        page.contact = Contact.objects.get(role=role)
    if isinstance(page, ArticlePage):
        page.has_clinical_content = document.meta["clinical"]
        page.topics.set([_topic(name) for name in document.meta["topics"]])
    if isinstance(page, TrialPage):
        page.study = Study.objects.get(nct_id=document.meta["study"])
        page.written_against = page.study.version_in_use


def _topic(name: str) -> Topic:
    return Topic.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]


def _set_what_a_trial_is_about(page: Page, document: Document, markup: Markup) -> None:
    if not isinstance(page, TrialPage):
        return
    for name in ABOUT_A_TRIAL:
        pages = [markup.page_id(address) for address in document.meta.get(name, [])]
        getattr(page, name).set(page._meta.get_field(name).related_model.objects.filter(pk__in=pages))


def _set_home_lists(page: Page, document: Document, markup: Markup) -> None:
    if tasks := document.meta.get("tasks"):
        page.tasks = [markup.task(task, "tasks", number) for number, task in enumerate(tasks)]
    if featured := document.meta.get("featured"):
        page.featured = [markup.page_note(note, "featured", number) for number, note in enumerate(featured)]


def _set_parts(page: Page, document: Document, markup: Markup, find_source: FindSource) -> None:
    parts = {str(part.heading): part for part in page.parts}
    sections = []
    for heading, text in document.bodies.items():
        if heading == SOURCES:
            page.sources = markup.sources(text, find_source)
        elif heading == TRANSCRIPT:
            continue
        elif part := parts.get(heading):
            _set_part(page, part, text, markup)
        elif hasattr(page, "sections"):
            sections.append(markup.section(heading, text))
        else:
            raise document.error(f"a {page._meta.verbose_name} has no part called “{heading}”")
    if hasattr(page, "sections"):
        page.sections = sections


def _set_part(page: Page, part: Part, text: str, markup: Markup) -> None:
    forms: dict[str, Callable[[str], Any]] = {
        "prose": markup.prose,
        "where_it_grows": markup.prose,
        "summary": markup.prose,
        "content": lambda text: markup.content(text, part.field),
        "steps": lambda text: markup.steps(text, part.field),
        "questions": lambda text: markup.questions(text, part.field),
        "combined": lambda text: markup.treatments(text, part.field),
        "usual_treatments": lambda text: markup.usual_treatments(text, part.field),
    }
    form = forms.get(part.template, lambda text: markup.items(text, part.field))
    try:
        setattr(page, part.field, form(text))
    except MarkupError as error:
        raise MarkupError(f"{part.heading}: {error}") from error
