"""Ask whether an address on another site still opens. Politely: a HEAD, and a GET only where HEAD fails.

The address of the machine is looked up once, held against the guard, and then that very address is asked: a name that
points elsewhere a moment later leads nowhere. Redirects are followed here, each hop through the guard again.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

import urllib3
from django.utils.translation import gettext as _
from requests.certs import where
from requests.utils import requote_uri

from spinecare.core.origin import origin

from .guard import Allows, is_public, numeric_addresses
from .pace import Pace
from .targets import LONGEST_ADDRESS, WEB
from .verdict import Outcome, Verdict

CONNECT_SECONDS, READ_SECONDS = 8.0, 15.0
MOST_REDIRECTS = 5
# A name may have many machines; two that do not answer speak for all.
MOST_MACHINES = 2
PERMANENT, TEMPORARY = (301, 308), (302, 303, 307)
GONE = (404, 410)
REFUSALS = (401, 403, 405, 406, 429, 451)
PORTS = {"http": 80, "https": 443}


class NotAllowed(Exception):
    """The guard says no, or the address is none that a browser would open without asking."""


class NoAnswer(Exception):
    """Nobody answered. `finding` is for the editor."""

    def __init__(self, finding: str) -> None:
        self.finding = finding
        super().__init__(finding)


@dataclass(frozen=True)
class Reply:
    """The head of an answer."""

    status: int
    location: str = ""


class Asker:
    """Asks other sites. allows: which machines may be asked; nothing but a test hands in another guard."""

    def __init__(
        self,
        *,
        allows: Allows = is_public,
        pace: Pace | None = None,
        connect: float = CONNECT_SECONDS,
        read: float = READ_SECONDS,
    ) -> None:
        self._allows = allows
        self._pace = pace or Pace()
        self._timeout = urllib3.Timeout(connect=connect, read=read)
        self._headers = {
            # Some servers turn away whatever has "bot" or "link" in its name; ours says whose it is instead.
            "User-Agent": f"SpineCare/0.1 (+{origin()}/)",
            "Accept": "text/html, */*;q=0.5",
            "Accept-Encoding": "identity",
        }

    def ask(self, address: str) -> Verdict:
        """What became of an address."""
        try:
            return self._follow(address)
        except NotAllowed:
            finding = _("Not asked: it leads to a machine that is not on the public internet.")
            return Verdict(Outcome.NOT_ASKED, finding)
        except NoAnswer as error:
            return Verdict(Outcome.FAILED, error.finding, heard=False)

    def _follow(self, address: str) -> Verdict:
        """Follow redirects. As long as all are permanent, the last one says where the page lives now."""
        at, lasting, is_lasting = address, address, True
        for _hop in range(MOST_REDIRECTS + 1):
            reply = self._reply(at)
            if reply.status not in PERMANENT + TEMPORARY or not reply.location:
                return _verdict(reply, "" if lasting == address else lasting)
            at = requote_uri(urljoin(at, reply.location))
            is_lasting = is_lasting and reply.status in PERMANENT
            if is_lasting:
                lasting = at
        return Verdict(Outcome.FAILED, _("It leads on and on, and never arrives."), reply.status)

    def _reply(self, address: str) -> Reply:
        """HEAD first. Many servers answer it wrongly, so a refusal or an error is asked about again with GET."""
        url = _parts(address)
        with suppress(NoAnswer):
            reply = self._send("HEAD", url)
            if reply.status < 400:
                return reply
        return self._send("GET", url)

    def _send(self, method: str, url: SplitResult) -> Reply:
        host, port = _ascii(url.hostname or ""), url.port or PORTS[url.scheme]
        self._pace.wait_for(host)
        try:
            for machine in self._machines(host, port)[:MOST_MACHINES]:
                with suppress(urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError):
                    return self._send_to(machine, method, url, host, port)
            raise NoAnswer(_("Nobody answers there."))
        except urllib3.exceptions.ReadTimeoutError as error:
            raise NoAnswer(_("It did not answer in time.")) from error
        except urllib3.exceptions.SSLError as error:
            raise NoAnswer(_("Its certificate is not valid, so browsers warn of it.")) from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise NoAnswer(_("The connection broke off.")) from error
        finally:
            self._pace.asked(host)

    def _machines(self, host: str, port: int) -> list[str]:
        try:
            found = numeric_addresses(host, port)
        except OSError as error:
            raise NoAnswer(_("There is no such site: its name leads nowhere.")) from error
        allowed = [machine for machine in found if self._allows(machine)]
        if not allowed:
            raise NotAllowed
        return allowed

    def _send_to(self, machine: str, method: str, url: SplitResult, host: str, port: int) -> Reply:
        with self._pool(machine, url.scheme, host, port) as pool:
            answer = pool.urlopen(
                method,
                urlunsplit(("", "", url.path or "/", url.query, "")),
                headers={**self._headers, "Host": _ascii(url.netloc)},
                redirect=False,
                retries=False,
                preload_content=False,
            )
            # The head is all we need. Closing lets go of the body, however long it would be.
            reply = Reply(answer.status, answer.headers.get("Location", "")[:LONGEST_ADDRESS])
            answer.close()
            return reply

    def _pool(self, machine: str, scheme: str, host: str, port: int) -> urllib3.HTTPConnectionPool:
        if scheme == "http":
            return urllib3.HTTPConnectionPool(machine, port, timeout=self._timeout, maxsize=1)
        return urllib3.HTTPSConnectionPool(
            machine,
            port,
            timeout=self._timeout,
            maxsize=1,
            cert_reqs="CERT_REQUIRED",
            ca_certs=where(),
            server_hostname=host,
            assert_hostname=host,
        )


def _parts(address: str) -> SplitResult:
    """The pieces of an address, if it is one that may be asked: of the web, and without a name and password in it."""
    try:
        url = urlsplit(address)
        usable = url.scheme in WEB and bool(url.hostname) and url.username is None and url.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise NoAnswer(_("This is not an address that a browser can open."))
    return url


def _ascii(host: str) -> str:
    """A name as machines know it: "bücher.example" is "xn--bcher-kva.example" to them."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NoAnswer(_("This is not an address that a browser can open.")) from error


def _verdict(reply: Reply, moved_to: str) -> Verdict:
    if reply.status in GONE:
        return Verdict(Outcome.GONE, _("The site says that there is no such page."), reply.status)
    if reply.status in REFUSALS:
        finding = _("The site refuses to be checked. Open it yourself: if you can read it, ignore this.")
        return Verdict(Outcome.FAILED, finding, reply.status)
    if reply.status >= 400 or reply.status < 200:
        return Verdict(Outcome.FAILED, _("The site answers with an error."), reply.status)
    if moved_to:
        return Verdict(Outcome.MOVED, _("It has moved for good."), reply.status, moved_to)
    return Verdict(Outcome.WORKS, status=reply.status)
