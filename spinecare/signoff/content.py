"""What of a revision is its words, and when two revisions say the same to a reader. No database in here."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

# What Wagtail and we keep beside the words: where the page stands, when it goes live, who looks after it.
BOOKKEEPING = frozenset(
    {
        *("id", "pk", "page_ptr", "content_type", "translation_key", "locale", "alias_of"),
        *("path", "depth", "numchild", "url_path", "slug", "show_in_menus", "draft_title"),
        *("live", "has_unpublished_changes", "first_published_at", "last_published_at", "expired"),
        *("live_revision", "latest_revision", "latest_revision_created_at", "go_live_at", "expire_at"),
        *("locked", "locked_at", "locked_by", "wagtail_admin_comments", "written_against"),
        *("owner", "deputy", "reviewed_on", "reviewed_by", "review_due", "changed_on", "change_note"),
    }
)

TAG = re.compile(r"<(\w+)((?:\s+[\w-]+=\"[^\"]*\")+)\s*/?>")
ATTRIBUTE = re.compile(r"[\w-]+=\"[^\"]*\"")
EMPHASIS = re.compile(r"</?(?:b|strong|i|em)>")
AROUND_BLOCKS = re.compile(r"\s*(</?(?:p|ul|ol|li|h\d)\b[^>]*>|<br ?/?>)\s*")
# What the rich text editor writes beside the words.
EDITORS_KEY = "data-block-key="

Content = dict[str, Any]
Place = tuple[str | int, ...]


def words_of(content: Content) -> Content:
    """The fields of a revision that a reader can see."""
    return {name: _opened(value) for name, value in content.items() if name not in BOOKKEEPING}


def digest(content: Content) -> str:
    """A short name of the words of a revision: 64 hexadecimal digits, the same whenever the words are the same."""
    return hashlib.sha256(json.dumps(words_of(content), sort_keys=True, default=str).encode()).hexdigest()


def leaves(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every single value of a revision with its place."""
    if isinstance(value, dict):
        for name in sorted(value):
            yield from leaves(value[name], (*place, name))
    elif isinstance(value, list):
        yield (*place, "length"), len(value)
        for number, each in enumerate(value):
            yield from leaves(each, (*place, number))
    else:
        yield place, value


def _opened(value: Any) -> Any:
    """A stream is kept as JSON in a string: the order of its keys and the ids of its blocks are not words."""
    if not isinstance(value, str):
        return value
    if value.startswith(("[", "{")):
        try:
            return _without_ids(json.loads(value))
        except ValueError:
            pass
    return _one_spelling(value)


def _one_spelling(html: str) -> str:
    """The same rich text is kept in several spellings: entities, attributes in any order, bold inside or around a link.

    Emphasis is no word: whether it is there makes no difference here.
    """
    html = EMPHASIS.sub("", TAG.sub(_tag, html))
    html = AROUND_BLOCKS.sub(r"\1", " ".join(unescape(html).split()))
    return html.replace("<p></p>", "")


def _tag(match: re.Match[str]) -> str:
    attributes = sorted(each for each in ATTRIBUTE.findall(match[2]) if not each.startswith(EDITORS_KEY))
    return f"<{' '.join([match[1], *attributes])}>"


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        block = "type" in value and "value" in value
        return {name: _without_ids(each) for name, each in value.items() if not (block and name == "id")}
    if isinstance(value, list):
        return [_without_ids(each) for each in value]
    return _one_spelling(value) if isinstance(value, str) else value
