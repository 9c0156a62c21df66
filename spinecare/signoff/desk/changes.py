"""What a draft changes against what readers see now, field by field, and what a text says that has no page."""

from __future__ import annotations

from wagtail.admin.compare import FieldComparison
from wagtail.admin.panels import Panel, get_edit_handler
from wagtail.models import Page

from ..content import BOOKKEEPING, words_of
from ..models import Signed


def changes_against_live(draft: Signed) -> list[FieldComparison]:
    """The fields whose words differ. None differ where nothing is live: then all of it is new."""
    live = type(draft)._default_manager.filter(pk=draft.pk, live=True).first()
    if live is None:
        return []
    before, after = words_of(live.serializable_data()), words_of(draft.serializable_data())
    # The same rich text is kept in several spellings; what reads the same has not changed.
    same = {name for name in after if before.get(name) == after[name]}
    differing = [each for each in _compared(live, draft) if each.has_changed()]
    return [each for each in differing if not (each.is_field and each.field.name in same)]


def words_of_fields(target: Signed) -> list[FieldComparison]:
    """Every field with its words, for what is shown inside pages and has none of its own."""
    return _compared(target, target)


def _compared(one: Signed, other: Signed) -> list[FieldComparison]:
    bound = _edit_handler(other).get_bound_panel(instance=other, request=None, form=None)
    pairs = [comparison(one, other) for comparison in bound.get_comparison()]
    return [each for each in pairs if not _is_bookkeeping(each)]


def _edit_handler(target: Signed) -> Panel:
    if isinstance(target, Page):
        return target.get_edit_handler()
    viewset = getattr(target, "snippet_viewset", None)
    handler = viewset.get_edit_handler() if viewset else None
    return handler or get_edit_handler(type(target))


def _is_bookkeeping(comparison: FieldComparison) -> bool:
    return comparison.is_field and comparison.field.name in BOOKKEEPING
