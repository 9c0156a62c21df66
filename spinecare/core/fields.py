"""The kinds of field a page part can be. One kind, one look in the editor, on every page type."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField

from .blocks import PROSE_FEATURES, ItemListBlock, QuestionListBlock, SectionsBlock, StepListBlock

Words = str | Promise


def prose_field(name: Words, help_text: Words = "") -> RichTextField:
    """A part in running text."""
    return RichTextField(name, blank=True, features=PROSE_FEATURES, help_text=help_text)


def items_field(name: Words, help_text: Words = "") -> StreamField:
    """A part made of named things, such as harms or roles."""
    return StreamField([("items", ItemListBlock())], verbose_name=name, blank=True, max_num=1, help_text=help_text)


def steps_field(name: Words, help_text: Words = "") -> StreamField:
    """A part made of steps in time."""
    return StreamField([("steps", StepListBlock())], verbose_name=name, blank=True, max_num=1, help_text=help_text)


def questions_field() -> StreamField:
    """The questions a reader can take along."""
    return StreamField(
        [("questions", QuestionListBlock())],
        verbose_name=_("questions to ask"),
        blank=True,
        max_num=1,
        help_text=_("Five to seven. Readers print them and take them along."),
    )


def sections_field() -> StreamField:
    """Sections an editor puts together freely."""
    return StreamField(
        SectionsBlock(required=False),
        verbose_name=_("sections"),
        blank=True,
        help_text=_("Each section is a heading with text, boxes, steps, tables or pictures under it."),
    )
