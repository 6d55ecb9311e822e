"""Every raw document under what the user gave: each file to the reader of its format."""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from .document import Document, Known, Rejection, Unreadable
from .jsonl import read_json, read_jsonl
from .pairs import paired
from .parquet import read_parquet
from .polnear import in_part, is_metadata, read_metadata, read_text
from .source import STDIN, Meter, SourceFile, files
from .tables import read_csv
from .warc import read_warc

Found = Iterator[Document | Rejection]

_ROWS: dict[str, Callable[[SourceFile, Mapping[str, str]], Found]] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
}
_TEXT = {".txt", ".text", ""}
_HTML = {".html", ".htm", ".xhtml"}
_ANNOTATIONS = ".ann"
_SNIFFED = 512


def documents(
    sources: Iterable[str | Path],
    columns: Mapping[str, str] | None = None,
    meter: Meter | None = None,
    known: Callable[[SourceFile], bytes | None] | None = None,
) -> Found:
    """Read sources one document at a time.

    ``columns`` says which column of a dump holds which field (``{"text": "content"}``). ``meter`` is
    told how far reading is. ``known`` gives the key of a file whose one document need not be read; it
    comes as `Known`.

    Raises:
        NoSource: A source does not exist.
    """
    mapped = columns or {}
    listed = tuple(sources)
    pairs, orphans = paired(partial(files, listed))
    for found in files(listed):
        file = replace(found, meter=meter) if meter else found
        if file.ending != _ANNOTATIONS:
            key = known(file) if known and _holds_one(file, pairs) else None
            if key is not None:
                yield Known(file.article_id, "text", b"", file.name, key=key)
            else:
                yield from _safely(file, partial(_read, file, mapped, pairs))
        if meter:
            meter.finished(file)
    for file in orphans:
        detail = "no text of the same name stands beside it or in ../text; give both"
        yield Rejection(file.name, None, None, "unsupported", detail)


def _holds_one(file: SourceFile, pairs: Mapping[Path, list[SourceFile]]) -> bool:
    """Whether a file is one document by itself, which depends on no other file."""
    if file.ending in _HTML:
        return True
    return file.ending in _TEXT and file.location != STDIN and not pairs and not in_part(file)


def _safely(file: SourceFile, read: Callable[[], Found]) -> Found:
    try:
        yield from read()
    except Unreadable as error:
        yield Rejection(file.name, None, file.article_id, error.reason, error.detail)
    except (OSError, EOFError, UnicodeError, zlib.error, lzma.LZMAError) as error:
        detail = f"{error or type(error).__name__}; is the file whole and readable?"
        yield Rejection(file.name, None, file.article_id, "unreadable", detail)


def _read(file: SourceFile, columns: Mapping[str, str], pairs: Mapping[Path, list[SourceFile]]) -> Found:
    ending = _sniff(file) if file.name == "<stdin>" else file.ending
    if ending == ".tsv" and is_metadata(file):
        yield from read_metadata(file)
    elif ending in _ROWS:
        yield from _ROWS[ending](file, columns)
    elif ending == ".warc":
        yield from read_warc(file)
    elif ending in _HTML:
        yield Document(file.article_id, "html", file.read(), file.name)
    elif ending in _TEXT:
        yield from read_text(file, pairs.get(file.path, []) if pairs else [])
    else:
        yield Rejection(file.name, None, file.article_id, "unsupported", _unsupported(ending))


def _sniff(file: SourceFile) -> str:
    with file.open() as stream:
        start = stream.peek(_SNIFFED)[:_SNIFFED].lstrip() if hasattr(stream, "peek") else b""
    if start.startswith(b"{"):
        return ".jsonl"
    if start.startswith(b"WARC/"):
        return ".warc"
    return ".html" if start.startswith(b"<") else ".txt"


def _unsupported(ending: str) -> str:
    known = sorted({*_ROWS, ".txt", ".html", ".htm", ".warc", _ANNOTATIONS})
    return f"files ending in {ending!r} are not read; read are {', '.join(known)}, also compressed"
