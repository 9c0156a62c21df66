"""When what links open is written down anew although nothing is known to have changed."""

from __future__ import annotations

import datetime

from spinecare.delivery.scheduled_work import Work

from . import kept

OLD = datetime.timedelta(minutes=10)


def what_is_due() -> Work | None:
    """The hook `scheduled_work`. After a first start or a restored backup nothing is kept, or what was before it."""
    return Work("care links", kept.refresh) if kept.is_older_than(OLD) else None
