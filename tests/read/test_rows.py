"""Dumps with a row an article: JSON, JSON lines, CSV, TSV, Parquet."""

import bz2
import csv
import gzip
import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.read import document
from onrecord.read.columns import recognise
from onrecord.read.document import Document, Rejection
from onrecord.read.jsonl import read_json, read_jsonl
from onrecord.read.parquet import read_parquet
from onrecord.read.source import SourceFile
from onrecord.read.tables import read_csv

Reader = Callable[..., Iterator[Document | Rejection]]
Found = list[Document | Rejection]

BODY = "The harbour of Velden was closed, the minister said."
ROWS = [
    {"id": "v1", "title": "Harbour closed", "text": BODY, "date": "2031-05-04"},
    {"id": "v2", "title": "Harbour open", "text": "“It is open,” Ana Lund said.", "date": "2031-05-05"},
]
READERS: dict[str, Reader] = {
    "dump.jsonl": read_jsonl, "dump.json": read_json, "dump.csv": read_csv, "dump.tsv": read_csv,
    "dump.parquet": read_parquet,
}  # fmt: skip


def written(folder: Path, name: str, data: bytes | str) -> SourceFile:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return SourceFile(path, name)


def serialised(name: str, rows: list[dict[str, Any]]) -> bytes:
    if name.endswith(".jsonl"):
        return "".join(json.dumps(row) + "\n" for row in rows).encode()
    if name.endswith(".json"):
        return json.dumps(rows, indent=1).encode()
    if name.endswith(".parquet"):
        sink = io.BytesIO()
        pq.write_table(pa.Table.from_pylist(rows), sink, row_group_size=1)
        return sink.getvalue()
    stream = io.StringIO(newline="")
    table = csv.DictWriter(stream, rows[0], delimiter="\t" if name.endswith(".tsv") else ",")
    table.writeheader()
    table.writerows(rows)
    return stream.getvalue().encode()


def rejections(found: Found) -> list[tuple[str | None, str]]:
    return [(item.place, item.reason) for item in found if isinstance(item, Rejection)]


def texts(found: Found) -> list[str]:
    return [item.data.decode() for item in found if isinstance(item, Document)]


def jsonl(folder: Path, data: bytes | str, **columns: str) -> Found:
    return list(read_jsonl(written(folder, "dump.jsonl", data), columns))


def table(folder: Path, data: bytes | str, name: str = "dump.csv", **columns: str) -> Found:
    return list(read_csv(written(folder, name, data), columns))


