"""Blocks editors build text from, one family per file."""

from .boxes import AvoidBlock, DoBlock, NoteBlock, WarningBlock
from .items import ItemListBlock, QuestionListBlock
from .pages import PageNoteBlock, TaskBlock
from .pictures import DiagramBlock, PictureBlock
from .sections import ContentBlock, SectionsBlock
from .steps import StepListBlock
from .tables import DataTableBlock
from .text import INLINE_FEATURES, PROSE_FEATURES, InlineTextBlock, ProseBlock

__all__ = [
    "INLINE_FEATURES",
    "PROSE_FEATURES",
    "AvoidBlock",
    "ContentBlock",
    "DataTableBlock",
    "DiagramBlock",
    "DoBlock",
    "InlineTextBlock",
    "ItemListBlock",
    "NoteBlock",
    "PageNoteBlock",
    "PictureBlock",
    "ProseBlock",
    "QuestionListBlock",
    "SectionsBlock",
    "StepListBlock",
    "TaskBlock",
    "WarningBlock",
]
