"""WARC: web archives, with one record an answer of a server."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import IO, Any, Literal

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from . import document
from .document import Document, Format, Rejection, Unreadable
from .lines import DAMAGE, damaged
from .source import SourceFile

_FORMATS: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
}
_STORED = (WarcRecordType.resource, WarcRecordType.conversion)
_HTTP_HEADERS = 1 << 20  # what a response may be longer than the longest body
_PIECE = 1 << 16
_SNIFFED = 512
_MAX_ID = 200
_GZIP = b"\x1f\x8b"


def read_warc(file: SourceFile) -> Iterator[Document | Rejection]:
    """The pages of a web archive: successful responses, and stored or converted text and HTML.

    Requests, metadata, revisits and the like are no articles and are passed over. Where the archive
    is damaged, what comes before is read and the rest is rejected.
    """
    number = 0
    source = None
    try:
        with file.open() as stream:
            source = _UpToDamage(stream)
            for record in ArchiveIterator(source, parse_http=False):
                number += 1
                found = _read(file, record, f"record {number}")
                if found is not None:
                    yield found
        number += 1
        if source.damage is not None:
            raise source.damage
        if number == 1:
            raise EOFError("no WARC record in it")
    except Exception as error:  # the native parser raises what it likes; all of it means damage
        reason = source.damage if source is not None and source.damage is not None else error
        yield damaged(file, f"record {max(number, 1)}", reason)


class _UpToDamage:
    """A stream that ends where it is damaged, so that the records read ahead are not lost."""

    def __init__(self, stream: IO[bytes]) -> None:
        # One underlying read at a time: what was read before the damage is not lost with it.
        self._read = getattr(stream, "read1", stream.read)
        self._place = 0
        self.damage: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = bytes(self._read(size if size > 0 else _PIECE)) if self.damage is None else b""
        except DAMAGE as error:
            self.damage = error
            return b""
        self._place += len(data)
        return data

    def tell(self) -> int:
        return self._place

    def seek(self, _offset: int, _whence: int = 0) -> int:
        raise OSError("a web archive is read forwards only")

    def close(self) -> None:
        """Nothing: who opened the stream closes it."""


def _read(file: SourceFile, record: Any, place: str) -> Document | Rejection | None:
    """The record's document or rejection; None if the record is none of the article-bearing kinds.

    Raises:
        EOFError: The archive ends inside the record.
    """
    if "Content-Length" not in record.headers:
        raise EOFError("a record's header has no Content-Length")
    if not (_is_http(record) or record.record_type in _STORED):
        return None
    article_id = f"{file.article_id}#{_record_id(record) or place.removeprefix('record ')}"
    try:
        block = _block(record)
        data, media_type, charset = _http(block) if _is_http(record) else _stored(record, block)
        form = _format(media_type, data)
        _refuse_size(len(data))
    except Unreadable as error:
        return Rejection(file.name, place, article_id, error.reason, error.detail)
    if not data.strip():
        detail = "the record has no body; there is nothing to read, leave it out"
        return Rejection(file.name, place, article_id, "empty", detail)
    url = record.headers.get("WARC-Target-URI", "").strip("<> ")
    return Document(article_id, form, data, file.name, place, charset, {"url": url} if url else {})


def _is_http(record: Any) -> bool:
    return bool(record.record_type == WarcRecordType.response and record.is_http)


def _record_id(record: Any) -> str | None:
    text = (record.headers.get("WARC-Record-ID") or "").strip("<> ").removeprefix("urn:uuid:")
    return text if text.isprintable() and len(text) <= _MAX_ID and ".." not in text else None


def _block(record: Any) -> bytes:
    """The record's own bytes."""
    length = record.content_length
    if length > document.MAX_BYTES + _HTTP_HEADERS:
        _pass_over(record, length)
        _refuse_size(length)
    block = bytes(record.reader.read(length)) if length else b""
    _refuse_cut(len(block), length)
    return block


def _pass_over(record: Any, length: int) -> None:
    read = 0
    while read < length and (piece := record.reader.read(_PIECE)):
        read += len(piece)
    _refuse_cut(read, length)


