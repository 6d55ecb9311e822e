"""What a terminal and a pipe get to see."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from rich.console import Console

from onrecord import Options, build
from onrecord.cli import progress
from onrecord.cli.progress import Lines
from onrecord.cli.show import diff_text, show_article, stats_text
from onrecord.read import documents
from onrecord.read.source import Meter

HOSTILE = "Orlen\x1b[2J\x1b]0;owned\x07\u202eneil\x9b31m"


def test_the_bar_tells_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.0, 10.0, 40.0, 41.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=100, color_system=None)
    lines = Lines(quiet=False, console=console)
    with lines:
        lines.advance("articles", 100, 0.0)
        lines.advance("articles", 100, 0.25)
        lines.advance("articles", 600, 1.0)
        lines.advance("shards", 1, 1.0)
    shown = out.getvalue()
    assert "800 (20/s)" in shown
    assert "1 (1/s)" in shown
    assert lines._bar.tasks[0].finished


def test_a_pipe_gets_a_line_now_and_then_and_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 5.0, 20.0, 21.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    out = io.StringIO()
    with Lines(quiet=False, console=Console(file=out, force_terminal=False)) as lines:
        lines.advance("articles", 100, 0.1)
        lines.advance("articles", 100, 0.25)
        lines.advance("articles", 100, 0.26)
    assert out.getvalue() == "articles: 200 (10/s, 0:01:00 left)\n"


def test_no_time_left_is_told_where_the_whole_is_not_known() -> None:
    assert progress.described(50, 10.0, None) == "50 (5/s)"
    assert Meter(["-"]).share() is None


def test_reading_goes_from_nothing_to_all(articles: Path) -> None:
    (articles / "more.jsonl.gz").write_bytes(gzip.compress((articles / "dump.jsonl").read_bytes()))
    (articles / "picture.png").write_bytes(b"\x89PNG" * 99)
    meter = Meter([articles])
    shares = [meter.share()]
    for _ in documents([articles], None, meter):
        shares.append(meter.share())
    shares.append(meter.share())
    known = [share for share in shares if share is not None]
    assert len(known) == len(shares)
    assert known[0] == 0.0
    assert known == sorted(known)
    assert known[-1] == 1.0


def test_a_build_tells_how_far_it_is(articles: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, float | None]] = []
    build(
        [articles],
        tmp_path / "out",
        Options(annotator="none", jobs=1, progress=lambda *said: told.append(said)),
    )
    assert {stage for stage, _, _ in told} == {"articles", "shards"}
    assert all(share is not None and 0 < share <= 1 for _, _, share in told)


def test_nothing_of_an_article_moves_the_cursor() -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=100, color_system=None)
    span = {"start": 0, "end": 5, "text": HOSTILE}
    quote = {
        "type": "direct", "speaker_name": HOSTILE, "speaker": [], "cue": [span], "text": HOSTILE, "content": [span],
    }  # fmt: skip
    office = dict.fromkeys(("name", "office", "organisation", "jurisdiction", "status"), HOSTILE)
    article = {
        "title": HOSTILE, "article_id": HOSTILE, "publisher": HOSTILE, "published": None, "byline": [HOSTILE],
        "text": HOSTILE, "quotes": [quote], "entities": [], "officials": [{**office, "title": None}],
    }  # fmt: skip
    show_article(article, console)
    stats_text({"publishers": {HOSTILE: 1}}, console)
    diff = {"added": [HOSTILE], "removed": [], "changed": {}}
    console.print(
        diff_text(
            {"articles": diff, "annotations": {}, "versions": {"old": "1", "new": "2"}, "step": "major"}
        )
    )
    for sign in ("\x1b[2J", "\x1b]", "\x07", "\x9b", "\u202e"):
        assert sign not in out.getvalue()
