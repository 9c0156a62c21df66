"""Records in files: what the registry's website and its API give to download, and zips of it."""

from __future__ import annotations

import json
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

# Unpacked, in bytes: some fifty thousand records. Everything is read at once, and more would not fit the memory.
LARGEST = 1 << 30
ENDINGS = (".json", ".jsonl", ".ndjson")
# What Macs put into zips beside the files.
MAC_SHADOWS = "__MACOSX/"
# What Python says of a file in a zip that is damaged, locked by a password, or packed in a way it does not know.
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, NotImplementedError)


class FileError(Exception):
    """Nothing can be read from a file. The message is for whoever gave it."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True)
class BadEntry:
    """A part of a file that cannot be read, beside others that can. where: the file in a zip, the line, or both."""

    where: str
    reason: str


class _Unreadable(Exception):
    """The text of a file holds no records; the message says why."""


def studies_in(path: Path) -> Iterator[Any]:
    """The raw records in a file, and a `BadEntry` for each part of it that cannot be read.

    The file may be the website's download (a JSON list), a page of search results, one record, JSON lines, or a zip of
    any of these. Raises `FileError`, at the first record asked for, if there is nothing to read.
    """
    try:
        if zipfile.is_zipfile(path):
            yield from _zipped(path)
        else:
            _refuse_if_large(path.stat().st_size)
            yield from _entries(path.read_bytes(), "")
    except OSError as error:
        raise FileError(path, error.strerror or str(error)) from error
    except (_Unreadable, zipfile.BadZipFile) as error:
        raise FileError(path, str(error)) from error


def _zipped(path: Path) -> Iterator[Any]:
    with zipfile.ZipFile(path) as archive:
        members = [
            member
            for member in archive.infolist()
            if member.filename.lower().endswith(ENDINGS) and not member.filename.startswith(MAC_SHADOWS)
        ]
        if not members:
            raise _Unreadable(f"no file in it ends in {', '.join(ENDINGS)}")
        _refuse_if_large(sum(member.file_size for member in members))
        for member in members:
            try:
                yield from _entries(archive.read(member), member.filename)
            except (_Unreadable, *BROKEN) as error:
                yield BadEntry(member.filename, str(error))


def _entries(content: bytes, member: str) -> Iterator[Any]:
    """The records in the content of one file. member: its name in a zip, or ""."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Unreadable("not text in UTF-8, so not JSON") from error
    if not text.strip():
        raise _Unreadable("empty")
    try:
        value = _parsed(text)
    except _Unreadable as error:
        yield from _lines(text, member, error)
    else:
        yield from _studies(value)


def _lines(text: str, member: str, whole: _Unreadable) -> Iterator[Any]:
    """The records of JSON lines. whole: why the text is not one piece of JSON, for where no line is a record either."""
    found = []
    # Not splitlines: the JSON of a line may hold other characters that Python takes for the end of one.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            found += _line(line, f"{member} line {number}".strip())
    if all(isinstance(entry, BadEntry) for entry in found):
        raise whole
    yield from found


def _line(line: str, where: str) -> list[Any]:
    """What one line holds. A list on a line is a piece of something larger that was cut, and no records."""
    try:
        value = _parsed(line)
        return list(_studies(None if isinstance(value, list) else value))
    except _Unreadable as error:
        return [BadEntry(where, str(error))]


def _studies(value: Any) -> Iterator[Any]:
    """The records in a list, in a page of search results, or one alone."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict) and isinstance(value.get("studies"), list):
        yield from value["studies"]
    elif isinstance(value, dict) and "protocolSection" in value:
        yield value
    else:
        raise _Unreadable("neither a record of the registry, nor a list or a page of records")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise _Unreadable("nested too deeply") from error
    except ValueError as error:
        raise _Unreadable(f"not JSON: {error}") from error


def _refuse_constant(name: str) -> NoReturn:
    """Python would read NaN and Infinity, which JSON does not have and no database keeps."""
    raise ValueError(f"{name} is no value")


def _refuse_if_large(size: int) -> None:
    if size > LARGEST:
        raise _Unreadable(f"larger than {LARGEST >> 20} MB; give it in several files")