@pytest.mark.parametrize("name", READERS)
def test_the_same_rows_in_every_format(tmp_path: Path, name: str) -> None:
    found = list(READERS[name](written(tmp_path, name, serialised(name, ROWS)), {}))
    assert [item.article_id for item in found] == ["dump#v1", "dump#v2"]
    assert texts(found) == [row["text"] for row in ROWS]
    first = found[0]
    assert isinstance(first, Document)
    assert first.meta == {"title": "Harbour closed", "published": "2031-05-04"}
    assert (first.format, first.encoding) == ("text", "utf-8")


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress], ids=["gz", "bz2"])
def test_compressed(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    file = written(tmp_path, f"{name}.gz", pack(serialised(name, ROWS)))
    assert texts(list(READERS[name](file, {}))) == [row["text"] for row in ROWS]


@pytest.mark.parametrize("name", READERS)
def test_a_file_cut_off_is_rejected_and_not_raised(tmp_path: Path, name: str) -> None:
    whole = gzip.compress(serialised(name, ROWS * 500))
    found = list(READERS[name](written(tmp_path, f"{name}.gz", whole[: len(whole) // 2]), {}))
    assert [reason for _, reason in rejections(found)] == ["unreadable"]


@pytest.mark.parametrize("name", READERS)
def test_a_missing_file_is_rejected(tmp_path: Path, name: str) -> None:
    found = list(READERS[name](SourceFile(tmp_path / name, name), {}))
    assert rejections(found)[0][1] == "unreadable"


@pytest.mark.parametrize("name", READERS)
def test_no_column_is_the_body(tmp_path: Path, name: str) -> None:
    data = serialised(name, [{"id": "v1", "words": BODY}, {"id": "v2", "words": BODY}])
    (found,) = READERS[name](written(tmp_path, name, data), {})
    assert isinstance(found, Rejection)
    assert (found.reason, found.place) == ("malformed", None)
    assert found.detail == (
        "no column is known to hold the article; there are 'id', 'words'; name the one that does: "
        "--map text=COLUMN"
    )


@pytest.mark.parametrize("name", READERS)
def test_the_map_wins(tmp_path: Path, name: str) -> None:
    data = serialised(name, [{"words": BODY, "text": "other", "by": "x", "who": "Ana Lund"}])
    (found,) = READERS[name](written(tmp_path, name, data), {"text": "words", "byline": "WHO"})
    assert isinstance(found, Document)
    assert (found.data.decode(), found.meta) == (BODY, {"byline": ["Ana Lund"]})


@pytest.mark.parametrize("name", READERS)
def test_an_empty_body(tmp_path: Path, name: str) -> None:
    rows = [{"id": "v1", "text": BODY}, {"id": "v2", "text": " "}]
    found = list(READERS[name](written(tmp_path, name, serialised(name, rows)), {}))
    assert rejections(found) == [(found[1].place, "empty")]
    assert found[1].article_id == "dump#v2"


DUMPS: dict[str, dict[str, Any]] = {
    "cc_news": {"title": "T", "text": BODY, "domain": "velden.example", "date": "2031-05-04 00:00:00",
                "description": "d", "url": "https://velden.example/1", "image_url": "i"},
    "news-please": {"maintext": BODY, "title": "T", "authors": ["Ana Lund"], "language": "en",
                    "date_publish": "2031-05-04 10:00:00", "source_domain": "velden.example",
                    "url": "https://velden.example/1", "date_download": "2032-01-01", "description": "d"},
    "kaggle": {"title": "T", "publication": "velden.example", "author": "Ana Lund",
               "date": "2031-05-04", "year": 2031.0, "month": 5.0, "url": "https://velden.example/1",
               "content": BODY},
    "headline and body": {"Headline": "T", "Body": BODY, "Published At": "May 4, 2031",
                          "Source": "velden.example", "Link": "https://velden.example/1"},
    "html": {"html": f"<p>{BODY}</p>", "title": "T", "date": "2031-05-04T10:00:00+00:00",
             "source": "velden.example", "url": "https://velden.example/1"},
}  # fmt: skip


@pytest.mark.parametrize("dump", DUMPS.values(), ids=DUMPS)
def test_columns_of_known_dumps(tmp_path: Path, dump: dict[str, Any]) -> None:
    (found,) = jsonl(tmp_path, json.dumps(dump))
    assert isinstance(found, Document)
    assert BODY in found.data.decode()
    assert found.format == ("html" if "html" in dump else "text")
    expected = {"title": "T", "published": "2031-05-04", "publisher": "velden.example",
                "url": "https://velden.example/1"}  # fmt: skip
    assert expected.items() <= found.meta.items()
    if "author" in dump or "authors" in dump:
        assert found.meta["byline"] == ["Ana Lund"]


def test_html_is_told_by_its_tags(tmp_path: Path) -> None:
    bodies = {f"<p>{BODY}</p>": "html", f"<!-- x --><div>{BODY}</div>": "html", "<p> is a tag": "text",
              f"<tweet>{BODY}</tweet>": "text", f"2 < 3 </p> {BODY}": "text"}  # fmt: skip
    found = jsonl(tmp_path, "\n".join(json.dumps({"text": body}) for body in bodies))
    assert [item.format for item in found if isinstance(item, Document)] == list(bodies.values())


IDS = {
    "own": ("v-1", "dump#v-1"), "number": (7, "dump#7"), "whole float": (7.0, "dump#7"),
    "empty": ("", "dump#1"), "null": (None, "dump#1"), "control": ("a\nb", "dump#1"),
    "path": ("../../etc", "dump#1"), "absolute": ("/etc", "dump#1"), "long": ("x" * 300, "dump#1"),
    "object": ({"a": 1}, "dump#1"), "surrogate": ("\ud800", "dump#1"), "huge": (10**6000, "dump#1"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), IDS.values(), ids=IDS)
def test_ids(tmp_path: Path, value: Any, expected: str) -> None:
    row = '{"id": %s, "text": "x"}' % ("1" + "0" * 6000 if value == 10**6000 else json.dumps(value))
    (found,) = jsonl(tmp_path, row)
    if found.article_id is None or isinstance(found, Rejection):
        assert value == 10**6000  # JSON of such a number is refused as a whole
    else:
        assert found.article_id == expected


LINES = {
    "not JSON": (b"nonsense", "malformed"),
    "array": (b"[1, 2]", "malformed"),
    "string": (b'"text"', "malformed"),
    "null": (b"null", "malformed"),
    "deep array": (b"[" * 100_000, "malformed"),
    "deep object": (b'{"a":' * 100_000, "malformed"),
    "deep value": (b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "malformed"),
    "lone surrogate": (b'{"text": "a\\ud800b"}', "undecodable"),
    "surrogates swapped": (b'{"text": "\\udc00\\ud800"}', "undecodable"),
    "surrogate in UTF-8": (b'{"text": "\xed\xa0\x80"}', None),
    "empty": (b'{"text": ""}', "empty"),
    "null body": (b'{"text": null}', "empty"),
    "number body": (b'{"text": 4}', "empty"),
    "NaN body": (b'{"text": NaN}', "empty"),
    "binary": (b"\0" * 100, "undecodable"),
}


@pytest.mark.parametrize(("line", "reason"), LINES.values(), ids=LINES)
def test_a_bad_line_does_not_stop_the_next(tmp_path: Path, line: bytes, reason: str | None) -> None:
    good = json.dumps({"text": BODY}).encode()
    found = jsonl(tmp_path, good + b"\n" + line + b"\n\n" + good)
    assert texts(found)[0] == texts(found)[-1] == BODY
    assert found[-1].place == "line 4"
    if reason:
        assert rejections(found) == [("line 2", reason)]
        assert found[1].article_id == "dump#2"


def test_what_json_lines_may_hold(tmp_path: Path) -> None:
    rows = [
        b'{"text": "a\\u0000b", "title": null, "date": 1935625600, "author": 4}',
        b'{"text": "x", "n": NaN}',
    ]
    found = jsonl(tmp_path, b"\xef\xbb\xbf" + b"\r\n\r\n".join(rows) + b"\r\n")
    assert texts(found) == ["a\0b", "x"]
    assert isinstance(found[0], Document)
    assert found[0].meta == {"published": "2031-05-04"}
    assert [item.place for item in found] == ["line 1", "line 3"]


def test_utf16_with_its_mark(tmp_path: Path) -> None:
    rows = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
    assert texts(jsonl(tmp_path, rows.encode("utf-16"))) == [row["text"] for row in ROWS]
    assert rejections(jsonl(tmp_path, rows.encode("utf-16")[:-1]))[-1][1] == "undecodable"


def test_rows_without_the_body_column(tmp_path: Path) -> None:
    rows = [{"title": "a"}, {"text": BODY}, {"title": "b"}]
    found = jsonl(tmp_path, "\n".join(map(json.dumps, rows)))
    assert rejections(found) == [("line 1", "malformed"), ("line 3", "malformed")]
    assert texts(found) == [BODY]


def test_a_line_too_long_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    good = json.dumps({"text": BODY}).encode() + b"\n"
    with path.open("wb") as stream:
        stream.write(good)
        for _ in range(100):
            stream.write(b"x" * 1_000_000)
        stream.write(b"\n" + good)
    tracemalloc.start()
    found = list(read_jsonl(SourceFile(path, "dump.jsonl"), {}))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rejections(found) == [("line 2", "too-large")]
    assert [item.place for item in found] == ["line 1", "line 2", "line 3"]
    assert peak < 3 * document.MAX_BYTES


def test_json_of_one_object_has_the_files_id(tmp_path: Path) -> None:
    (found,) = read_json(written(tmp_path, "one.json", json.dumps(ROWS[0], indent=2)), {})
    assert (found.article_id, found.place) == ("one", None)


def test_json_with_the_articles_inside(tmp_path: Path) -> None:
    data = json.dumps({"status": "ok", "total": 2, "articles": [*ROWS, 4]})
    found = list(read_json(written(tmp_path, "dump.json", data), {}))
    assert [item.article_id for item in found] == ["dump#v1", "dump#v2", "dump#3"]
    assert rejections(found) == [("row 3", "malformed")]


def test_json_that_is_json_lines_and_the_other_way_round(tmp_path: Path) -> None:
    lines, array = serialised("x.jsonl", ROWS), serialised("x.json", ROWS)
    assert texts(list(read_json(written(tmp_path, "a.json", lines), {}))) == [row["text"] for row in ROWS]
    assert texts(list(read_jsonl(written(tmp_path, "b.jsonl", array), {}))) == [row["text"] for row in ROWS]


@pytest.mark.parametrize(("data", "reason"), [(b"", "empty"), (b"{", "malformed"), (b"4", "malformed")])
def test_json_that_is_none(tmp_path: Path, data: bytes, reason: str) -> None:
    assert rejections(list(read_json(written(tmp_path, "a.json", data), {}))) == [(None, reason)]


def test_json_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_BYTES", 100)
    file = written(tmp_path, "a.json", "[\n" + '{"text": "a"},\n' * 20 + '{"text": "a"}]')
    assert rejections(list(read_json(file, {}))) == [(None, "too-large")]


def test_a_body_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_BYTES", 100)
    name = "dump.parquet"
    found = list(read_parquet(written(tmp_path, name, serialised(name, [{"text": "a" * 101}, ROWS[0]])), {}))
    assert rejections(found) == [("row 1", "too-large")]
    assert texts(found) == [BODY]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_headers(tmp_path: Path, delimiter: str) -> None:
    found = table(tmp_path, f"id{delimiter}text\nv1{delimiter}a b\n")
    assert [item.article_id for item in found] == ["dump#v1"]


def test_quoted_fields_keep_their_line_ends(tmp_path: Path) -> None:
    found = table(tmp_path, 'id,text\r\nv1,"one\r\ntwo ""three"""\r\n\r\nv2,four\r\n')
    assert texts(found) == ['one\r\ntwo "three"', "four"]


TABLES = {
    "quotation never closed": ('v1,"a\nv2,b\nv3,c\n', ["b", "c"], [("row 1", "malformed")]),
    "quotation broken": ('v1,"a" b\nv2,b\n', ["b"], [("row 1", "malformed")]),
    "quotation broken later": ('v1,"a\nv2,b\nv3,"c"\nv4,d\n', ["b", "c", "d"], [("row 1", "malformed")]),
    "field too many": ("v1,a,b\nv2,b\n", ["b"], [("row 1", "malformed")]),
    "field too few": ("v1\nv2,b\n", ["b"], [("row 1", "malformed")]),
}


@pytest.mark.parametrize(("rows", "kept", "rejected"), TABLES.values(), ids=TABLES)
def test_a_broken_row_swallows_no_other(tmp_path: Path, rows: str, kept: list[str], rejected: Any) -> None:
    found = table(tmp_path, "id,text\n" + rows)
    assert texts(found) == kept
    assert rejections(found) == rejected


def test_an_open_quotation_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_BYTES", 1000)
    found = table(tmp_path, 'id,text\nv0,"open\n' + "".join(f"v{n},text {n}\n" for n in range(1, 500)))
    assert rejections(found) == [("row 1", "malformed")]
    assert len(texts(found)) == 499


def test_many_open_quotations_take_linear_time(tmp_path: Path) -> None:
    found = table(tmp_path, "id,text\n" + 'v,"open\nv,""even""\nv,"""odd\n' * 20_000)
    assert len(found) > 20_000


def test_a_table_with_tabs_that_knows_no_quotation(tmp_path: Path) -> None:
    found = table(tmp_path, 'id\ttitle\ttext\nv1\t"No" again\tone\nv2\tb\ttwo\n', "dump.tsv")
    assert texts(found) == ["one", "two"]
    assert isinstance(found[0], Document)
    assert found[0].meta["title"] == '"No" again'


def test_tables_in_other_encodings(tmp_path: Path) -> None:
    data = "id,text\nv1,“Der Hafen ist geöffnet”, sagte Jürgen Größl.\n".replace(", sagte", " sagte")
    expected = ["“Der Hafen ist geöffnet” sagte Jürgen Größl."]
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "windows-1252"):
        assert texts(table(tmp_path, data.encode(encoding))) == expected, encoding


def test_a_row_that_is_no_utf8_among_others_that_are(tmp_path: Path) -> None:
    found = table(tmp_path, "id,text\nv1,Größe\n".encode() + b"v2,Gr\xf6\xdfe\nv3,x\n")
    assert rejections(found) == [("row 2", "undecodable")]
    assert texts(found) == ["Größe", "x"]


def test_long_fields(tmp_path: Path) -> None:
    assert texts(table(tmp_path, "id,text\nv1," + "a" * 1_000_000 + "\n")) == ["a" * 1_000_000]


def test_of_two_columns_of_one_name_the_first_counts(tmp_path: Path) -> None:
    assert texts(table(tmp_path, "text,text\none,two\n")) == ["one"]


def test_parquet_reads_what_it_needs_and_any_type(tmp_path: Path) -> None:
    columns = {
        "text": pa.array([BODY.encode(), b"\xed\xa0\x80" * 50], pa.binary()),
        "date": pa.array([1935625600 * 10**9 + 1, None], pa.timestamp("ns")),
        "authors": pa.array([["Ana Lund"], None], pa.list_(pa.string())),
        "source": pa.array([{"name": "Velden Tribune"}, None]),
        "title": pa.array(["T", None]).dictionary_encode(),
        "pixels": pa.array([b"x" * 100] * 2),
    }
    pq.write_table(pa.table(columns), tmp_path / "dump.parquet")
    first, second = read_parquet(SourceFile(tmp_path / "dump.parquet", "dump.parquet"), {})
    assert isinstance(first, Document)
    assert first.meta == {
        "title": "T",
        "byline": ["Ana Lund"],
        "published": "2031-05-04",
        "publisher": "Velden Tribune",
    }
    assert second.place == "row 2"


def test_parquet_goes_on_behind_a_damaged_row_group(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": f"{n} " * 500} for n in range(3)]
    data = bytearray(serialised("dump.parquet", rows))
    metadata = pq.ParquetFile(io.BytesIO(bytes(data))).metadata
    column = metadata.row_group(1).column(1)
    start = column.dictionary_page_offset or column.data_page_offset
    data[start : start + column.total_compressed_size] = b"\xff" * column.total_compressed_size
    found = list(read_parquet(written(tmp_path, "dump.parquet", bytes(data)), {}))
    assert [item.place for item in found] == ["row 1", "row 2", "row 3"]
    assert rejections(found) == [("row 2", "unreadable")]


def test_columns_are_recognised_in_a_fixed_order() -> None:
    columns = recognise(["html", "content", "Text"], {})
    assert columns is not None
    assert columns.body == (("Text", None), ("content", None), ("html", "html"))


@pytest.mark.parametrize("name", READERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(data=st.binary(max_size=300), cut=st.integers(0, 400), at=st.integers(0, 400))
def test_no_bytes_raise(tmp_path: Path, name: str, data: bytes, cut: int, at: int) -> None:
    good = serialised(name, ROWS)
    for broken in (data, good[:cut] + data, good[:at] + data + good[at:], gzip.compress(good)[:cut] + data):
        for item in READERS[name](written(tmp_path, name, broken), {}):
            assert isinstance(item, (Document, Rejection))
            if isinstance(item, Document):
                item.data.decode("utf-8")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(rows=st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=5))
def test_bodies_come_back_as_they_are(tmp_path: Path, rows: list[str]) -> None:
    kept = [row for row in rows if row.strip() and row.lower() not in ("nan", "none", "null", "n/a")]
    for name in ("dump.jsonl", "dump.json", "dump.csv", "dump.parquet"):
        data = serialised(name, [{"text": row, "n": 1} for row in rows])
        assert texts(list(READERS[name](written(tmp_path, name, data), {}))) == kept, name
