"""Where records come from: the registry of the settings, or, where none is set, the sample registry of this project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet

from spinecare.core.origin import origin

from ..models import Study, SyncRun
from ..models.study import SAMPLE_NUMBERS
from ..registry.api import Registry
from ..standin.server import serving

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SECONDS_BETWEEN_REQUESTS = 1.0
# A stand-in is never tired: the first and the longest wait before it is asked again, in seconds.
HARDLY = (0.01, 0.05)


@dataclass(frozen=True)
class Source:
    """A registry's address. The real one is never on this machine: what is there is a stand-in, with samples."""

    url: str
    # What a run is filed under, if not the address: the sample registry has another port every time.
    filed_as: str = ""

    @property
    def is_stand_in(self) -> bool:
        return urlsplit(self.url).hostname in LOOPBACK

    @property
    def page_size(self) -> int:
        """Studies in one request. A stand-in has few, and yet they should fill several pages."""
        return 10 if self.is_stand_in else 200

    @property
    def name(self) -> str:
        return self.filed_as or self.url

    def registry(self, on_wait: Callable[[], None]) -> Registry:
        """A client of it. on_wait: called before every wait, which may be long."""
        agent = f"SpineCare/0.1 (+{origin()}/contact/)"
        if self.is_stand_in:
            return Registry(self.url, user_agent=agent, pause=0, wait=HARDLY, on_wait=lambda *_: on_wait())
        return Registry(self.url, user_agent=agent, pause=SECONDS_BETWEEN_REQUESTS, on_wait=lambda *_: on_wait())

    def studies(self) -> QuerySet[Study]:
        """The studies we have that this registry can know: samples and real ones are never mixed."""
        of_samples = {"nct_id__startswith": SAMPLE_NUMBERS}
        return Study.objects.filter(**of_samples) if self.is_stand_in else Study.objects.exclude(**of_samples)


@contextmanager
def configured_source() -> Iterator[Source]:
    """The registry to ask. The sample registry runs as long as somebody asks it."""
    if settings.REGISTRY_URL:
        yield Source(settings.REGISTRY_URL)
        return
    with sample_source() as source:
        yield source


@contextmanager
def sample_source() -> Iterator[Source]:
    with serving() as stand_in:
        yield Source(stand_in.url, SyncRun.SAMPLES)
