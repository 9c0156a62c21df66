"""`python3 -m spinecare.launch COMMAND`: make sure of the packages, then go on inside the virtual environment."""

from __future__ import annotations

import os
import sys

from . import packages
from .progress import Failure, fail

NEEDS = {
    "run": packages.RUN,
    "prepare": packages.RUN,
    "dev": packages.RUN,
    "stack": packages.RUN,
    "lint": packages.TEST,
    "format": packages.TEST,
    "icons": packages.TEST,
    "screenshots": packages.TEST,
    "test": packages.TEST,
    "test-fast": packages.TEST,
    "test-newest": packages.NEWEST,
    "conformance": packages.TEST,
    "benchmark": packages.TEST,
}
# The commands that can be told where to put what they make.
TAKE_A_FOLDER = ("screenshots",)


def main(arguments: list[str]) -> int:
    """Never returns when all is well: the process becomes the one that does the work."""
    if not _is_understood(arguments):
        print(f"usage: python3 -m spinecare.launch {{{','.join(NEEDS)}}}", file=sys.stderr)
        print(f"       python3 -m spinecare.launch {{{','.join(TAKE_A_FOLDER)}}} FOLDER", file=sys.stderr)
        return 2
    os.chdir(packages.ROOT)
    # The packages are installed uncompiled, which is quick; the first start must be allowed to keep what it compiles.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        python = str(packages.ensure(NEEDS[arguments[0]]))
    except Failure as error:
        return fail(error)
    except KeyboardInterrupt:
        return 130
    return os.execv(python, [python, "-m", "spinecare.launch.commands", *arguments])  # noqa: S606 - nothing to quote


def _is_understood(arguments: list[str]) -> bool:
    name, *rest = arguments or [""]
    return name in NEEDS and len(rest) <= (name in TAKE_A_FOLDER)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
