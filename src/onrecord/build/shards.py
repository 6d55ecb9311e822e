"""Shards: which articles go into which, and one pure task to write each."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from ..dataset.parquet import Written, described, tables, write_table
from .commit import WORK

# A shard ends after an article whose id's hash says so, so that one article more or less moves no
# boundary but its own (content-defined chunking, as rsync does it).
_EVERY = 1500
_MOST = 4000
_UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Shard:
    """The articles of one shard: keys of their stored work, and what they are near-duplicates of."""

    split: str
    first: str | None
    members: tuple[tuple[bytes, str | None], ...]
    salt: str  # the versions of what writes shards: another one makes other files
    canary: str | None = None

    @property
    def name(self) -> str:
        """The file name that its tables share; the hash is of all that goes into it."""
        digest = hashlib.sha256(f"{self.salt} {self.canary}".encode())
        for key, near in self.members:
            digest.update(key + (near or "").encode() + b"\0")
        return f"{self.split}-{self.first or _UNDATED}-{digest.hexdigest()[:12]}.parquet"


def cut(
    rows: Iterator[tuple[bytes, str, str | None, str | None]],
    split: str,
    salt: str,
    canary: str | None = None,
) -> Iterator[Shard]:
    """Cut a split's articles (key, id, date, near duplicate) into shards, in order."""
    members: list[tuple[bytes, str | None]] = []
    first: str | None = None
    for key, article_id, published, near in rows:
        first = first if members else published
        members.append((key, near))
        if zlib.crc32(article_id.encode()) % _EVERY == 0 or len(members) >= _MOST:
            yield Shard(split, first, tuple(members), salt, canary)
            members = []
    if members:
        yield Shard(split, first, tuple(members), salt, canary)


def write(shard: Shard, database: Path, out: Path) -> list[Written]:
    """Write the tables of a shard and describe the files. Safe to run again, or killed."""
    records, annotations = _load(shard, database)
    done = []
    for name, rows in tables(records, annotations):
        path = out / name / shard.name
        path.parent.mkdir(exist_ok=True)
        partial = out / WORK / f"{name}-{shard.name}.{os.getpid()}"
        count = write_table(name, rows, partial, shard.canary)
        partial.replace(path)
        done.append(described(path, out, name, shard.split, count))
    return done


def _load(shard: Shard, database: Path) -> tuple[list[Any], list[Any]]:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    records, annotations = [], []
    for key, near in shard.members:
        (blob,) = connection.execute("SELECT record FROM record WHERE key = ?", (key,)).fetchone()
        stored = unpack(blob)
        stored["record"]["near_duplicate_of"] = near
        records.append(stored["record"])
        annotations += stored["annotations"]
    connection.close()
    return records, annotations


def pack(record: Mapping[str, Any], annotations: list[Any]) -> bytes:
    """A record and its annotators' layers, compressed."""
    return zlib.compress(msgspec.json.encode({"record": record, "annotations": annotations}), 1)


def unpack(blob: bytes) -> dict[str, Any]:
    """What `pack` packed."""
    stored: dict[str, Any] = msgspec.json.decode(zlib.decompress(blob))
    return stored
