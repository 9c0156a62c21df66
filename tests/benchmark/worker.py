"""A site that answers, one line for each line it is given: how long the finder took for an address, and its queries.

python -m tests.benchmark.worker NUMBER_OF_TRIALS
"""

from __future__ import annotations

import json
import os
import sys
import time

import django

from spinecare.launch.progress import say
from spinecare.launch.site import HOST


def serve(number: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tests.benchmark.crowd import settle

    settle(number)
    say("ready")
    for line in sys.stdin:
        say(json.dumps(_measure(line.strip())))


def _measure(address: str) -> dict[str, float | int]:
    """milliseconds: with all that is remembered between requests. queries: with nothing but the site's own address."""
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from wagtail.models import Site

    client = Client(SERVER_NAME=HOST)
    begin = time.perf_counter()
    response = client.get(address)
    milliseconds = (time.perf_counter() - begin) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"{address} gave {response.status_code}")
    cache.clear()
    Site.get_site_root_paths()
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return {"milliseconds": milliseconds, "queries": len(queries)}


if __name__ == "__main__":
    serve(int(sys.argv[1]))
