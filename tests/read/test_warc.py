"""Web archives."""

import gzip
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.read import document
from onrecord.read.document import Document, Rejection
from onrecord.read.source import SourceFile
from onrecord.read.warc import read_warc

PAGE = b"<html><p>The harbour of Velden was closed.</p></html>"
HTTP = "application/http; msgtype=response"


def record(
    kind: str, block: bytes, content_type: str = HTTP, number: int = 1, length: int | None = None
) -> bytes:
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-{number:04}>\r\n"
        f"WARC-Target-URI: https://velden.example/{number}\r\nWARC-Date: 2031-05-04T10:00:00Z\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return header.encode() + block + b"\r\n\r\n"


def response(
    body: bytes = PAGE, *headers: str, status: str = "200 OK", content_type: str = "text/html; charset=UTF-8"
) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *headers, f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def read(folder: Path, data: bytes, name: str = "crawl.warc") -> list[Document | Rejection]:
    path = folder / name
    path.write_bytes(data)
    return list(read_warc(SourceFile(path, name)))


def summary(found: list[Document | Rejection]) -> list[tuple[str | None, str]]:
    return [(item.place, item.reason if isinstance(item, Rejection) else item.format) for item in found]


def test_a_page(tmp_path: Path) -> None:
    (found,) = read(tmp_path, record("response", response()))
    assert found == Document(
        "crawl#00000000-0001", "html", PAGE, (tmp_path / "crawl.warc").as_posix(), "record 1", "utf-8",
        {"url": "https://velden.example/1"},
    )  # fmt: skip


def test_which_records_are_articles(tmp_path: Path) -> None:
    records = [
        record("warcinfo", b"software: x", "application/warc-fields"),
        record("request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        record("response", response()),
        record("metadata", b"a: b", "application/warc-fields"),
        record("revisit", response(b"")),
        record("response", b"8.8.8.8", "text/dns"),
        record("resource", PAGE, "text/html; charset='latin-1'"),
        record("conversion", b"The harbour was closed.", "text/plain"),
        record("resource", b"\x89PNG", "image/png"),
        record("response", response(content_type="application/pdf")),
        record("response", response(status="404 Not Found")),
        record("response", response(status="301 Moved")),
        record("response", response(b"")),
        record("response", b"nonsense"),
        record("response", response(content_type="")),
    ]
    assert summary(read(tmp_path, b"".join(records))) == [
        ("record 3", "html"), ("record 7", "html"), ("record 8", "text"),
        ("record 9", "unsupported"), ("record 10", "unsupported"), ("record 11", "unsupported"),
        ("record 12", "unsupported"), ("record 13", "empty"), ("record 14", "unsupported"),
        ("record 15", "html"),
    ]  # fmt: skip


CODINGS = {
    "gzip": (gzip.compress(PAGE), "Content-Encoding: gzip"),
    "deflate": (zlib.compress(PAGE), "Content-Encoding: deflate"),
    "chunked": (b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE), "Transfer-Encoding: chunked"),
    "identity": (PAGE, "Content-Encoding: identity"),
    "named but decoded by the crawler": (PAGE, "Content-Encoding: gzip"),
    "chunks named but joined by the crawler": (PAGE, "Transfer-Encoding: chunked"),
}


@pytest.mark.parametrize(("body", "header"), CODINGS.values(), ids=CODINGS)
def test_content_codings(tmp_path: Path, body: bytes, header: str) -> None:
    found = read(tmp_path, record("response", response(body, header)) + record("response", response()))
    assert [item.data for item in found if isinstance(item, Document)] == [PAGE, PAGE]


def test_a_body_in_another_coding_than_named_does_not_stop_the_next(tmp_path: Path) -> None:
    bad = record("response", response(b"\0" * 50, "Content-Encoding: gzip"))
    unknown = record("response", response(b"\0" * 50, "Content-Encoding: zenda"))
    found = read(tmp_path, bad + unknown + record("response", response()))
    assert summary(found) == [("record 1", "unreadable"), ("record 2", "unreadable"), ("record 3", "html")]


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_compressed_body_cut_short_is_said_and_the_next_page_read(tmp_path: Path, share: float) -> None:
    long = PAGE.replace(b"</body>", b"".join(b"<p>Quay %d of Orlen is closed.</p>" % n for n in range(999)))
    cut = gzip.compress(long)[: int(share * len(gzip.compress(long)))]
    records = [
        record("response", response(body, "Content-Encoding: gzip")) for body in (cut, gzip.compress(long))
    ]
    bad, good = read(tmp_path, b"".join(records))
    assert isinstance(bad, Rejection)
    assert (bad.reason, bad.place) == ("unreadable", "record 1")
    assert isinstance(good, Document)
    assert good.data == long


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_BYTES", 1000)
    bomb = record("response", response(gzip.compress(b"a" * 5_000_000), "Content-Encoding: gzip"))
    large = record("resource", b"a" * 3_000_000, "text/plain")
    found = read(tmp_path, bomb + large + record("response", response()))
    assert summary(found) == [("record 1", "too-large"), ("record 2", "too-large"), ("record 3", "html")]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_what_comes_before_the_damage_is_kept(tmp_path: Path, name: str) -> None:
    records = [record("response", response(), number=n) for n in (1, 2, 3)]
    whole = b"".join(map(gzip.compress, records) if name.endswith(".gz") else records)
    assert summary(read(tmp_path, whole, name)) == [(f"record {n}", "html") for n in (1, 2, 3)]
    found = read(tmp_path, whole[:-60], name)
    assert summary(found) == [("record 1", "html"), ("record 2", "html"), ("record 3", "unreadable")]


def test_a_record_longer_than_the_archive(tmp_path: Path) -> None:
    found = read(tmp_path, record("response", response(), length=10**13) + record("response", response()))
    assert summary(found) == [("record 1", "unreadable")]


@pytest.mark.parametrize(
    "data", [b"", b"nonsense\n" * 100, b"\x1f\x8bnonsense", b"WARC/1.0\r\n", b"\0" * 1000]
)
def test_no_archive(tmp_path: Path, data: bytes) -> None:
    assert summary(read(tmp_path, data)) == [("record 1", "unreadable")]


def test_a_missing_file(tmp_path: Path) -> None:
    (found,) = read_warc(SourceFile(tmp_path / "none.warc", "none.warc"))
    assert isinstance(found, Rejection)
    assert "No such file" in found.detail


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(data=st.binary(max_size=200), at=st.integers(0, 800), packed=st.booleans())
def test_no_bytes_raise(tmp_path: Path, data: bytes, at: int, packed: bool) -> None:
    good = record("response", response(gzip.compress(PAGE), "Content-Encoding: gzip")) * 2
    whole = gzip.compress(good) if packed else good
    for broken in (data, whole[:at] + data, whole[:at] + data + whole[at:]):
        assert all(isinstance(item, (Document, Rejection)) for item in read(tmp_path, broken))
