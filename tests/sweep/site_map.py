"""The addresses of the starter site, known without a database, and the HTML behind them."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import BeautifulSoup
from django.apps import apps
from django.test import Client

from spinecare.editorial.models import ClinicalPage
from spinecare.starter.documents import Document, read_documents

DOCUMENTS = read_documents()
ADDRESSES = [document.address for document in DOCUMENTS]


@dataclass(frozen=True)
class Visit:
    """What a reader gets at an address."""

    address: str
    status: int
    headers: dict[str, str]
    html: BeautifulSoup
    body: bytes

    @property
    def main_links(self) -> list[str]:
        return [link["href"] for link in self.html.main.find_all("a", href=True)]

    @property
    def links(self) -> list[str]:
        return [link["href"] for link in self.html.find_all("a", href=True)]

    @property
    def ids(self) -> list[str]:
        return [element["id"] for element in self.html.find_all(id=True)]


def visit(client: Client, address: str) -> Visit:
    response = client.get(address)
    # A file is read to its end: that closes it, and leaves the test's database connection open.
    content = b"".join(response)
    body = content if response.headers["Content-Type"].startswith("text/html") else b""
    return Visit(address, response.status_code, dict(response.headers), BeautifulSoup(body, "html.parser"), body)


def shown_text(client: Client, address: str) -> str:
    """The words of a page as they are now."""
    return " ".join(visit(client, address).html.main.get_text().split())


class Landings:
    """Where links lead. Each address is opened once: the starter site is the same in every test of the sweep."""

    def __init__(self) -> None:
        self._seen: dict[str, Visit] = {}

    def __call__(self, client: Client, address: str) -> Visit:
        if address not in self._seen:
            self._seen[address] = visit(client, address)
        return self._seen[address]


land_on = Landings()


def is_clinical(document: Document) -> bool:
    """Whether the page of a document must carry review state, sources and the emergency card."""
    return issubclass(apps.get_model(document.meta["model"]), ClinicalPage)
