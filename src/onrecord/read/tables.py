"""CSV and TSV: dumps with one row an article."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Mapping
from itertools import chain

from charset_normalizer import from_bytes

from . import document
from .columns import no_body, recognise
from .document import Document, Rejection, Unreadable
from .encoding import decode
from .lines import Line, lines
from .rows import Row, documents
from .source import SourceFile

_DELIMITERS = (",", "\t", ";", "|")
# A character that no field has and that joins a row's fields while their encoding is looked for.
_JOINER = "\x1e"
_USUAL = "windows-1252"  # what spreadsheets write; taken where too little is there to tell by
_QUOTATION = (
    "{}: broken quotation; put a field with quotation marks between quotation marks and double those inside"
)
_ENDLESS = (
    f"the row has no end within {document.MAX_BYTES:,} bytes, the most that is allowed: a quotation "
    "mark is not closed, or the article is too long; mend or split it"
)


def read_csv(file: SourceFile, columns: Mapping[str, str] | None = None) -> Iterator[Document | Rejection]:
    """The articles of a table with a header; its delimiter is that of the header.

    A row with more or fewer fields than the header is rejected, and so is one whose quotation is
    broken; reading then goes on with the line behind the one where that row begins. ``columns`` is
    the user's map of fields to columns.
    """
    # The limit is the csv module's own and global; its default is less than a long article.
    csv.field_size_limit(max(csv.field_size_limit(), document.MAX_BYTES))
    return documents(file, _rows(file, columns or {}), columns or {})


class _Interrupted(Exception):
    """Reading a row ended before the row did."""

    def __init__(self, rejection: Rejection | None) -> None:
        super().__init__()
        self.rejection = rejection


class _Feed:
    """Lines for the csv module, which can be set back to the second line of the current row."""

    def __init__(self, source: Iterator[Line | Rejection]) -> None:
        self._source = source
        self._again: deque[Line] = deque()
        self.taken: list[Line] = []
        self._size = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._source)
        if isinstance(line, Rejection):
            raise _Interrupted(line)
        self.taken.append(line)
        self._size += len(line[1])
        if self._size > document.MAX_BYTES:
            raise _Interrupted(None)
        return line[1].decode("utf-8", "surrogateescape")

    def start_row(self) -> None:
        self.taken, self._size = [], 0

    def set_back(self) -> None:
        self._again.extendleft(reversed(self.taken[1:]))


class _Table:
    """The rows of a table as lists of fields, the header first, and what takes a broken row's place."""

    def __init__(self, file: SourceFile, feed: _Feed, delimiter: str) -> None:
        self.number = -1
        self._file = file
        self._feed = feed
        self._delimiter = delimiter
        self._reader = csv.reader(feed, delimiter=delimiter, strict=True)
        self._width: int | None = None
        self._is_utf8 = False
        self._encoding: str | None = None

    def __iter__(self) -> _Table:
        return self

    def __next__(self) -> list[str] | Rejection:
        fields: list[str] = []
        while not fields:
            self._feed.start_row()
            try:
                fields = next(self._reader)
            except (_Interrupted, csv.Error) as error:
                self.number += 1
                return self._after(error)
        self.number += 1
        return self._of_one_width(fields)

    def _after(self, error: _Interrupted | csv.Error) -> list[str] | Rejection:
        if isinstance(error, _Interrupted) and error.rejection:
            return error.rejection
        first = self._feed.taken[0]
        self._feed.set_back()
        if isinstance(error, csv.Error) and self._delimiter == "\t":
            # Many tables separated by tabs know of no quotation.
            fields = first[1].decode("utf-8", "surrogateescape").rstrip("\r\n").split("\t")
            if len(fields) == self._width:
                return self._decoded(fields)
        return self._rejection("malformed", _QUOTATION.format(error) if str(error) else _ENDLESS)

    def _of_one_width(self, fields: list[str]) -> list[str] | Rejection:
        self._width = self._width or len(fields)
        if len(fields) == self._width:
            return self._decoded(fields)
        return self._rejection(
            "malformed",
            f"{len(fields)} fields, the header has {self._width}; put fields with "
            f"{self._delimiter!r} or line ends in them between quotation marks",
        )

    def _decoded(self, fields: list[str]) -> list[str] | Rejection:
        joined = _JOINER.join(fields)
        try:
            joined.encode()
            self._is_utf8 = self._is_utf8 or not joined.isascii()
            return fields
        except UnicodeEncodeError:
            decoded = self._legacy(joined.encode("utf-8", "surrogateescape"))
        if isinstance(decoded, Unreadable):
            return self._rejection(decoded.reason, decoded.detail)
        return decoded.split(_JOINER)[: len(fields)]

    def _legacy(self, row: bytes) -> str | Unreadable:
        """A row that is not UTF-8, in the encoding that the first such row of the file is taken for."""
        if self._is_utf8:
            return Unreadable("undecodable", "not valid UTF-8, as the rows before are; mend the row")
        if self._encoding is None:
            best = from_bytes(row.replace(_JOINER.encode(), b"\n")).best()
            self._encoding = best.encoding if best else _USUAL
        try:
            return decode(row, self._encoding)
        except Unreadable as error:
            return error

    def _rejection(self, reason: str, detail: str) -> Rejection:
        number = max(self.number, 1)
        line = self._feed.taken[0][0] if self._feed.taken else 1
        return Rejection(
            self._file.name, f"row {number}", f"{self._file.article_id}#{number}", reason,
            f"in line {line}: {detail}",
        )  # fmt: skip


def _rows(file: SourceFile, mapped: Mapping[str, str]) -> Iterator[Row | Rejection]:
    source = lines(file)
    first = next((line for line in source if isinstance(line, Rejection) or line[1].strip()), None)
    if first is None or isinstance(first, Rejection):
        yield first or Rejection(
            file.name, None, None, "empty", "nothing stands in the file; give a header and rows"
        )
        return
    table = _Table(file, _Feed(chain([first], source)), _delimiter(first[1]))
    header = next(table)
    names = [] if isinstance(header, Rejection) else header
    if recognise(names, mapped) is None:
        yield Rejection(file.name, None, None, "malformed", no_body(names, mapped))
        return
    for row in table:
        yield row if isinstance(row, Rejection) else _row(names, row, table.number)


def _row(names: list[str], fields: list[str], number: int) -> Row:
    # Of two columns of one name the first counts.
    values = dict(zip(reversed(names), reversed(fields), strict=False))
    return Row(values, number, f"row {number}")


def _delimiter(header: bytes) -> str:
    text = header.decode("utf-8", "replace")
    return max(_DELIMITERS, key=text.count)
