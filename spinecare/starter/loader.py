"""Load the starter's files into the database, once or again.

The rules, in the order they are checked for each object:

1. It was loaded before and is gone: somebody deleted it. It stays gone.
2. It was loaded before and has been edited since: it is left alone, whatever the file says now.
3. It was loaded before and neither it nor its file has changed: nothing is done.
4. Otherwise it is written as the file says.

A database that already holds pages this loader did not make is somebody's site: the loader refuses it whole.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import translation
from wagtail.models import Locale, Page, Site

from spinecare.core.linked_pages import forget
from spinecare.core.models import CenterSettings
from spinecare.editorial.models import Contact, EmergencyCard, Source
from spinecare.facts.models import Fact
from spinecare.glossary.models import Term
from trials.models import RegistryQuery, TrialPage
from trials.sync.engine import bring_in_samples

from .documents import CONTENT_DIR, ContentError, Document, read_documents, read_toml
from .markup import Markup, MarkupError, Raw
from .models import StarterRecord
from .pages import fill_page, page_model
from .recordings import load_recording

# Written by Wagtail by itself: a pointer to the newest version, and what it has measured of a file.
NOT_AN_EDIT = {"latest_revision", "file_size", "file_hash"}

Progress = Callable[[str], None]


class OccupiedSite(Exception):
    """The database holds somebody's site. Nothing was written."""


class StarterLoader:
    """One run of the loader. `outcome` counts what happened to each object: written, left alone, unchanged, gone."""

    def __init__(self, directory: Path = CONTENT_DIR, progress: Progress = lambda line: None):
        self.directory = directory
        self.progress = progress
        self.outcome: Counter[str] = Counter()
        self.records = {record.key: record for record in StarterRecord.objects.all()}
        self.pages: dict[str, Page] = {}

    def run(self) -> Counter[str]:
        """Load everything in one transaction. Raises OccupiedSite or ContentError and then leaves no trace."""
        forget()
        with translation.override("en"), transaction.atomic():
            if not self.records:
                refuse_occupied_site()
            self.load_once_for_all()
            documents = read_documents(self.directory)
            trials = [document for document in documents if page_model(document) is TrialPage]
            self.create_pages(document for document in documents if document not in trials)
            self.load_trials()
            self.create_pages(trials)
            self.fill_pages(documents)
            self.load_center()
        return self.outcome

    # What is written once for all pages -----------------------------------------------------------------------------

    def load_once_for_all(self) -> None:
        self.progress("sources, facts, terms, contacts, emergency card")
        for key, values in read_toml(self.directory / "sources.toml").items():
            self.put(f"source:{key}", values, lambda v, k=key: Source(key=k, **{**v, "year": v["year"] or None}))
        for path in sorted((self.directory / "facts").glob("*.toml")):
            self.load_facts(path.stem, read_toml(path))
        for key, values in read_toml(self.directory / "glossary.toml").items():
            self.put(f"term:{key}", values, lambda v, k=key: Term(slug=k, **v))
        for order, values in enumerate(read_toml(self.directory / "center.toml")["contacts"]):
            self.put(f"contact:{values['role']}", values, lambda v, n=order: Contact(order=n, **v))
        card = read_toml(self.directory / "emergency-card.toml")
        self.put("emergency-card", card, self.make_card)

    def load_facts(self, source: str, facts: dict[str, Raw]) -> None:
        """The facts of one source: the name of their file is its key."""
        source_id = self.find_source(source)
        if source_id is None:
            raise ContentError(f"facts/{source}.toml: there is no source called {source}")
        for key, values in facts.items():
            self.put(f"fact:{key}", values, lambda v, k=key: Fact(key=k, source_id=source_id, **v))

    def make_card(self, values: Raw) -> EmergencyCard:
        signs = [{"type": "sign", "value": sign} for sign in values["signs"]]
        return EmergencyCard(locale=Locale.get_default(), **{**values, "signs": signs})

    def load_center(self) -> None:
        """The center's settings come last: their menus name pages."""
        toml = read_toml(self.directory / "center.toml")
        markup = self.markup("/")

        def make(values: Raw) -> CenterSettings:
            menus = {
                f"{name}_menu": [markup.page(address, name, number) for number, address in enumerate(addresses)]
                for name, addresses in values["menus"].items()
            }
            return CenterSettings(pk=CenterSettings.load().pk, **values["center"], **menus)

        self.put("center", {"center": toml["center"], "menus": toml["menus"]}, make)

    # Trials ---------------------------------------------------------------------------------------------------------

    def load_trials(self) -> None:
        """What to ask the registry for, and the sample registry's answer. It comes in as a real one would."""
        self.progress("sample trials")
        for slug, values in read_toml(self.directory / "registry-queries.toml").items():
            self.put(f"registry-query:{slug}", values, lambda v, s=slug: self.make_query(s, v))
        bring_in_samples()

    def make_query(self, slug: str, values: Raw) -> RegistryQuery:
        addresses = values["tumor_types"]
        types = [self.pages[address].specific for address in addresses if address in self.pages]
        return RegistryQuery(slug=slug, name=values["name"], condition=values["condition"], tumor_types=types)

    # Pages ----------------------------------------------------------------------------------------------------------

    def create_pages(self, documents: Iterable[Document]) -> None:
        """Make sure every page exists before any is filled, so that each can link to each."""
        for document in documents:
            page_model(document)
            record = self.records.get(f"page:{document.address}")
            if record:
                if record.target is not None:
                    self.pages[document.address] = record.target
                continue
            self.pages[document.address] = self.create_page(document)

    def create_page(self, document: Document) -> Page:
        page = page_model(document)(title=document.meta["title"], slug=document.slug, live=False)
        if document.parent is None:
            return create_home(page)
        parent = self.pages.get(document.parent)
        if parent is None:
            raise document.error(f"the page above it, {document.parent}, has been deleted")
        fill_page(page, document, self.markup(document.address), self.find_source, links=False)
        return parent.add_child(instance=page)

    def fill_pages(self, documents: list[Document]) -> None:
        for number, document in enumerate(documents, 1):
            self.progress(f"page {number} of {len(documents)}: {document.address}")
            if document.address in self.pages:
                self.put_page(document)
            else:
                self.outcome["gone"] += 1

    def put_page(self, document: Document) -> None:
        page = self.pages[document.address].specific
        record = self.records.get(f"page:{document.address}")
        if record and record.written != fingerprint(page):
            self.outcome["left alone"] += 1
            return
        if record and record.file_digest == document.digest:
            self.outcome["unchanged"] += 1
            return
        self.write_page(page, document)
        self.remember(f"page:{document.address}", page, document.digest)

    def write_page(self, page: Page, document: Document) -> None:
        try:
            fill_page(page, document, self.markup(document.address), self.find_source)
            load_recording(page, document, self.directory, self.markup(document.address))
            page.full_clean()
        except (MarkupError, ValidationError, OSError, KeyError) as error:
            raise document.error(str(error)) from error
        page.live = True
        page.save_revision(clean=False).publish()
        page.refresh_from_db()

    def markup(self, address: str) -> Markup:
        return Markup(address, self.find_page)

    def find_page(self, address: str) -> int | None:
        page = self.pages.get(address)
        return page.pk if page else None

    def find_source(self, key: str) -> int | None:
        record = self.records.get(f"source:{key}")
        return record.object_id if record else None

    # One rule for everything ------------------------------------------------------------------------------------------

    def put(self, key: str, values: Any, make: Callable[[Any], models.Model]) -> None:
        """Write an object under the rules at the top of this file."""
        digest = hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()
        record = self.records.get(key)
        if record is None:
            self.remember(key, self.saved(key, make(values)), digest)
        elif record.target is None:
            self.outcome["gone"] += 1
        elif record.written != fingerprint(record.target):
            self.outcome["left alone"] += 1
        elif record.file_digest == digest:
            self.outcome["unchanged"] += 1
        else:
            fresh = make(values)
            fresh.pk = record.object_id
            self.remember(key, self.saved(key, fresh), digest)

    def saved(self, key: str, target: models.Model) -> models.Model:
        try:
            target.full_clean(validate_unique=target.pk is None, validate_constraints=target.pk is None)
        except ValidationError as error:
            raise ContentError(f"{key}: {error}") from error
        target.save()
        return target

    def remember(self, key: str, target: models.Model, digest: str) -> None:
        target.refresh_from_db()
        self.records[key], _ = StarterRecord.objects.update_or_create(
            key=key,
            defaults={
                "content_type": ContentType.objects.get_for_model(target, for_concrete_model=True),
                "object_id": target.pk,
                "file_digest": digest,
                "written": fingerprint(target),
            },
        )
        self.outcome["written"] += 1