def _refuse_cut(read: int, length: int) -> None:
    if read < length:
        raise EOFError(f"a record has {read:,} of its {length:,} bytes")


def _refuse_size(length: int) -> None:
    if length > document.MAX_BYTES:
        raise Unreadable(
            "too-large",
            f"a body of {length:,} bytes or more, {document.MAX_BYTES:,} are allowed; leave it out",
        )


def _stored(record: Any, block: bytes) -> tuple[bytes, str, str | None]:
    media_type, charset = _content_type(record.headers.get("Content-Type") or "")
    return block, media_type, charset


def _http(block: bytes) -> tuple[bytes, str, str | None]:
    """The body of a response, decoded as its headers say, its media type and its charset."""
    body, response = _decoded(block)
    status = response.http_headers.status_code if response.http_headers else None
    if status is None or not 200 <= status < 300:
        raise Unreadable(
            "unsupported", f"a response with status {status}; only those from 200 to 299 are pages"
        )
    media_type, charset = _content_type(response.http_headers.get("Content-Type") or "")
    if body and _is_cut(block, response.http_headers.get("Content-Encoding") or ""):
        raise Unreadable("unreadable", "the compressed body ends before its end; get the page again")
    return body, media_type, charset


def _is_cut(block: bytes, encoding: str) -> bool:
    """Whether a gzip body stops early, which the decoder does not say."""
    if encoding.strip().lower() not in ("gzip", "x-gzip"):
        return False
    rest, _ = _payload(block, "transfer")
    if not rest.startswith(_GZIP):
        return False  # the crawler stored it decoded
    stream, read = zlib.decompressobj(zlib.MAX_WBITS | 16), 0
    while rest and not stream.eof and read <= document.MAX_BYTES:
        read += len(stream.decompress(rest, _PIECE))
        rest = stream.unconsumed_tail
    return not stream.eof and read <= document.MAX_BYTES


def _decoded(block: bytes) -> tuple[bytes, Any]:
    """The body, at most one byte longer than is allowed, and the response that it stood in.

    Some crawlers store it decoded and leave the header that says it is not.
    """
    try:
        return _payload(block, "all")
    except (OSError, ValueError) as error:
        stored = _payload_or_none(block)
        if stored and b"<" in stored[0][:_SNIFFED] and b"\0" not in stored[0][:_SNIFFED]:
            return stored
        raise Unreadable(
            "unreadable", f"the body is not in the encoding that its header names ({error}); get it again"
        ) from error


def _payload_or_none(block: bytes) -> tuple[bytes, Any] | None:
    try:
        return _payload(block, "none")
    except (OSError, ValueError):
        return None


def _payload(block: bytes, decoding: Literal["all", "none", "transfer"]) -> tuple[bytes, Any]:
    # In a record of its own: one that fails to decode would end the reading of its archive.
    response = WarcRecord()
    response.init_headers(WarcRecordType.response, content_length=len(block))
    response.set_bytes_content(block)
    response.is_http = True
    response.parse_http(auto_decode=decoding)
    return bytes(response.reader.read(document.MAX_BYTES + 1)), response


def _content_type(header: str) -> tuple[str, str | None]:
    """The media type and the charset of a Content-Type header.

    >>> _content_type("Text/HTML; charset='UTF-8'")
    ('text/html', 'utf-8')
    """
    media_type, *parameters = header.lower().split(";")
    named = dict(parameter.strip().partition("=")[::2] for parameter in parameters)
    charset = named.get("charset", "").strip(" \"'")
    return media_type.strip(), charset if charset.isascii() and charset.isprintable() and charset else None


def _format(media_type: str, data: bytes) -> Format:
    if not media_type:
        return "html" if data.lstrip()[:1] == b"<" else "text"
    if media_type not in _FORMATS:
        raise Unreadable(
            "unsupported",
            f"content of type {media_type[:80]!r}; {', '.join(_FORMATS)} are read",
        )
    return _FORMATS[media_type]
