"""The error pages kept on disk: written when their content changes, read when something fails.

The app that holds the emergency card calls `publish()` when the words change. They are kept beside the pages, so that
`republish()` can write the pages anew after an upgrade without asking anybody. Whatever is missing falls back to
something simpler, so that a reader always sees the emergency number.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import gettext as _

from .kept_files import replace

log = logging.getLogger(__name__)

CODES = (400, 403, 404, 500, 503)
DEFAULT_NUMBER = "911"
KEPT_WORDS = "words.json"


@dataclass(frozen=True)
class ErrorPageContext:
    """The words an error page needs. The defaults are safe to show when nothing else is known."""

    center_name: str = "SpineCare"
    emergency_number: str = DEFAULT_NUMBER
    emergency_text: str = ""
    phones: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Phone:
    """A phone number as a person reads it and as a phone dials it."""

    label: str
    number: str

    @property
    def dial(self) -> str:
        return re.sub(r"[^+\d]", "", self.number)


def publish(context: ErrorPageContext) -> None:
    """Write all error pages to disk. Each is replaced in one step, so a reader never gets half a page."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    replace(folder / KEPT_WORDS, json.dumps(asdict(context), indent=2))
    for code in CODES:
        replace(folder / f"{code}.html", render(code, context))


def republish() -> None:
    """Write all error pages again with the words they were last published with, or the defaults."""
    publish(kept_context())


def kept_context() -> ErrorPageContext:
    """The words last published, or the defaults."""
    try:
        words = json.loads((_folder() / KEPT_WORDS).read_text(encoding="utf-8"))
        phones = tuple((label, number) for label, number in words.pop("phones"))
        return ErrorPageContext(phones=phones, **words)
    except (OSError, ValueError, KeyError, TypeError):
        return ErrorPageContext()


def read(code: int) -> str:
    """The page for `code`: as kept, else rendered with the defaults, else one plain line."""
    try:
        return (_folder() / f"{code}.html").read_text(encoding="utf-8")
    except OSError:
        log.warning("no error page kept for %s; run `manage.py publish_error_pages`", code)
    try:
        return render(code, kept_context())
    except Exception:
        # The page for a failure must not fail, whatever is broken: templates, translations, static files.
        log.exception("the error page for %s cannot be rendered", code)
        return f"Something went wrong ({code}). In an emergency call {DEFAULT_NUMBER}.\n"


def render(code: int, context: ErrorPageContext) -> str:
    """The page for `code` as HTML."""
    return _render(f"errors/{code}.html", context, {"code": code})


def render_with_kept_words(template: str, values: dict[str, Any]) -> str:
    """Another page that must work without the database. Its template extends `errors/base.html`."""
    return _render(template, kept_context(), values)


def _render(template: str, context: ErrorPageContext, values: dict[str, Any]) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string(
            template,
            {
                "language": settings.LANGUAGE_CODE,
                "direction": "rtl" if translation.get_language_bidi() else "ltr",
                "center_name": context.center_name,
                "emergency": Phone(_("Emergency"), context.emergency_number),
                "emergency_text": context.emergency_text,
                "phones": [Phone(label, number) for label, number in context.phones],
                "stylesheet": _stylesheet(),
                **values,
            },
        )


def _folder() -> Path:
    return Path(settings.PUBLISHED_ROOT) / "errors"


def _stylesheet() -> str:
    try:
        return static("css/site.css")
    except ValueError:
        # Nothing was collected yet, so the manifest does not know the file. A page without style is still a page.
        return f"{settings.STATIC_URL}css/site.css"
