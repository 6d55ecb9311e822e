"""Find the input files under what the user gave: files, folders, globs, ``-`` for stdin."""

from __future__ import annotations

import bz2
import glob
import gzip
import lzma
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from posixpath import splitext
from typing import IO, Any

from .document import MAX_BYTES, Unreadable

_COMPRESSION: dict[bytes, Callable[..., Any]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ\x00": lzma.open,
}
_COMPRESSED_ENDINGS = {".gz", ".bz2", ".xz"}
STDIN = "-"
_USUAL = 64 * 1024  # bytes: hardly an article is longer
BUILT = ".onrecord"  # a folder in which a build keeps its state


class NoSource(ValueError):
    """Nothing stands where the user pointed."""


class Meter:
    """How far reading is, in bytes of the files as they are stored: compressed ones count compressed."""

    def __init__(self, sources: Iterable[str | Path]) -> None:
        listed = list(sources)
        known = STDIN not in map(str, listed)
        self._total = sum(os.stat(file.location).st_size for file in files(listed)) if known else None
        self._finished = 0
        self._open: IO[bytes] | None = None

    def share(self) -> float | None:
        """From 0 to 1; None where the total is not known, as of stdin."""
        if not self._total:
            return None
        here = self._open.tell() if self._open is not None and not self._open.closed else 0
        return min(1.0, (self._finished + here) / self._total)

    def opened(self, stream: IO[bytes]) -> None:
        """A file is about to be read."""
        self._open = stream

    def finished(self, file: SourceFile) -> None:
        """All of a file was read, or passed over."""
        self._open = None
        self._finished += os.stat(file.location).st_size if file.location != STDIN else 0


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One input file: its path as given, and ``key``, the path below the source it was found under.

    There may be very many of them; a ``Path`` is made only where one is needed.
    """

    location: str | Path
    key: str
    meter: Meter | None = field(default=None, compare=False, repr=False)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return Path(self.location)

    @property
    def name(self) -> str:
        """The name by which messages call the file: as it was given, with forward slashes."""
        return "<stdin>" if self.location == STDIN else str(self.location).replace(os.sep, "/")

    @property
    def ending(self) -> str:
        """The file's ending without that of its compression, lower case: ``.html``."""
        return _parts(self.key)[1]

    @property
    def article_id(self) -> str:
        """``key`` without its endings."""
        return _parts(self.key)[0]

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The file's bytes, decompressed as they are read, whatever the ending says."""
        if self.location == STDIN:
            yield sys.stdin.buffer
            return
        with open(self.location, "rb") as plain:
            if self.meter:
                self.meter.opened(plain)
            magic = plain.read(6)
            plain.seek(0)
            opener = next((f for m, f in _COMPRESSION.items() if magic.startswith(m)), None)
            if opener is None:
                yield plain
            else:
                with opener(plain, "rb") as stream:
                    yield stream

    def read(self) -> bytes:
        """The whole file, decompressed.

        Raises:
            Unreadable: The file is longer than `MAX_BYTES`, or damaged.
        """
        with self.open() as stream:
            data = stream.read(_USUAL)  # asked for more, `read` would make room for it
            if len(data) == _USUAL:
                data += stream.read(MAX_BYTES + 1 - _USUAL)
        if len(data) > MAX_BYTES:
            raise Unreadable("too-large", f"longer than {MAX_BYTES:,} bytes; split it into articles")
        return data


def files(sources: Iterable[str | Path]) -> Iterator[SourceFile]:
    """Every input file under the sources, each once, sorted within a source.

    Raises:
        NoSource: A source does not exist, or a glob matches nothing.
    """
    roots = [root for source in sources for root in _roots(str(source))]
    seen: set[tuple[int, int]] = set()
    for root in roots:
        for file in _below(root):
            if len(roots) > 1 and file.location != STDIN:  # one root holds each file once
                status = os.stat(file.location)
                identity = (status.st_dev, status.st_ino)
                if identity in seen:
                    continue
                seen.add(identity)
            yield file


def _roots(source: str) -> list[str]:
    """The source, or what a glob matches."""
    if source == STDIN or Path(source).exists():
        return [source]
    matches = sorted(glob.glob(source, recursive=True)) if glob.has_magic(source) else []
    if not matches:
        raise NoSource(f"{source}: no such file or folder; give files, folders, globs, or - for stdin")
    return matches


def _below(root: str) -> Iterator[SourceFile]:
    path = Path(root)
    if root == STDIN:
        yield SourceFile(STDIN, "stdin")
    elif path.is_dir():
        yield from _walk(str(path))
    else:
        yield SourceFile(str(path), path.name)


def _walk(folder: str, below: str = "") -> Iterator[SourceFile]:
    """The files below a folder, entries by name. Neither linked folders nor built datasets are entered."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:  # what opens it as a file will say why
        yield SourceFile(folder, below.rstrip("/") or folder)
        return
    if below and any(entry.name == BUILT for entry in found):
        return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{below}{entry.name}/")
        elif entry.is_file():
            yield SourceFile(entry.path, below + entry.name)


@lru_cache(64)  # each is asked for several times in a row
def _parts(key: str) -> tuple[str, str]:
    """The key without its endings, and its ending without that of a compression, lower case."""
    stem, ending = splitext(key)
    if ending.lower() in _COMPRESSED_ENDINGS:
        stem, ending = splitext(stem)
    return stem, ending.lower()
