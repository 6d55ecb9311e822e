"""From the rows of a dump to raw documents; where the rows come from, its callers know."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from . import document
from .columns import Columns, no_body, recognise
from .document import Document, Format, Rejection, Unreadable
from .encoding import decode
from .fields import parse_byline, parse_date, parse_language, parse_licence
from .source import SourceFile

_UNDECIDED_ROWS = 1000
_MAX_ID = 200
_MAX_NUMBER = 10**30  # Python refuses to write out an integer of thousands of digits
_HTML_START = re.compile(
    r"\s{0,99}(?:<!--|<!doctype\b|<\?xml\b|<(?:html|head|body|div|p|article|section|main|header|span|"
    r"h[1-6]|a|b|i|strong|em|br|hr|img|figure|ul|ol|table|blockquote|script|style|center|font|meta)"
    r"[\s/>])",
    re.IGNORECASE,
)
_HTML_END = re.compile(r"</(?:html|body|div|p|article|section|main|span|h[1-6]|ul|ol|table)\s{0,9}>", re.I)
_NO_ID = re.compile(r"[\x00-\x1f\x7f]|(?:^|/)\.\.(?:/|$)|^/|[\ud800-\udfff]")
_NULLS = {"", "nan", "none", "null", "n/a"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its values by column, its number from 1, and its place for messages."""

    values: Mapping[str, Any]
    number: int
    place: str | None
    alone: bool = False  # the file holds nothing else, and gives the article its id


def documents(
    file: SourceFile, rows: Iterator[Row | Rejection], mapped: Mapping[str, str]
) -> Iterator[Document | Rejection]:
    """The documents of the rows, and what is none.

    Rows may have different columns. A file in whose rows none is the body is rejected once, as a
    whole; one that has it in some, for each of the others.
    """
    known = lru_cache(maxsize=64)(lambda names: recognise(names, mapped))
    bodyless: list[Row] | None = []  # None from the first body on
    for row in rows:
        columns = known(tuple(row.values)) if isinstance(row, Row) else None
        if isinstance(row, Rejection):
            yield row
        elif columns is not None:
            yield from (_without_body(file, early, mapped) for early in bodyless or ())
            bodyless = None
            yield _document(file, row, columns)
        elif bodyless is None:
            yield _without_body(file, row, mapped)
        else:
            bodyless.append(Row(dict.fromkeys(row.values), row.number, row.place, row.alone))
            if len(bodyless) == _UNDECIDED_ROWS:
                break
    if bodyless:
        yield Rejection(file.name, None, None, "malformed", no_body(bodyless[0].values, mapped))


def as_text(value: Any) -> str | None:
    """A value of a dump as text, or None where it stands for nothing.

    Raises:
        Unreadable: The value holds what no encoding has.
    """
    if isinstance(value, (bytes, bytearray, memoryview)):
        value = decode(bytes(value))
    elif isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, float):
        value = int(value) if value.is_integer() else None if math.isnan(value) else value
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return None if isinstance(value, int) and abs(value) > _MAX_NUMBER else str(value)


def _document(file: SourceFile, row: Row, columns: Columns) -> Document | Rejection:
    article_id = _article_id(file, row, columns)
    try:
        data, form = _body(row, columns)
    except Unreadable as error:
        return Rejection(file.name, row.place, article_id, error.reason, error.detail)
    meta = _metadata(row, columns)
    return Document(article_id, form, data, file.name, row.place, "utf-8", meta)


def _without_body(file: SourceFile, row: Row, mapped: Mapping[str, str]) -> Rejection:
    number = f"{file.article_id}#{row.number}"
    return Rejection(file.name, row.place, number, "malformed", no_body(row.values, mapped))


def _body(row: Row, columns: Columns) -> tuple[bytes, Format]:
    """The first body that is not empty, in UTF-8, and its format."""
    for name, form in columns.body:
        text = as_text(row.values.get(name)) if _is_text(row.values.get(name)) else None
        if text and not text.isspace() and text.lower() not in _NULLS:
            return _encoded(text, name), form or _looks_like(text)
    names = ", ".join(repr(name) for name, _ in columns.body)
    raise Unreadable("empty", f"nothing stands in {names}; give the article's text, or drop the row")


def _is_text(value: Any) -> bool:
    return isinstance(value, (str, bytes, bytearray, memoryview))


def _encoded(text: str, name: str) -> bytes:
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise Unreadable(
            "undecodable",
            f"{name!r} has the lone surrogate U+{ord(text[error.start]):04X} at character "
            f"{error.start}, which is no character; write the text anew from its source",
        ) from error
    if len(data) > document.MAX_BYTES:
        raise Unreadable(
            "too-large",
            f"{name!r} has {len(data):,} bytes, {document.MAX_BYTES:,} are allowed; split it",
        )
    return data


def _looks_like(text: str) -> Format:
    return "html" if _HTML_START.match(text) and _HTML_END.search(text) else "text"


def _article_id(file: SourceFile, row: Row, columns: Columns) -> str:
    if row.alone:
        return file.article_id
    ids = (_row_id(row.values.get(name)) for name in columns.fields["id"])
    return f"{file.article_id}#{next(filter(None, ids), row.number)}"


def _row_id(value: Any) -> str | None:
    """A row's own id, or None where it can't be part of an article's."""
    try:
        text = (as_text(value) or "").strip()
    except Unreadable:
        return None
    usable = len(text) <= _MAX_ID and not _NO_ID.search(text) and text.lower() not in _NULLS
    return text if usable else None


def _plain(value: Any) -> str | None:
    text = (as_text(value) or "").strip()
    return None if text.lower() in _NULLS or re.search(r"[\ud800-\udfff]", text) else text


def _publisher(value: Any) -> str | None:
    """A publisher's name or domain; an address is not what a source calls it."""
    text = _plain(value)
    return None if text and re.match(r"(?:https?:)?//", text) else text


def _address(value: Any) -> str | None:
    text = _plain(value)
    return text if text and len(text) <= 2000 and not re.search(r"\s", text) else None


def _byline(value: Any) -> list[str]:
    return [name for name in parse_byline(value) if _plain(name)]


_PARSERS: dict[str, Callable[[Any], Any]] = {
    "title": _plain,
    "byline": _byline,
    "published": parse_date,
    "url": _address,
    "publisher": _publisher,
    "language": parse_language,
    "licence": parse_licence,
}


def _metadata(row: Row, columns: Columns) -> dict[str, Any]:
    """What the row says of the article: for each field the first column that says anything."""
    found = {}
    for field, parse in _PARSERS.items():
        values = (_parsed(parse, row.values.get(name)) for name in columns.fields[field])
        value = next(filter(None, values), None)
        if value:
            found[field] = value
    return found


def _parsed(parse: Callable[[Any], Any], value: Any) -> Any:
    if isinstance(value, bytes):
        try:
            value = as_text(value)
        except Unreadable:
            return None
    return parse(value)
