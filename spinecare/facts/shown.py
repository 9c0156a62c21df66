"""The mark `{fact:duong-new-cases}`: the value of a fact where it stands, and behind it where it comes from."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from spinecare.core.citations import citation_of
from spinecare.core.marks import Mark, MarkKind, Shown

from .models import Fact

KIND = "fact"
# What an editor's screen sets on a request to show the drafts of some facts.
DRAFTS = "draft_facts"


def mark_kinds() -> list[MarkKind]:
    return [FactKind(), OverdueFactsKind()]


class FactKind:
    """`{fact:key}` is the value, `{fact:key|rough}` the rough value, `{fact:key|sentence}` the whole sentence."""

    name = KIND
    late = False

    def show(self, marks: Sequence[Mark], request: HttpRequest) -> Sequence[Shown]:
        facts = facts_for({mark.key for mark in marks}, in_draft=drafts_shown(request))
        overdue = overdue_facts(request)
        overdue += [fact for fact in facts.values() if fact.is_overdue and fact not in overdue]
        return [_shown(facts.get(mark.key), mark, request) for mark in marks]


class OverdueFactsKind:
    """`{overdue_facts}`: a kind word where a number on the page is due to be checked again. Nothing where none is."""

    name = "overdue_facts"
    # The facts must have been looked up before.
    late = True

    def show(self, marks: Sequence[Mark], request: HttpRequest) -> Sequence[Shown]:
        html = render_to_string("components/overdue_facts.html", {"facts": overdue_facts(request)}).strip()
        return [Shown("", html)] * len(marks)


def facts_for(keys: Collection[str], in_draft: Collection[str] = ()) -> dict[str, Fact]:
    """The published facts with these keys, in one query. Those of `in_draft` as their newest draft has them."""
    drafted = Q(key__in=set(keys) & set(in_draft))
    facts = Fact.objects.filter(drafted | Q(live=True), key__in=keys)
    facts = facts.select_related("source", *(["latest_revision"] if in_draft else []))
    return {fact.key: newest_draft(fact) if fact.key in in_draft else fact for fact in facts}


def newest_draft(fact: Fact) -> Fact:
    """A fact as its newest draft has it, or as readers see it where there is no draft."""
    revision = fact.latest_revision if fact.has_unpublished_changes else None
    return fact.with_content_json(revision.content) if revision else fact


def drafts_shown(request: HttpRequest) -> Collection[str]:
    """The keys of the facts that are shown as in draft. Only an editor's screens put any there."""
    return getattr(request, DRAFTS, ())


def overdue_facts(request: HttpRequest) -> list[Fact]:
    """The facts on this page whose review is overdue, so that the page can say so."""
    if not hasattr(request, "overdue_facts"):
        request.overdue_facts = []
    return request.overdue_facts


def _shown(fact: Fact | None, mark: Mark, request: HttpRequest) -> Shown:
    if fact is None:
        return Shown.of(_("(figure being checked)"))
    text = fact.worded(mark.words)
    citation = "" if mark.plain else citation_of(request, fact.source)
    return Shown(text, _html(fact, text, citation), in_link=_html(fact, text))


def _html(fact: Fact, words: str, citation: str = "") -> str:
    context = {"key": fact.key, "words": words, "citation": citation}
    # It stands in the middle of a sentence: a line break at the end of the template would be a space before the comma.
    return render_to_string("components/fact.html", context).strip()
