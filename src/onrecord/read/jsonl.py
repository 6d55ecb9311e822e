"""JSON and JSON lines: dumps with one object an article."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

import msgspec

from . import document
from .columns import recognise
from .document import Document, Rejection, Unreadable
from .encoding import decode
from .lines import Line, lines
from .rows import Row, documents
from .source import SourceFile

_STRICT = msgspec.json.Decoder()
_LENIENT = json.JSONDecoder(strict=False)
_TOO_DEEP = "JSON nested too deep; an object with the article's fields is needed"
_KINDS = {
    list: "array", str: "string", int: "number", float: "number", bool: "truth value",
    type(None): "null",
}  # fmt: skip
_Lines = Iterable[Line | Rejection]


def read_jsonl(file: SourceFile, columns: Mapping[str, str] | None = None) -> Iterator[Document | Rejection]:
    """The articles of a file with one JSON object a line, or of one that is JSON after all.

    ``columns`` is the user's map of fields to columns.
    """
    source = _filled(file)
    first = next(source, None)
    spread = isinstance(first, tuple) and _is_spread(first[1])
    rows = (_whole if spread else _each)(file, chain(_optional(first), source), columns or {})
    return documents(file, rows, columns or {})


def read_json(file: SourceFile, columns: Mapping[str, str] | None = None) -> Iterator[Document | Rejection]:
    """The articles of a ``.json`` file: an object, an array of objects, or JSON lines after all.

    A single object is the article that the file is, and has the file's id. The objects may also
    stand in an array inside the object, as news services send them.
    """
    source = _filled(file)
    first = next(source, None)
    second = next(source, None)
    several = second is not None and isinstance(first, tuple) and _is_object(first[1])
    everything = chain(_optional(first), _optional(second), source)
    rows = (_each if several else _whole)(file, everything, columns or {})
    return documents(file, rows, columns or {})


def parse(data: bytes) -> Any:
    """A JSON value, also as Python and pandas write it: with NaN, with control characters.

    Raises:
        Unreadable: It is none, or is in an encoding that can't be told.
    """
    try:
        return _STRICT.decode(data)
    except RecursionError as error:
        raise Unreadable("malformed", _TOO_DEEP) from error
    except (msgspec.MsgspecError, ValueError) as error:
        return _lenient(decode(data), str(error))


def _lenient(text: str, problem: str) -> Any:
    try:
        return _LENIENT.decode(text)
    except RecursionError as error:
        raise Unreadable("malformed", _TOO_DEEP) from error
    except ValueError as error:
        detail = f"no JSON ({problem}); each record is one JSON object: mend it or leave it out"
        raise Unreadable("malformed", detail) from error


def _filled(file: SourceFile) -> Iterator[Line | Rejection]:
    return (line for line in lines(file) if isinstance(line, Rejection) or not line[1].isspace())


def _optional(line: Line | Rejection | None) -> _Lines:
    return () if line is None else (line,)


def _is_spread(line: bytes) -> bool:
    """Whether a first line begins an object or array that runs over several lines."""
    start = line.strip()
    return start in (b"{", b"[") or (start[:1] == b"[" and start[1:2].lstrip()[:1] == b"{")


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(parse(line), dict)
    except Unreadable:
        return False


def _each(file: SourceFile, source: _Lines, _mapped: Mapping[str, str]) -> Iterator[Row | Rejection]:
    """A row for each line."""
    for line in source:
        if isinstance(line, Rejection):
            yield line
            continue
        number, place = line[0], f"line {line[0]}"
        try:
            yield _row(parse(line[1]), number, place)
        except Unreadable as error:
            article_id = f"{file.article_id}#{number}"
            yield Rejection(file.name, place, article_id, error.reason, error.detail)


def _whole(file: SourceFile, source: _Lines, mapped: Mapping[str, str]) -> Iterator[Row | Rejection]:
    """The rows of a file that is one JSON value."""
    data = bytearray()
    for line in source:
        if isinstance(line, Rejection):
            yield line
            return
        data += line[1]
        if len(data) > document.MAX_BYTES:
            yield Rejection(file.name, None, None, "too-large", _too_large())
            return
    try:
        yield from _members(file, parse(bytes(data)), mapped)
    except Unreadable as error:
        reason = error.reason if data else "empty"
        detail = error.detail if data else "nothing stands in the file; give articles, or drop it"
        yield Rejection(file.name, None, None, reason, detail)


def _too_large() -> str:
    return (
        f"JSON of more than {document.MAX_BYTES:,} bytes, which is read as a whole; make it JSON "
        "lines, one object a line, and name it .jsonl"
    )


def _members(file: SourceFile, value: Any, mapped: Mapping[str, str]) -> Iterator[Row | Rejection]:
    if isinstance(value, dict) and recognise(value, mapped) is None:
        lists = [v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
        value = lists[0] if len(lists) == 1 else value
    if not isinstance(value, list):
        yield _row(value, 1, None)
        return
    for number, item in enumerate(value, start=1):
        try:
            yield _row(item, number, f"row {number}")
        except Unreadable as error:
            article_id = f"{file.article_id}#{number}"
            yield Rejection(file.name, f"row {number}", article_id, error.reason, error.detail)


def _row(value: Any, number: int, place: str | None) -> Row:
    if not isinstance(value, dict):
        kind = _KINDS[type(value)]
        detail = f"a JSON {kind}; an object with the article's fields is needed"
        raise Unreadable("malformed", detail)
    return Row(value, number, place, alone=place is None)
