"""Bytes to text, once, with the encoding that the source declares or that fits."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from .document import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^<>]{0,200}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""",
    re.IGNORECASE,
)
# Pages that declare these are in windows-1252, says the WHATWG Encoding Standard.
_WEB_LABELS = {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"}
_NUL_SHARE = 0.01
_DETECT_BYTES = 1 << 16


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of a document, byte order mark left out.

    The order is that of the WHATWG standard: byte order mark, UTF-8 if it is valid, the declared
    encoding, and last what charset-normalizer takes it for. UTF-8 comes before the declaration since
    text that is valid UTF-8 by chance hardly exists and wrong declarations do.

    Raises:
        Unreadable: Nothing fits; the message has the offset of the first bad byte.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, len(mark))
    _refuse_binary(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, declared or _declared_in(data), error)


def _not_utf8(data: bytes, declared: str | None, error: UnicodeDecodeError) -> str:
    for encoding in (declared, _detected(data)):
        text = _attempt(data, encoding)
        if text is not None:
            return text
    raise Unreadable(
        "undecodable",
        f"byte {error.start} (0x{data[error.start]:02x}) is not valid UTF-8 and no other encoding "
        "fits; convert the file to UTF-8",
    )


def _attempt(data: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    label = encoding.lower()
    try:
        return data.decode("windows-1252" if label in _WEB_LABELS else label)
    except (UnicodeDecodeError, LookupError):
        return None


def _strict(data: bytes, encoding: str, skipped: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            "undecodable",
            f"byte {error.start + skipped} is not valid {encoding}, which the byte order mark "
            "declares; mend or convert the file",
        ) from error


def _refuse_binary(data: bytes) -> None:
    nuls = data.count(b"\0")
    if nuls > _NUL_SHARE * len(data):
        raise Unreadable(
            "undecodable",
            f"{nuls} NUL bytes, the first at byte {data.index(0)}: binary data, or UTF-16 without "
            "its byte order mark; give text",
        )


def _declared_in(data: bytes) -> str | None:
    match = _META_CHARSET.search(data, 0, 4096)
    return match[1].decode("ascii") if match else None


def _detected(data: bytes) -> str | None:
    best = from_bytes(data[:_DETECT_BYTES]).best()
    return best.encoding if best else None
