"""A look at one place of a raw record never fails, whatever the record holds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from trials.registry.paths import at, text_at, texts_at

from .test_reading import JSON

RAW = {"a": {"b": "text", "list": ["one", 2, None, "two"], "none": None, "number": 3}}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a", RAW["a"]),
        ("a.b", "text"),
        ("a.number", 3),
        ("a.none", None),
        ("a.c", None),
        ("a.b.c", None),
        ("z.a", None),
    ],
)
def test_what_stands_there_or_none(path: str, found: Any) -> None:
    assert at(RAW, path) == found


def test_only_a_text_is_a_text() -> None:
    assert [text_at(RAW, f"a.{name}") for name in ("b", "list", "none", "number", "c")] == ["text", "", "", "", ""]


def test_only_the_texts_of_a_list() -> None:
    assert texts_at(RAW, "a.list") == ["one", "two"]
    assert [texts_at(RAW, f"a.{name}") for name in ("b", "none", "number", "c")] == [[], [], [], []]


@settings(deadline=None)
@given(raw=JSON)
def test_any_json_can_be_asked(raw: Any) -> None:
    path = "protocolSection.identificationModule.nctId"
    at(raw, path)
    assert isinstance(text_at(raw, path), str)
    assert isinstance(texts_at(raw, path), list)