def fingerprint(target: models.Model) -> str:
    """A digest of an object as it is. For a page its latest revision stands for it: every edit makes a new one."""
    if isinstance(target, Page):
        return f"revision {target.latest_revision_id}"
    fields = [field for field in target._meta.concrete_fields if field.name not in NOT_AN_EDIT]
    values = {field.name: field.value_to_string(target) for field in fields}
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def refuse_occupied_site() -> None:
    """Raise OccupiedSite unless the database is as `migrate` leaves it: the root and Wagtail's welcome page."""
    pages = Page.objects.filter(depth__gt=1)
    if pages.exclude(pk__in=welcome_pages().values("pk")).exists():
        raise OccupiedSite("This database already holds a site that the starter did not make. Nothing was written.")


def welcome_pages() -> models.QuerySet[Page]:
    """The page Wagtail's own migrations create, as long as nobody has touched it."""
    plain = ContentType.objects.get_for_model(Page)
    return Page.objects.filter(depth=2, content_type=plain, latest_revision=None, numchild=0)


def create_home(page: Page) -> Page:
    """Put the home page in the place of Wagtail's welcome page and make it the root of the site."""
    root = Page.get_first_root_node()
    for welcome in welcome_pages():
        welcome.delete()
    root.refresh_from_db()
    root.add_child(instance=page)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": page, "site_name": ""}
    )
    return page


__all__ = ["ContentError", "OccupiedSite", "StarterLoader"]
