"""Files that others read while they are written: replaced in one step, so that nobody ever gets half of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def replace(path: Path, text: str) -> None:
    """Put this text in the place of what the file holds now. Its folder has to be there."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    draft = Path(name)
    # nginx may run as another user than the site.
    draft.chmod(0o644)
    draft.replace(path)
