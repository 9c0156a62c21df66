"""The wire: one GET and its whole answer. Behind a seam, because the registry refuses some HTTP libraries."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import requests
import urllib3

from trials.registry.errors import RegistryError, TooLarge, one_line

CONNECT_SECONDS, READ_SECONDS = 10.0, 60.0
# A body may take this long altogether: a server that sends a byte now and then never breaks the two limits above.
WHOLE_SECONDS = 180.0
LARGEST_BODY = 64 * 2**20  # bytes, unpacked
PIECE = 64 * 2**10


class Interrupted(Exception):
    """No answer, or a part of one. Asking again may help. `reason` follows "the last time, "."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Response:
    """headers: names in small letters. body: whole and unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Transport(Protocol):
    """What the client needs from an HTTP library. It must not follow redirects, nor ask again on its own."""

    def get(self, url: str, params: Mapping[str, str], headers: Mapping[str, str]) -> Response:
        """Raises Interrupted where asking again may help, and TooLarge."""

    def close(self) -> None: ...


class RequestsTransport:
    """The one we ship: what working daily syncs with the registry use."""

    def __init__(
        self,
        *,
        connect: float = CONNECT_SECONDS,
        read: float = READ_SECONDS,
        whole: float = WHOLE_SECONDS,
        largest: int = LARGEST_BODY,
    ) -> None:
        self._timeout = (connect, read)
        self._whole = whole
        self._largest = largest
        self._session = requests.Session()

    def get(self, url: str, params: Mapping[str, str], headers: Mapping[str, str]) -> Response:
        deadline = time.monotonic() + self._whole
        sent = {**headers, "Accept-Encoding": "gzip"}
        try:
            with self._session.get(
                url, params=params, headers=sent, timeout=self._timeout, stream=True, allow_redirects=False
            ) as response:
                body = self._body(response.raw, url, deadline)
                small = {name.lower(): value for name, value in response.headers.items()}
                return Response(response.status_code, small, body)
        except requests.ConnectTimeout:
            raise Interrupted(f"there was no connection within {self._timeout[0]:g} seconds") from None
        except (requests.Timeout, urllib3.exceptions.ReadTimeoutError):
            raise Interrupted(f"nothing came for {self._timeout[1]:g} seconds") from None
        except (requests.ConnectionError, urllib3.exceptions.HTTPError) as error:
            raise Interrupted(f"the connection failed ({_deepest(error)})") from error
        except requests.RequestException as error:
            raise RegistryError(f"The registry cannot be asked: {one_line(str(error))}.") from error

    def close(self) -> None:
        self._session.close()

    def _body(self, raw: urllib3.HTTPResponse, url: str, deadline: float) -> bytes:
        """Read as it comes: `read` would wait until a piece is full, however long that takes."""
        body = bytearray()
        while piece := raw.read1(PIECE, decode_content=True):
            body += piece
            if len(body) > self._largest:
                raise TooLarge(url, self._largest)
            if time.monotonic() > deadline:
                raise Interrupted(f"the answer was not complete after {self._whole:g} seconds")
        return bytes(body)


def _deepest(error: BaseException) -> str:
    """What the system says underneath, such as "Connection refused"; the layers above only wrap it."""
    while below := error.__cause__ or error.__context__:
        error = below
    return one_line(str(error)) or type(error).__name__
