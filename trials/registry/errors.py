"""What can go wrong between us and the registry. Every message is one line for whoever runs the sync."""

from __future__ import annotations

SHOWN = 200  # characters of what the registry itself says


def one_line(text: str) -> str:
    """The beginning of a text from outside, fit to stand in a message."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN].rstrip()}…"


class RegistryError(Exception):
    """The registry could not be asked, or its answer cannot be used."""


class Refused(RegistryError):
    """403. The registry refuses some networks and programs, whatever they call themselves."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"The registry refused us (403 for {url}). It may refuse this network or this kind of program; it does not "
            "help to change the User-Agent. The way out: download the studies on the registry's website, and bring "
            "them in with --from-file."
        )


class BadRequest(RegistryError):
    """400. `text` is what the registry says about it."""

    def __init__(self, text: str, url: str) -> None:
        self.text = one_line(text)
        super().__init__(f"The registry does not understand {url}: {self.text or 'it gives no reason'}")


class TokenRefused(BadRequest):
    """400 for a page after the first: the token is no longer good. The query has to start over."""


class NotFound(RegistryError):
    """404 for something other than a study. is_web_page: it came as HTML, which is not how the registry says it."""

    def __init__(self, url: str, *, is_web_page: bool = False) -> None:
        self.is_web_page = is_web_page
        super().__init__(f"The registry has no {url}. Is the registry's address right?")


class Unreachable(RegistryError):
    """No usable answer, however often we asked. `reason` is what happened last."""

    def __init__(self, url: str, tries: int, reason: str) -> None:
        self.reason = reason
        times = "once" if tries == 1 else f"{tries} times"
        super().__init__(f"The registry could not be reached: asked {times} for {url}; the last time, {reason}.")


class NotJson(Unreachable):
    """Web pages instead of data, however often we asked: often maintenance, or a network with a sign-in page."""


class Moved(RegistryError):
    """The registry sends us to another address, which we do not follow on our own."""

    def __init__(self, url: str, there: str) -> None:
        super().__init__(
            f"The registry has moved: {url} leads to {one_line(there) or 'nowhere'}. Look whether that is right."
        )


class TooLarge(RegistryError):
    """An answer longer than we are ready to hold."""

    def __init__(self, url: str, limit: int) -> None:
        super().__init__(
            f"The answer to {url} is larger than {limit / 2**20:g} MB, so it was not read. Use smaller pages."
        )


class UnexpectedAnswer(RegistryError):
    """The answer is not in the form of API version 2. The registry may have changed."""

    def __init__(self, url: str, what: str) -> None:
        super().__init__(f"The registry's answer to {url} is not as expected: {what}.")
