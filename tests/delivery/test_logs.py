"""What the log says when the database is away: one line a request, and why."""

import logging
import sys

from django.db import OperationalError

from spinecare.delivery.logs import ShortOutage


def record_of(error: Exception) -> logging.LogRecord:
    try:
        raise error
    except Exception:
        return logging.LogRecord("django.request", logging.ERROR, "", 0, "%s: %s", ("Error", "/x/"), sys.exc_info())


def test_an_outage_is_one_line():
    record = record_of(OperationalError("gone"))
    assert ShortOutage().filter(record)
    assert record.getMessage() == "Error: /x/ (no database: OperationalError)"
    assert record.exc_info is None


def test_any_other_error_keeps_its_traceback():
    record = record_of(RuntimeError("broken"))
    assert ShortOutage().filter(record)
    assert record.exc_info is not None
