"""Parquet: dumps with one row an article."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from . import document
from .columns import no_body, recognise
from .document import Document, Rejection
from .lines import DAMAGE, damaged
from .rows import Row, documents
from .source import STDIN, SourceFile

_BATCH = 64
# What lies compressed or comes from a pipe is unpacked beside, as Parquet is read from its end.
_MAX_UNPACKED = 1 << 32
_PIECE = 1 << 20
_ERRORS = (*DAMAGE, pa.ArrowException, ValueError, OverflowError)


def read_parquet(
    file: SourceFile, columns: Mapping[str, str] | None = None
) -> Iterator[Document | Rejection]:
    """The articles of a Parquet file. ``columns`` is the user's map of fields to columns.

    Where a row group is damaged, its rest is rejected and reading goes on with the next one.
    """
    return documents(file, _rows(file, columns or {}), columns or {})


def _rows(file: SourceFile, mapped: Mapping[str, str]) -> Iterator[Row | Rejection]:
    try:
        with _seekable(file) as stream:
            table = pq.ParquetFile(stream, buffer_size=_PIECE, pre_buffer=False)
            yield from _table_rows(file, table, mapped)
    except _TooLarge:
        detail = f"more than {_MAX_UNPACKED:,} bytes when unpacked; unpack or split it beforehand"
        yield Rejection(file.name, None, None, "too-large", detail)
    except _ERRORS as error:
        yield damaged(file, None, error if isinstance(error, DAMAGE) else OSError(str(error)))


class _TooLarge(Exception):
    pass


@contextmanager
def _seekable(file: SourceFile) -> Iterator[IO[bytes]]:
    with file.open() as stream:
        if file.location != STDIN and _is_plain(stream):
            yield stream
            return
        with tempfile.SpooledTemporaryFile(max_size=document.MAX_BYTES) as spool:
            while piece := stream.read(_PIECE):
                if spool.tell() + len(piece) > _MAX_UNPACKED:
                    raise _TooLarge
                spool.write(piece)
            spool.seek(0)
            yield spool


def _is_plain(stream: IO[bytes]) -> bool:
    return type(stream).__module__ in ("_io", "io")


def _table_rows(file: SourceFile, table: Any, mapped: Mapping[str, str]) -> Iterator[Row | Rejection]:
    names = table.schema_arrow.names
    columns = recognise(names, mapped)
    if columns is None:
        yield Rejection(file.name, None, None, "malformed", no_body(names, mapped))
        return
    first = 1
    for group in range(table.num_row_groups):
        yield from _group_rows(file, table, group, first, columns.names)
        first += table.metadata.row_group(group).num_rows


def _group_rows(
    file: SourceFile, table: Any, group: int, first: int, names: list[str]
) -> Iterator[Row | Rejection]:
    number = first
    try:
        for batch in table.iter_batches(_BATCH, row_groups=[group], columns=names):
            values = [_values(column) for column in batch.columns]
            for row in zip(*values, strict=True):
                yield Row(dict(zip(batch.schema.names, row, strict=True)), number, f"row {number}")
                number += 1
    except _ERRORS as error:
        yield damaged(file, f"row {number}", error if isinstance(error, DAMAGE) else OSError(str(error)))


def _values(column: Any) -> list[Any]:
    """A column's values as Python has them; bytes where they are no valid text."""
    if pa.types.is_temporal(column.type):
        column = column.cast(pa.string())
    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:
        return list(column.cast(pa.binary()).to_pylist())
