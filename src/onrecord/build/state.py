"""What a build remembers: finished work by key, so that nothing is done twice.

One SQLite file inside the dataset folder. A kill at any moment leaves the last committed batch.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

# Records stand apart from what is read of every article at every build.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS work (
    key BLOB PRIMARY KEY, published TEXT, text_sha BLOB, signature BLOB, rejections TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record (key BLOB PRIMARY KEY, record BLOB);
CREATE TABLE IF NOT EXISTS file (name TEXT PRIMARY KEY, mark TEXT, key BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shard (name TEXT PRIMARY KEY, files TEXT);
DROP TABLE IF EXISTS input;
CREATE TABLE input (seq INTEGER PRIMARY KEY, key BLOB, article_id TEXT, file TEXT, place TEXT, refused TEXT);
"""


# Raise it with every change of the tables: what another layout holds is done anew.
_LAYOUT = 2
_FORGET = f"DROP TABLE IF EXISTS work; DROP TABLE IF EXISTS shard; PRAGMA user_version = {_LAYOUT};"

#: A file with one document: its name, what the file system said of it, and the document's key.
Row = tuple[str, str, bytes]


class Work(NamedTuple):
    """The stored outcome of one document. ``record`` is a compressed record, or None if refused."""

    key: bytes
    published: str | None
    text_sha: bytes | None
    signature: bytes | None
    record: bytes | None
    rejections: str


class Input(NamedTuple):
    """One document of the current call, in source order, or (``refused``) one that could not be read."""

    seq: int
    key: bytes | None
    article_id: str | None
    file: str
    place: str | None
    refused: str | None


class State:
    """The state of one dataset folder. Opening it forgets the list of inputs of the call before."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = OFF")  # a killed process loses nothing by it
        if next(self._db.execute("PRAGMA user_version"))[0] != _LAYOUT:
            self._db.executescript(_FORGET)
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Write everything into the one file."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()

    def known(self, keys: Iterable[bytes]) -> set[bytes]:
        """Those of the keys whose work is done."""
        asked = list(keys)
        marks = ",".join("?" * len(asked))
        return {key for (key,) in self._db.execute(f"SELECT key FROM work WHERE key IN ({marks})", asked)}

    def unchanged(self, name: str, mark: str) -> bytes | None:
        """The key of a file's document, if the file is as it was and the work is done."""
        query = "SELECT key FROM file JOIN work USING (key) WHERE name = ? AND mark = ?"
        found = self._db.execute(query, (name, mark)).fetchone()
        return found[0] if found else None

    def add(self, inputs: Iterable[Input], done: Sequence[Work], files: Iterable[Row] = ()) -> None:
        """Remember a batch, all or nothing."""
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO input VALUES (?, ?, ?, ?, ?, ?)", inputs)
        rows = [(w.key, w.published, w.text_sha, w.signature, w.rejections) for w in done]
        self._db.executemany("INSERT OR REPLACE INTO work VALUES (?, ?, ?, ?, ?)", rows)
        records = [(w.key, w.record) for w in done if w.record is not None]
        self._db.executemany("INSERT OR REPLACE INTO record VALUES (?, ?)", records)
        self._db.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?)", files)
        self._db.execute("COMMIT")

    def select(self, query: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one at a time."""
        return iter(self._db.execute(query, values))

    def execute(self, statement: str, *values: Any) -> None:
        """Run a statement."""
        self._db.execute(statement, values)

    def prune(self) -> None:
        """Forget work that no input of this call asked for."""
        unasked = "SELECT key FROM work EXCEPT SELECT key FROM input"
        for table in ("record", "work"):  # by key: a scan would read every record
            self._db.execute(f"DELETE FROM {table} WHERE key IN ({unasked})")
        self._db.execute("DELETE FROM file WHERE key IN (SELECT key FROM file EXCEPT SELECT key FROM work)")
