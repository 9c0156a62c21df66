"""Which tumor types and treatments a study may be about, and why we think so. An editor decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from ..models import RegistryQuery, TrialPage
from ..registry.folding import folded
from ..registry.record import Record

# Words the registry and our pages use for the same thing.
SAME_WORDS = {"tumour": "tumor", "neoplasm": "tumor", "radiotherapy": "radiation therapy"}
# A name's explanation in brackets is not part of the name.
IN_BRACKETS = re.compile(r"\([^()]*\)")
BETWEEN_NAMES = re.compile(r"[,;]")
# Kinds of intervention that say something about the treatment even where its name does not.
TELLING_KINDS = {
    "RADIATION": gettext_lazy("radiation"),
    "PROCEDURE": gettext_lazy("procedure"),
    "DRUG": gettext_lazy("drug"),
}


@dataclass(frozen=True)
class Suggestion:
    """A page to link with. because: the words of the registry, or the query, that speak for it."""

    page: Page
    because: str


@dataclass(frozen=True)
class Suggestions:
    """hints: interventions of a telling kind whose name matches no treatment of ours, such as "radiation: …"."""

    types: tuple[Suggestion, ...] = ()
    treatments: tuple[Suggestion, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Text:
    """Words of the registry, and the same as `_key` writes them."""

    written: str
    key: str


@dataclass(frozen=True)
class _Named:
    """A page and the names it goes by, each as `_key` writes it."""

    page: Page
    names: tuple[str, ...]

    def named_in(self, texts: Iterable[_Text]) -> str | None:
        """The first text that has one of the names in it as whole words."""
        return next((text.written for text in texts if any(name in text.key for name in self.names)), None)


@dataclass(frozen=True)
class Catalog:
    """The names of all our tumor types and treatments. Load it once for a list."""

    types: tuple[_Named, ...]
    treatments: tuple[_Named, ...]

    @classmethod
    def load(cls) -> Catalog:
        return cls(types=_named_pages("tumor_types", "other_names"), treatments=_named_pages("treatments"))

    def suggest(self, record: Record, found_by: Iterable[RegistryQuery]) -> Suggestions:
        """What a study may be about. Conditions speak loudest, so they are asked first."""
        titles = [record.brief_title, record.official_title]
        about = [*record.conditions, *titles, *record.keywords, *record.mesh_terms]
        named = {each.page.pk: each for each in _suggested(self.types, about, titles)}
        by_query = {
            page.pk: Suggestion(page, _("query: %(name)s") % {"name": query.name})
            for query in found_by
            for page in query.tumor_types.all()
        }
        done = [name for each in record.interventions for name in (each.name, *each.other_names)] + titles
        treatments = tuple(_suggested(self.treatments, done, titles))
        return Suggestions(tuple((by_query | named).values()), treatments, self._hints(record))

    def _hints(self, record: Record) -> tuple[str, ...]:
        return tuple(
            f"{TELLING_KINDS[each.kind]}: {each.name}"
            for each in record.interventions
            if each.kind in TELLING_KINDS and not any(known.named_in(_texts([each.name])) for known in self.treatments)
        )

    def may_be_about(self, page: Page, text: str) -> bool:
        """Whether a text names a tumor type. For looking through many studies without reading each record."""
        texts = _texts([text])
        return any(each.page.pk == page.pk and each.named_in(texts) for each in self.types)


def _suggested(pages: Iterable[_Named], texts: list[str], titles: list[str]) -> Iterator[Suggestion]:
    """The pages that are named, each with the first text that does. A title is too long to repeat."""
    keyed = _texts(texts)
    for each in pages:
        text = each.named_in(keyed)
        if text is not None:
            yield Suggestion(each.page, _("the title") if text in titles else text)


def _named_pages(field: str, *more_names: str) -> tuple[_Named, ...]:
    """The pages a trial page's field can point to. Their models live in a room that this one does not know."""
    model = TrialPage._meta.get_field(field).related_model
    pages = model.objects.only(*[field.name for field in Page._meta.concrete_fields], *more_names).order_by("title")
    return tuple(_Named(page, _names(page, more_names)) for page in pages)


def _names(page: Any, more_names: tuple[str, ...]) -> tuple[str, ...]:
    written = [page.title, *(name for field in more_names for name in BETWEEN_NAMES.split(getattr(page, field)))]
    return tuple(key for name in written if (key := _key(IN_BRACKETS.sub("", name))).strip())


def _texts(texts: Iterable[str]) -> list[_Text]:
    return [_Text(text, _key(text)) for text in texts]


def _key(text: str) -> str:
    """A text for finding whole words in: folded, without plural endings, a space at both ends."""
    words = " ".join(
        SAME_WORDS.get(word, SAME_WORDS.get(word.removesuffix("s"), word)) for word in folded(text).split()
    )
    return f" {' '.join(_stem(word) for word in words.split())} "


def _stem(word: str) -> str:
    """One form for "metastasis" and "metastases", "therapy" and "therapies", "disease" and "diseases"."""
    if len(word) < 4 or word.endswith("ss"):
        return word
    return re.sub(r"y$", "i", word.removesuffix("s")).removesuffix("e").removesuffix("i")
