"""The stand-in answers as the registry does, also where that is awkward, and fails exactly as it is told."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from trials.standin import DATA_TIMESTAMP, Fault, StandIn, sample_records, serving

ROOT = Path(__file__).parents[2]


class Asker:
    """Asks with a plain HTTP library, as anybody could."""

    def __init__(self, stand_in: StandIn, session: requests.Session) -> None:
        self.stand_in = stand_in
        self._session = session

    def get(self, path: str, **options: Any) -> requests.Response:
        return self._session.get(self.stand_in.url + path, timeout=10, **options)

    def search(self, **parameters: str) -> dict[str, Any]:
        """Parameters are written with two underscores for a point: query__cond."""
        answer = self.get("/studies", params=written(parameters))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def found(self, **parameters: str) -> list[int]:
        """The last four digits of what a search finds."""
        return [digits(study) for study in self.search(pageSize="1000", **parameters)["studies"]]

    def refusal(self, **parameters: str) -> str:
        answer = self.get("/studies", params=written(parameters))
        assert answer.status_code == 400
        assert answer.headers["Content-Type"].startswith("text/plain")
        return answer.text


def written(parameters: dict[str, str]) -> dict[str, str]:
    return {name.replace("__", "."): value for name, value in parameters.items()}


def digits(study: Any) -> int:
    return int(study["protocolSection"]["identificationModule"]["nctId"][7:])


def record(number: int, **parts: Any) -> dict[str, Any]:
    return {"protocolSection": {"identificationModule": {"nctId": f"NCT9999{number:04d}"}, **parts}}


@pytest.fixture
def asker() -> Iterator[Asker]:
    with serving() as stand_in, requests.Session() as session:
        yield Asker(stand_in, session)


def failing(*faults: Fault) -> Any:
    return serving(faults=faults)


# Searching


def test_it_says_which_days_data_it_has(asker: Asker) -> None:
    assert asker.get("/version").json() == {"apiVersion": "2.0.5", "dataTimestamp": DATA_TIMESTAMP}


def test_a_page_has_ten_studies_unless_asked_otherwise(asker: Asker) -> None:
    assert len(asker.search()["studies"]) == 10
    assert len(asker.search(pageSize="0")["studies"]) == 10
    assert len(asker.search(pageSize="3")["studies"]) == 3
    assert len(asker.search(pageSize="999999")["studies"]) == len(sample_records())


def test_a_page_is_never_larger_than_a_thousand() -> None:
    with serving([record(number) for number in range(1, 1002)]) as stand_in, requests.Session() as session:
        assert len(Asker(stand_in, session).search(pageSize="5000")["studies"]) == 1000


def test_a_full_page_has_a_token_even_if_nothing_follows(asker: Asker) -> None:
    first = asker.search(filter__overallStatus="COMPLETED", pageSize="3", countTotal="true")
    assert (len(first["studies"]), first["totalCount"]) == (3, 3)
    last = asker.search(filter__overallStatus="COMPLETED", pageSize="3", pageToken=first["nextPageToken"])
    assert last == {"studies": []}


def test_the_total_comes_on_the_first_page_only_and_if_asked(asker: Asker) -> None:
    assert "totalCount" not in asker.search()
    first = asker.search(countTotal="true")
    assert first["totalCount"] == len(sample_records())
    assert "totalCount" not in asker.search(countTotal="true", pageToken=first["nextPageToken"])


def test_a_token_goes_with_its_parameters_but_the_page_size_may_change(asker: Asker) -> None:
    token = asker.search(query__cond="chordoma", pageSize="1")["nextPageToken"]
    assert "other parameters" in asker.refusal(query__cond="ependymoma", pageSize="1", pageToken=token)
    assert len(asker.search(query__cond="chordoma", pageSize="2", pageToken=token)["studies"]) == 2


@pytest.mark.parametrize("token", ["", "abc", "W10=", "é", "5"])
def test_a_token_nobody_gave_out_is_refused(asker: Asker, token: str) -> None:
    assert "pageToken" in asker.refusal(pageToken=token)


@pytest.mark.parametrize(
    ("parameters", "text"),
    [
        ({"query__recrs": "open"}, "`query.recrs` is unknown parameter"),
        ({"filter__phase": "PHASE1"}, "`filter.phase` is unknown parameter"),
        ({"query__locn": "Houston"}, "`query.locn` is something the stand-in cannot answer"),
        ({"filter__overallStatus": "OPEN"}, "Invalid value in parameter `overallStatus`: `OPEN`"),
        ({"pageSize": "many"}, "Invalid value in parameter `pageSize`: `many`"),
        ({"countTotal": "yes"}, "Invalid value in parameter `countTotal`: `yes`"),
        ({"fields": "Nonsense"}, "`fields` contains invalid field name: 'Nonsense'"),
        ({"sort": "Color"}, "Invalid value in parameter `sort`: `Color`"),
        ({"sort": "StartDate,LastUpdatePostDate,StudyFirstPostDate"}, "`sort` has more than 2 values"),
        ({"filter__ids": "NCT1x"}, "NCT Number NCT1x has incorrect format"),
        ({"format": "csv"}, "The stand-in answers with json and markdown only"),
        ({"query__cond": "(chordoma"}, "Error parsing query in `query.cond`: mismatched input '<EOF>'"),
        ({"query__cond": "a ] b"}, "Error parsing query in `query.cond`: mismatched input ']'"),
        ({"query__cond": "chordoma)"}, "Error parsing query in `query.cond`: mismatched input ')'"),
        ({"query__cond": '""'}, "Error parsing query in `query.cond`: no words to look for"),
        ({"query__cond": ""}, "Error parsing query in `query.cond`: mismatched input '<EOF>'"),
        (
            {"filter__advanced": "AREA[Color]red"},
            "Error parsing query in `filter.advanced`: Unknown area name: `Color`",
        ),
    ],
)
def test_what_it_does_not_understand_it_refuses_in_words(asker: Asker, parameters: dict[str, str], text: str) -> None:
    assert asker.refusal(**parameters) == text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("chordoma", [4, 6, 18, 26]),
        ("CHORDOMAS", [4, 6, 18, 26]),
        ("chordoma chondrosarcoma", [26]),
        ("chordoma, chondrosarcoma", [26]),
        ("chordoma AND chondrosarcoma", [26]),
        ("chordoma NOT chondrosarcoma", [4, 6, 18]),
        ("ependymoma OR meningioma", [7, 10, 19]),
        ("meningioma OR chordoma AND chondrosarcoma", [7, 26]),
        ("(meningioma OR chordoma) AND chondrosarcoma", [26]),
        ('"spinal meningioma"', [7]),
        ('"meningioma spinal"', []),
        ("AREA[Phase]PHASE4", [13]),
        ('AREA[OverallStatus]"WITHHELD"', [21]),
        ("AREA[Phase]MISSING AND AREA[StudyType]OBSERVATIONAL", [10, 12, 27, 30]),
        ("AREA[NCTId]NCT99990005", [5]),
    ],
)
def test_words_are_looked_for_in_conditions_keywords_and_titles(asker: Asker, query: str, found: list[int]) -> None:
    assert asker.found(query__cond=query) == found


def test_status_can_be_one_of_several(asker: Asker) -> None:
    both = asker.found(filter__overallStatus="WITHDRAWN|SUSPENDED")
    assert both == asker.found(filter__overallStatus="SUSPENDED,WITHDRAWN") == [13, 14]


def test_only_what_changed_since_a_day(asker: Asker) -> None:
    assert asker.found(filter__advanced="AREA[LastUpdatePostDate]RANGE[2026-11-12,MAX]") == [6, 8, 28]
    assert asker.found(filter__advanced="AREA[LastUpdatePostDate]RANGE[MIN, 2023-12-31]") == [15, 27]


def test_numbers_also_the_old_ones(asker: Asker) -> None:
    assert asker.found(filter__ids="NCT99990110,nct99990003|NCT99997777") == [3, 10]


def test_sorting_by_a_date(asker: Asker) -> None:
    assert asker.found(sort="StudyFirstPostDate:asc")[:2] == [16, 26]
    assert asker.found(sort="StudyFirstPostDate")[:2] == [23, 29]
    assert set(asker.found(sort="StartDate")[-5:]) == {17, 18, 19, 20, 21}, "without the date they come last"


def test_only_the_parts_asked_for(asker: Asker) -> None:
    assert set(asker.search(fields="HasResults")["studies"][0]) == {"hasResults"}
    parts = asker.get("/studies/NCT99990001", params={"fields": "ProtocolSection|HasResults"}).json()
    assert set(parts) == {"protocolSection", "hasResults"}


# One study


def test_one_study_by_any_spelling_of_its_number(asker: Asker) -> None:
    assert digits(asker.get("/studies/NCT99990003").json()) == 3
    assert digits(asker.get("/studies/nct099990003").json()) == 3


def test_an_old_number_leads_to_the_new_one(asker: Asker) -> None:
    answer = asker.get("/studies/NCT99990110", allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/api/v2/studies/NCT99990010")


@pytest.mark.parametrize(("path", "status"), [("/studies/NCT99997777", 404), ("/studies/x", 400), ("/nothing", 404)])
def test_what_is_not_there_is_said_in_plain_text(asker: Asker, path: str, status: int) -> None:
    answer = asker.get(path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_it_describes_itself(asker: Asker) -> None:
    enums = {kind["type"]: [value["value"] for value in kind["values"]] for kind in asker.get("/studies/enums").json()}
    assert len(enums["Status"]) == 14
    assert asker.get("/studies/metadata").json()[0]["name"] == "protocolSection"


# Changes


def test_records_come_go_and_change_while_it_runs(asker: Asker) -> None:
    changed = asker.stand_in.records["NCT99990001"]
    changed["protocolSection"]["statusModule"]["overallStatus"] = "SUSPENDED"
    asker.stand_in.put(changed)
    asker.stand_in.remove("NCT99990013")
    assert asker.found(filter__overallStatus="SUSPENDED") == [1]
    assert asker.get("/studies/NCT99990013").status_code == 404
    asker.stand_in.replace([record(77)])
    assert asker.found() == [77]


def test_two_studies_become_one(asker: Asker) -> None:
    asker.stand_in.merge("NCT99990002", into="NCT99990001")
    assert asker.get("/studies/NCT99990002").url.endswith("/studies/NCT99990001")
    assert asker.found(filter__ids="NCT99990002") == [1]


def test_new_data_has_a_new_date_in_every_record(asker: Asker) -> None:
    asker.stand_in.data_timestamp = "2026-11-23T09:00:04"
    assert asker.get("/version").json()["dataTimestamp"] == "2026-11-23T09:00:04"
    for study in asker.search(pageSize="100")["studies"]:
        assert study["derivedSection"]["miscInfoModule"]["versionHolder"] == "2026-11-23"


def test_what_was_put_in_is_not_changed_from_outside(asker: Asker) -> None:
    mine = record(1, statusModule={"overallStatus": "RECRUITING"})
    asker.stand_in.put(mine)
    mine["protocolSection"].clear()
    asker.stand_in.records["NCT99990001"].clear()
    assert asker.get("/studies/NCT99990001").json()["protocolSection"]["statusModule"]


@pytest.mark.parametrize("broken", [None, 7, "text", [], {}, {"protocolSection": None}, {"protocolSection": [1]}])
def test_it_serves_broken_records_too(asker: Asker, broken: Any) -> None:
    asker.stand_in.put(broken, number="NCT99990001")
    assert asker.get("/studies/NCT99990001").json() == broken
    assert broken in asker.search(pageSize="100", sort="LastUpdatePostDate")["studies"]
    with pytest.raises(ValueError, match="has no number"):
        asker.stand_in.put(broken)


def test_it_remembers_what_it_was_asked(asker: Asker) -> None:
    asker.get("/studies", params={"query.cond": "a b", "pageSize": "2"}, headers={"User-Agent": "somebody"})
    (asked,) = asker.stand_in.requests
    assert (asked.path, asked.query) == ("/studies", {"query.cond": "a b", "pageSize": "2"})
    assert asked.headers["User-Agent"] == "somebody"


# Faults


def statuses(stand_in: StandIn, count: int, path: str = "/version") -> list[int]:
    return [requests.get(stand_in.url + path, timeout=10).status_code for _ in range(count)]


def test_a_fault_happens_when_it_is_due_and_not_else() -> None:
    with failing(Fault("status", 503, on=2, times=2)) as stand_in:
        assert statuses(stand_in, 5) == [200, 503, 503, 200, 200]


def test_a_fault_can_last_for_ever() -> None:
    with failing(Fault("status", 500, on=2, times=None)) as stand_in:
        assert statuses(stand_in, 4) == [200, 500, 500, 500]


def test_a_fault_can_be_for_one_address_or_one_page(asker: Asker) -> None:
    asker.stand_in.script([Fault("status", 502, path="/studies/*"), Fault("html", path="/studies", page=2)])
    assert asker.get("/version").status_code == 200
    assert asker.get("/studies/NCT99990001").status_code == 502
    first = asker.search()
    second = asker.get("/studies", params={"pageToken": first["nextPageToken"]})
    assert (second.status_code, second.headers["Content-Type"][:9]) == (200, "text/html")
    assert len(asker.search(pageToken=first["nextPageToken"])["studies"]) == 10


def test_it_can_ask_to_be_left_alone_for_a_while() -> None:
    with failing(Fault("status", 429, retry_after="7")) as stand_in:
        answer = requests.get(f"{stand_in.url}/version", timeout=10)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")


@pytest.mark.parametrize("path", ["/version", "/studies"])
def test_a_body_can_be_cut_be_it_short_or_long(path: str) -> None:
    with failing(Fault("cut")) as stand_in, pytest.raises(requests.exceptions.ChunkedEncodingError):
        requests.get(stand_in.url + path, timeout=10)


def test_long_answers_come_in_chunks_and_short_ones_with_their_length(asker: Asker) -> None:
    assert asker.get("/studies").headers["Transfer-Encoding"] == "chunked"
    assert asker.get("/version").headers["Content-Length"]


def test_a_connection_can_be_reset() -> None:
    with failing(Fault("reset")) as stand_in, pytest.raises(requests.exceptions.ConnectionError, match="reset by peer"):
        requests.get(f"{stand_in.url}/version", timeout=10)


def test_a_body_can_be_slow() -> None:
    with failing(Fault("slow", seconds=0.05)) as stand_in:
        began = time.monotonic()
        answer = requests.get(f"{stand_in.url}/version", timeout=10)
        assert answer.json()["dataTimestamp"] == DATA_TIMESTAMP
        # Ten pieces have nine pauses between them.
        assert time.monotonic() - began > 0.4


def test_a_token_can_be_forgotten(asker: Asker) -> None:
    asker.stand_in.script([Fault("token", path="/studies", page=2)])
    token = asker.search()["nextPageToken"]
    assert "pageToken" in asker.refusal(pageToken=token)
    assert asker.search(pageToken=token)["studies"]


def test_new_data_can_arrive_in_the_middle(asker: Asker) -> None:
    asker.stand_in.script([Fault("moves", on=2, timestamp="2026-11-23T09:00:04")])
    days = [asker.get("/version").json()["dataTimestamp"][:10] for _ in range(3)]
    assert days == ["2026-11-20", "2026-11-23", "2026-11-23"]


@pytest.mark.parametrize("wrong", [{"kind": "fire"}, {"kind": "status"}, {"kind": "moves"}])
def test_a_fault_that_says_too_little_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"fault|status|timestamp"):
        Fault(**wrong)


# Running


def test_nothing_is_left_behind_even_by_clients_that_stay() -> None:
    before = threading.active_count()
    with serving() as stand_in, requests.Session() as session:
        assert session.get(f"{stand_in.url}/version", timeout=10).ok
        port = int(stand_in.url.split(":")[2].split("/")[0])
    assert threading.active_count() == before
    with socket.socket() as taken:
        taken.settimeout(1)
        assert taken.connect_ex(("127.0.0.1", port)) != 0


def test_several_can_ask_at_once(asker: Asker) -> None:
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.extend(statuses(asker.stand_in, 5, "/studies"))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 30
    assert len(asker.stand_in.requests) == 30


def started(port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "trials.standin", "--port", str(port)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_people_can_run_it_and_end_it() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with started(port) as process:
        assert f"http://127.0.0.1:{port}/api/v2" in process.stdout.readline()
        assert statuses_at(port) == 200
        os.kill(process.pid, signal.SIGINT)
        process.communicate(timeout=10)
    assert process.returncode == 0


def test_a_port_that_is_taken_is_said_so() -> None:
    with serving() as stand_in:
        port = int(stand_in.url.split(":")[2].split("/")[0])
        with started(port) as process:
            _, said = process.communicate(timeout=10)
    assert process.returncode == 1
    assert f"Cannot listen on port {port}" in said


def statuses_at(port: int) -> int:
    return requests.get(f"http://127.0.0.1:{port}/api/v2/version", timeout=10).status_code
