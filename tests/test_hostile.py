"""Inputs that are broken or mean harm: no crash, no hang, and a reason for each."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import Options, build
from onrecord.article import Settings, process
from onrecord.check import check_article
from onrecord.dataset.folder import Folder
from onrecord.read import Document

NONE = Options(annotator="none", jobs=1)
GOOD = b"The council of Orlen met on Monday. Nobody came."
BILLION_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    + b"]><html><body><p>&j;</p></body></html>"
)

CASES = {
    "truncated.txt.gz": (gzip.compress(GOOD * 999)[:60], "unreadable"),
    "empty.txt": (b"", "empty"),
    "space.txt": (b" \n\n\t ", "empty"),
    "empty.html": (b"<html><body></body></html>", "empty"),
    "nul.txt": (b"\0" * 500 + GOOD, "undecodable"),
    "utf16.txt": ("Ä".encode("utf-16") + b"\x00", "undecodable"),
    "cut.parquet": (b"PAR1" + b"x" * 50, "unreadable"),
    "deep.json": (b"[" * 100_000, "malformed"),
    "deep.jsonl": (b'{"text":' + b"[" * 100_000 + b"\n", "malformed"),
    "surrogate.jsonl": (b'{"text": "a \\ud800 b"}\n', "undecodable"),
    "picture.png": (b"\x89PNG\r\n", "unsupported"),
    "deep.html": (b"<html><body>" + b"<div>" * 50_000 + b"x", "malformed"),
    "garbage.warc": (b"no warc at all", None),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_refused_with_a_reason(name: str, tmp_path: Path) -> None:
    data, reason = CASES[name]
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(data)
    (folder / "good.txt").write_bytes(GOOD)
    report = build([folder], tmp_path / "out", NONE)
    assert report.articles == 1
    lines = [json.loads(line) for line in (tmp_path / "out" / "rejected.jsonl").read_text().splitlines()]
    assert len(lines) == 1
    assert lines[0]["file"].endswith(name)
    assert reason is None or lines[0]["reason"] == reason
    assert lines[0]["detail"]


def test_line_of_100_mb_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with (folder / "long.jsonl").open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(100):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n{"text": "The council met."}\n')
    assert build([folder], tmp_path / "out", NONE).articles == 1
    (line,) = (tmp_path / "out" / "rejected.jsonl").read_text().splitlines()
    assert json.loads(line)["reason"] == "too-large"


def test_row_ids_never_become_paths(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    row = {"id": "../../escape", "text": "The council of Orlen met."}
    (folder / "d.jsonl").write_text(json.dumps(row), encoding="utf-8")
    build([folder], tmp_path / "out", NONE)
    (article,) = Folder(tmp_path / "out").rows("articles")
    assert ".." not in article["article_id"]
    assert {p.name for p in tmp_path.iterdir()} == {"in", "out"}


HARMLESS = {
    "laughs.html": BILLION_LAUGHS,
    "script.html": b"<html><body><p>The council met in Orlen on Monday.</p><script>alert(1)</script></body></html>",
    "marks.txt": b'"' * 10_000 + b" The council met.",
    "bidi.txt": "The \u202ecouncil\u202c met.".encode(),
    "latin1.txt": "Der Bürgermeister von Kessa, Jörg Brask, trat zurück. Größe zählt nicht.".encode("cp1252"),
    "long.txt": b"The council of Orlen met on Monday and said nothing. " * 100_000,
}


@pytest.mark.parametrize("name", HARMLESS)
def test_read_without_harm(name: str, tmp_path: Path) -> None:
    from onrecord.annotate import find

    kind = "html" if name.endswith("html") else "text"
    outcome = process(Document(name, kind, HARMLESS[name], name), Settings(find("rules")))
    if outcome.record is None:
        assert outcome.rejections[0].reason in {"empty", "malformed"}
        return
    assert not [p for p in check_article(outcome.record) if p.level == "error"]
    assert "alert(" not in outcome.record["text"]
    assert "\u202e" not in outcome.record["text"]
    assert "�" not in outcome.record["text"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)),
    st.sampled_from(["text", "html"]),
)
def test_any_bytes_become_a_valid_record_or_a_reason(data: bytes, kind: str) -> None:
    from onrecord.annotate import find

    outcome = process(Document("x", kind, data, "x"), Settings(find("rules")))  # type: ignore[arg-type]
    assert (outcome.record is None) == bool(outcome.rejections)
    assert all(rejection.reason not in {"failed", "invalid"} for rejection in outcome.rejections), (
        outcome.rejections
    )


def test_names_of_hyphens_take_linear_time() -> None:
    """A name goes on behind its hyphens; a chain of them is followed once."""
    from time import perf_counter

    from onrecord.annotate.learned import see
    from onrecord.annotate.rules.names import Name
    from onrecord.annotate.rules.people import mended

    def seconds(count: int) -> float:
        layout = see({"text": "-".join(["Ro"] * count)}).layout
        names = [Name(k, k + 1, "PERSON", 0.9) for k in range(0, len(layout.tokens), 2)]
        begin = perf_counter()
        assert len(mended(layout, names)) == 1
        return perf_counter() - begin

    seconds(100)
    assert seconds(8000) < 30 * max(seconds(800), 1e-4)
