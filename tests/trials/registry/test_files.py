"""What people download from the registry is read in whatever form it came, and nothing that can be read is lost."""

from __future__ import annotations

import contextlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trials.registry import files
from trials.registry.files import BadEntry, FileError, studies_in

from .made_up import record

ONE, TWO = record(), {"protocolSection": {"identificationModule": {"nctId": "NCT99992002"}}}
LIST, PAGE = json.dumps([ONE, TWO]), json.dumps({"studies": [ONE, TWO], "nextPageToken": "x"})
LINES = f"{json.dumps(ONE)}\n\n{json.dumps(TWO)}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "download.json"


def zipped(path: Path, contents: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "text",
    [LIST, PAGE, LINES, LINES.replace("\n", "\r\n"), "\ufeff" + LIST, json.dumps([ONE, TWO], indent=2), "\n" + LIST],
)
def test_each_form_gives_the_same_records(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="")
    assert list(studies_in(file)) == [ONE, TWO]


def test_a_line_ends_only_where_json_lines_end(file: Path) -> None:
    """Python takes some other characters for the end of a line; registry texts hold them."""
    odd = {"protocolSection": {"descriptionModule": {"briefSummary": "one\u2028two\x85three"}}}
    file.write_text(f"{json.dumps(odd, ensure_ascii=False)}\n{json.dumps(TWO)}\n", encoding="utf-8")
    assert list(studies_in(file)) == [odd, TWO]


def test_one_record_alone(file: Path) -> None:
    file.write_text(json.dumps(ONE, indent=1))
    assert list(studies_in(file)) == [ONE]


@pytest.mark.parametrize("text", ["[]", '{"studies": []}'])
def test_a_download_of_nothing_has_no_records(file: Path, text: str) -> None:
    file.write_text(text)
    assert list(studies_in(file)) == []


def test_a_zip_gives_the_records_of_all_files_in_it(file: Path) -> None:
    names = {
        "NCT99992001.json": json.dumps(ONE),
        "folder/more.JSONL": json.dumps(TWO),
        "readme.txt": "x",
        "__MACOSX/a.json": "x",
    }
    assert list(studies_in(zipped(file, names))) == [ONE, TWO]


def test_a_bad_line_keeps_back_no_other(file: Path) -> None:
    file.write_text(f"{json.dumps(ONE)[:-20]}\n{json.dumps(TWO)}\n[1]\n{{}}\n{json.dumps(ONE)}")
    first, second, third, fourth, fifth = studies_in(file)
    assert (second, fifth) == (TWO, ONE)
    assert [entry.where for entry in (first, third, fourth)] == ["line 1", "line 3", "line 4"]
    assert first.reason.startswith("not JSON: ")
    assert third.reason == fourth.reason == "neither a record of the registry, nor a list or a page of records"


def test_a_bad_file_in_a_zip_keeps_back_no_other(file: Path) -> None:
    names = {"a.json": "{", "b.json": LINES + "x", "c.json": b"\xff\xfe", "d.json": "", "e.json": json.dumps(ONE)}
    found = list(studies_in(zipped(file, names)))
    assert [entry for entry in found if not isinstance(entry, BadEntry)] == [ONE, TWO, ONE]
    bad = {entry.where: entry.reason for entry in found if isinstance(entry, BadEntry)}
    assert list(bad) == ["a.json", "b.json line 4", "c.json", "d.json"]
    assert bad["c.json"] == "not text in UTF-8, so not JSON"
    assert bad["d.json"] == "empty"


def test_a_damaged_file_in_a_zip_keeps_back_no_other(file: Path) -> None:
    zipped(file, {"a.json": LIST, "b.json": json.dumps(TWO)})
    content = bytearray(file.read_bytes())
    start = content.index(b"a.json") + len("a.json")
    content[start + 5 : start + 25] = b"\x00" * 20
    file.write_bytes(content)
    found = list(studies_in(file))
    assert found[1:] == [TWO]
    assert isinstance(found[0], BadEntry)
    assert found[0].where == "a.json"


def test_entries_that_are_no_records_come_too_for_the_reader_to_judge(file: Path) -> None:
    file.write_text('[1, null, "x"]')
    assert list(studies_in(file)) == [1, None, "x"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"\xff\xfe[\x00]\x00", "not text in UTF-8, so not JSON"),
        (b"<html>Maintenance</html>", "not JSON: Expecting value: line 1 column 1 (char 0)"),
        (LIST[:-30].encode(), "not JSON: "),
        (json.dumps([ONE, TWO], indent=1)[:-30].encode(), "not JSON: "),
        (b'[{"a": NaN}]', "not JSON: NaN is no value"),
        (b"7", "neither a record of the registry, nor a list or a page of records"),
        (b"null", "neither a record of the registry, nor a list or a page of records"),
        (b'{"error": "x"}', "neither a record of the registry, nor a list or a page of records"),
        (b'{"studies": {}}', "neither a record of the registry, nor a list or a page of records"),
        (b"[" * 100_000, "nested too deeply"),
        (b"9" * 5000, "not JSON: "),
    ],
)
def test_a_file_with_no_records_says_why(file: Path, content: bytes, reason: str) -> None:
    file.write_bytes(content)
    with pytest.raises(FileError) as caught:
        list(studies_in(file))
    assert str(caught.value).startswith(f"{file}: {reason}")
    assert caught.value.path == file
    assert caught.value.reason.startswith(reason)


def test_a_file_that_is_not_there_or_a_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"nothing\.json: No such file or directory"):
        list(studies_in(tmp_path / "nothing.json"))
    with pytest.raises(FileError, match="Is a directory"):
        list(studies_in(tmp_path))


def test_a_zip_without_records_says_so(file: Path) -> None:
    with pytest.raises(FileError, match=r"no file in it ends in \.json, \.jsonl, \.ndjson"):
        list(studies_in(zipped(file, {"readme.txt": "x"})))


def test_a_cut_zip_says_so(file: Path) -> None:
    content = zipped(file, {"a.json": LIST}).read_bytes()
    file.write_bytes(content[:-40])
    with pytest.raises(FileError):
        list(studies_in(file))


def test_a_file_too_large_for_the_memory_is_refused_unread(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 100)
    file.write_text(LIST)
    with pytest.raises(FileError, match="larger than"):
        list(studies_in(file))
    with pytest.raises(FileError, match="larger than"):
        list(studies_in(zipped(file, {"a.json": LIST})))


@settings(deadline=None)
@given(content=st.binary(max_size=200) | st.text(alphabet='[]{}",:1 \nstudies', max_size=80).map(str.encode))
def test_any_content_gives_records_or_a_clear_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(content)
    with contextlib.suppress(FileError):
        list(studies_in(path))
