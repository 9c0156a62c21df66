"""Registry numbers: NCT and eight digits."""

from __future__ import annotations

import re

# What the registry itself takes for a number: its API allows missing and surplus zeros, and no more than eight digits.
NUMBER = re.compile(r"NCT0*([1-9][0-9]{0,7})", re.IGNORECASE)
SPACES = re.compile(r"\s+")
SAMPLE = re.compile(r"NCT9999[0-9]{4}")


def canonical(text: str) -> str | None:
    """The number as the registry writes it, from one as people do ("nct 0123"). None where there is no number."""
    match = NUMBER.fullmatch(SPACES.sub("", text))
    return f"NCT{match[1]:0>8}" if match else None


def is_sample(nct_id: str) -> bool:
    """Whether it is one of the numbers kept for made-up records. The registry does not use them."""
    return SAMPLE.fullmatch(nct_id) is not None
