"""Which texts name which facts: kept in step as texts are saved, published, withdrawn and deleted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import QuerySet
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import DraftStateMixin, Page, RevisionMixin
from wagtail.snippets.models import get_snippet_models

from spinecare.core.marks import keys_in
from spinecare.core.models import CenterSettings
from spinecare.signoff.content import Content, words_of
from spinecare.signoff.models import Change

from .models import Fact, FactUse
from .shown import KIND

# key: in the live words, in the newest draft.
Places = dict[str, tuple[bool, bool]]


def holds_texts(model: type[models.Model]) -> bool:
    """Whether the words of such objects may stand on a page, so that they may name facts."""
    return issubclass(model, Page) or model is CenterSettings or model in get_snippet_models()


def index_object(target: models.Model) -> None:
    """Bring what is known of one text up to date. It is read anew: what is in memory may be a draft."""
    target = _as_kept(target)
    if target is None:
        return
    wanted = _places(target)
    held = {use.fact_key: use for use in uses_in(target)}
    gone = [use.pk for key, use in held.items() if wanted.get(key) != (use.in_live, use.in_draft)]
    kind = kind_of(target)
    new = [
        FactUse(fact_key=key, content_type=kind, object_id=target.pk, in_live=in_live, in_draft=in_draft)
        for key, (in_live, in_draft) in wanted.items()
        if key not in held or held[key].pk in gone
    ]
    if gone:
        FactUse.objects.filter(pk__in=gone).delete()
    FactUse.objects.bulk_create(new, ignore_conflicts=True)


def changes_on_page(page: Page) -> QuerySet[Change]:
    """The hook `changes_of_what_stands_on_page`: what readers were told of changes to the numbers on a page."""
    keys = uses_in(page).filter(in_live=True).values("fact_key")
    facts = Fact.objects.filter(key__in=keys).values("pk")
    return Change.objects.filter(content_type=ContentType.objects.get_for_model(Fact), object_id__in=facts)


def forget_object(target: models.Model) -> None:
    uses_in(target).delete()


@transaction.atomic
def index_everything() -> int:
    """Make the whole list anew. Returns how many texts were read."""
    FactUse.objects.all().delete()
    texts = 0
    for target in _all_texts():
        index_object(target)
        texts += 1
    return texts


def uses_in(target: models.Model) -> QuerySet[FactUse]:
    return FactUse.objects.filter(content_type=kind_of(target), object_id=target.pk)


def texts_of(uses: Iterable[FactUse], *, whole: bool = True) -> dict[tuple[int, int], models.Model]:
    """The texts of some uses by kind and number, pages with the fields of their own type. Few queries for many.

    whole: with the long texts of pages, which a list of their titles can do without.
    """
    pages = Page.objects.specific() if whole else Page.objects.defer_streamfields().specific()
    wanted: dict[ContentType, set[int]] = {}
    for use in uses:
        wanted.setdefault(use.content_type, set()).add(use.object_id)
    found: dict[tuple[int, int], models.Model] = {}
    for kind, ids in wanted.items():
        model = kind.model_class()
        texts = pages if model is Page else model._base_manager.all()
        texts = texts.filter(pk__in=ids)
        found |= {(kind.pk, text.pk): text for text in texts}
    return found


def kind_of(target: models.Model) -> ContentType:
    """All pages are one kind, so that a list of mixed pages needs no more queries."""
    model = Page if isinstance(target, Page) else type(target)
    return ContentType.objects.get_for_model(model)


def _places(target: models.Model) -> Places:
    live = _keys(stored_words(target))
    draft = live
    if isinstance(target, RevisionMixin) and target.latest_revision_id:
        draft = _keys(target.latest_revision.content)
    if isinstance(target, DraftStateMixin) and not target.live:
        live = set()
    return {key: (key in live, key in draft) for key in live | draft}


def stored_words(target: models.Model) -> Content:
    """The fields of a text as a revision would keep them, without what editors say about it."""
    return get_serializable_data_for_fields(target)


def _keys(content: Content) -> set[str]:
    return set(keys_in(json.dumps(words_of(content), cls=DjangoJSONEncoder), KIND))


def _as_kept(target: models.Model) -> models.Model | None:
    """The text as the database has it, a page with the fields of its own type."""
    kept = type(target)._base_manager.filter(pk=target.pk).first()
    return kept.specific if isinstance(kept, Page) else kept


def _all_texts() -> Iterator[models.Model]:
    yield from Page.objects.order_by("pk").iterator()
    for model in (CenterSettings, *get_snippet_models()):
        yield from model._base_manager.order_by("pk").iterator()
