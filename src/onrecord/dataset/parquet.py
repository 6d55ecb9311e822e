"""Parquet files by the explicit schema: the same records give the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from ..schema import LAYERS, arrow_schema

Record = Mapping[str, Any]
ROW_GROUP = 1000
_LEVEL = 3


class Written(NamedTuple):
    """A file as the manifest lists it."""

    path: str
    config: str | None
    split: str | None
    rows: int
    bytes: int
    sha256: str


def write_table(name: str, records: Iterable[Record], path: Path, canary: str | None = None) -> int:
    """Write records as a table's Parquet file, a row group at a time; return how many.

    ``canary`` goes into the file's metadata: a string by which a training set that took it in can be told.
    """
    schema, rows = arrow_schema(name), iter(records)
    if canary:
        schema = schema.with_metadata({"canary": canary})
    count = 0
    dates = [field.name for field in schema if pa.types.is_date(field.type)]
    with pq.ParquetWriter(
        path, schema, compression="zstd", compression_level=_LEVEL, write_page_index=True
    ) as writer:
        while group := list(islice(rows, ROW_GROUP)):
            batch = pa.Table.from_pylist([_dated(row, dates) for row in group], schema=schema)
            writer.write_table(batch.combine_chunks(), row_group_size=ROW_GROUP)
            count += len(group)
    return count


def described(path: Path, root: Path, config: str | None, split: str | None, rows: int) -> Written:
    """A written file's entry in the manifest."""
    data = path.read_bytes()
    return Written(
        path.relative_to(root).as_posix(), config, split, rows, len(data), hashlib.sha256(data).hexdigest()
    )


def flat(record: Record, layer: str) -> Iterator[dict[str, Any]]:
    """An article's layer as rows of the flat table."""
    repeated = {key: record[key] for key in ("article_id", "published", "publisher")}
    return ({**repeated, **item} for item in record[layer])


def tables(records: list[Record], annotations: list[Record]) -> Iterator[tuple[str, Iterable[Record]]]:
    """The tables of a group of articles, each with its rows; annotators' own layers only if there are any."""
    yield "articles", records
    for layer in LAYERS:
        yield layer, (row for record in records for row in flat(record, layer))
    if annotations:
        yield "annotations", annotations


def read_table(path: Path, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file as records, dates as ISO text, a batch at a time."""
    with pq.ParquetFile(path) as file:
        dates = [field.name for field in file.schema_arrow if pa.types.is_date(field.type)]
        for batch in file.iter_batches(batch_size=256, columns=columns):
            for row in batch.to_pylist():
                for name in dates:
                    if row.get(name) is not None:
                        row[name] = row[name].isoformat()
                yield row


def _dated(row: Record, names: Iterable[str]) -> Record:
    found = {name: date.fromisoformat(row[name]) for name in names if row.get(name)}
    return {**row, **found} if found else row
