"""Files that stand as they stood at an earlier build: their documents need not be read again.

Told as git and make tell it, by what the file system says of a file: device, inode, size, times of
change. A file that changed just before it was read may change again within the same tick of the
clock, so that what it says is not remembered.
"""

from __future__ import annotations

import os
import time

from ..read.document import Document
from ..read.source import SourceFile
from .state import Row, State

_TICK = 2_000_000_000  # nanoseconds: the coarsest clock of a file system in use


class Unchanged:
    """What one build knows of its files. ``salt`` is what keys depend on beside the document."""

    def __init__(self, state: State, salt: bytes) -> None:
        self._state = state
        self._salt = salt.hex()
        self._trusted = time.time_ns() - _TICK
        self._marks: dict[str, str] = {}

    def key(self, file: SourceFile) -> bytes | None:
        """The key of the one document in a file, if the file is as it was and the work is done."""
        status = os.stat(file.location)
        changed = max(status.st_mtime_ns, status.st_ctime_ns)
        mark = f"{status.st_dev} {status.st_ino} {status.st_size} {changed} {file.article_id} {self._salt}"
        key = self._state.unchanged(file.name, mark)
        if key is None and changed < self._trusted:
            self._marks[file.name] = mark
        return key

    def row(self, found: Document, key: bytes) -> Row | None:
        """What to remember of the file of a document that was read."""
        mark = self._marks.pop(found.file, None)
        return (found.file, mark, key) if mark is not None else None

    def forget(self, file: str) -> None:
        """The file is no document."""
        self._marks.pop(file, None)
