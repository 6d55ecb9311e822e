"""The lines of a file as bytes in UTF-8, with no more than one line in memory."""

from __future__ import annotations

import codecs
import io
import lzma
import zlib
from collections.abc import Iterator
from typing import IO

from . import document
from .document import Rejection
from .source import SourceFile

#: What reading a damaged, truncated or unreadable stream raises.
DAMAGE = (OSError, EOFError, zlib.error, lzma.LZMAError, UnicodeError)

_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PIECE = 1 << 16

Line = tuple[int, bytes]


def lines(file: SourceFile) -> Iterator[Line | Rejection]:
    """Each line with its number from 1, line end included, byte order mark left out.

    A line longer than `MAX_BYTES` is rejected without being held; where the file is damaged it is
    rejected from there on. UTF-16 and UTF-32 with a byte order mark become UTF-8, other encodings
    stay as they are.
    """
    number = 1
    try:
        with file.open() as stream:
            for line in _bounded_lines(_as_utf8(stream)):
                yield too_large(file, number) if line is None else (number, line)
                number += 1
    except DAMAGE as error:
        yield damaged(file, f"line {number}", error)


def too_large(file: SourceFile, number: int) -> Rejection:
    """The rejection of a line that is longer than any article."""
    return Rejection(
        file.name, f"line {number}", f"{file.article_id}#{number}", "too-large",
        f"the line is longer than {document.MAX_BYTES:,} bytes, the most that is allowed for one "
        "article; split it, or leave it out",
    )  # fmt: skip


def damaged(file: SourceFile, place: str | None, error: BaseException) -> Rejection:
    """The rejection of the rest of a file that can't be read any further."""
    if isinstance(error, UnicodeError):
        return Rejection(
            file.name, place, None, "undecodable",
            f"the rest is not in the encoding that the byte order mark declares ({error}); convert "
            "the file to UTF-8",
        )  # fmt: skip
    return Rejection(
        file.name, place, None, "unreadable",
        f"the file can't be read from here on ({_message(error)}); it is damaged, cut off or "
        "locked: get it again",
    )  # fmt: skip


def _message(error: BaseException) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return " ".join(str(text).split())[:200] or type(error).__name__


def _bounded_lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """The lines; None for one that is too long, whose bytes are passed over."""
    while line := stream.readline(document.MAX_BYTES + 1):
        if len(line) <= document.MAX_BYTES:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_PIECE)
        yield None


def _as_utf8(stream: IO[bytes]) -> IO[bytes]:
    start = _read_fully(stream, 4)
    for mark, encoding in _WIDE_MARKS:
        if start.startswith(mark):
            return io.BufferedReader(_Transcoded(start[len(mark) :], stream, encoding))
    return io.BufferedReader(_Joined(start.removeprefix(codecs.BOM_UTF8), stream), _PIECE)


def _read_fully(stream: IO[bytes], size: int) -> bytes:
    data = b""
    while len(data) < size and (piece := stream.read(size - len(data))):
        data += piece
    return data


class _Joined(io.RawIOBase):
    """Bytes already read from a stream, and behind them the rest of the stream."""

    def __init__(self, start: bytes, stream: IO[bytes]) -> None:
        self._left = start
        # One underlying read at a time: what was read before the damage is not lost with it.
        self._read = getattr(stream, "read1", stream.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._left[: len(buffer)] if self._left else self._pull(len(buffer))
        self._left = self._left[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)

    def _pull(self, size: int) -> bytes:
        return bytes(self._read(size))


class _Transcoded(_Joined):
    """A stream in UTF-16 or UTF-32, as UTF-8."""

    def __init__(self, start: bytes, stream: IO[bytes], encoding: str) -> None:
        super().__init__(b"", stream)
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._left = self._decoder.decode(start).encode()
        self._ended = False

    def _pull(self, size: int) -> bytes:
        while not self._ended:
            piece = super()._pull(_PIECE)
            self._ended = not piece
            text: str = self._decoder.decode(piece, final=self._ended)
            if text:
                self._left = text.encode()
                return self._left[:size]
        return b""
