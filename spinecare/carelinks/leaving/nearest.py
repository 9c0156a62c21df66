"""What readers are offered beside the explanation that a page is gone."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.conf import settings

from ..answers import Place
from ..leading import Identity, public_places
from ..models import Destination


def nearest_without(destination: Destination, leaving: Collection[Identity]) -> Place | None:
    """The same page in another language, or else the nearest page above it, of those that stay."""
    keys = [destination.translation_key, *map(UUID, destination.above)]
    places = public_places(keys)
    languages = dict.fromkeys((destination.language, settings.LANGUAGE_CODE))
    ways = [(key, language) for key in keys for language in languages]
    own = (destination.translation_key, destination.language)
    return next((places[way] for way in ways if way in places and way not in leaving and way != own), None)
