"""Log records made fit to read while the database is away."""

from __future__ import annotations

import logging

from .errors import is_outage


class ShortOutage(logging.Filter):
    """One line for each request that met no database, instead of a page of traceback for every one of them."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and is_outage(error):
            record.msg = f"{record.getMessage()} (no database: {type(error).__name__})"
            record.args = None
            record.exc_info = None
            record.exc_text = None
        return True
