"""Agreement and errors: each departure in its class, scores by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import onrecord
from onrecord.bench import Score, entities, officials, quotes, token_labels
from onrecord.bench.errors import CLASSES, errors
from onrecord.bench.page import page
from onrecord.cli.main import app
from onrecord.marks import compiled, parse

ROOT = Path(__file__).parents[2]
TEXT = (
    "Mayor Ada Voss said the dam was safe & sound. She denied that <b>cracks</b> had been found. "
    "Emil Roth, who heads the Orlen Water Board, disagreed. “Nobody looked,” he told reporters."
)
GOLD = """
e1 PERSON Ada Voss
e2 PERSON Emil Roth
e3 ORG Orlen Water Board
q1 speech e1 o1: <Mayor Ada Voss> {said} [the dam was safe & sound]
q2 speech e1 o1: <She> {denied} [that … cracks … found]
q3 speech e2: [“Nobody looked,”] <he> {told reporters}
o1 e1 current: title=Mayor; office=mayor; jur=Orlen; topics=gov.muni; mentions=Mayor Ada Voss
o2 e2 current: title=-; office=director; org=Orlen Water Board (e3); topics=gov.admin; mentions=Emil Roth, who heads
"""


def layers(changed: str = GOLD) -> dict:
    made, problems = compiled(parse(changed), TEXT)
    assert problems == []
    return made


def kinds(changed: str) -> list[str]:
    article = {"article_id": "a", "text": TEXT, **layers()}
    return [error.kind for error in errors(article, layers(changed))]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("q1 speech e1 o1: <Mayor Ada Voss> {said} [the dam was safe & sound]\n", "", ["quote missed"]),
        ("[that … cracks … found]", "[found]", ["quote with other content"]),
        ("[the dam was safe & sound]", "[dam was safe & sound]", ["content too short"]),
        ("[“Nobody looked,”] <he> {told reporters}", "[disagreed. “Nobody looked,”] <he> {told reporters}", ["content too long"]),
        ("<She> {denied}", "{denied}", ["speaker missed"]),
        ("<he> {told reporters}", "{told reporters}", ["speaker missed"]),
        ("<She> {denied} [that … found]".replace("that … found", "that … cracks … found"), "{denied} [that … cracks … found] <Emil Roth>", ["speaker other words"]),
        ("q2 speech e1 o1", "q2 speech e2", ["speaker other person"]),
        ("e3 ORG Orlen Water Board", "e3 GPE Orlen", ["name other extent", "official other place"]),
        ("e3 ORG", "e3 FAC", ["name other type"]),
        ("office=mayor", "office=governor", ["official other office"]),
        ("jur=Orlen;", "jur=Kessa;", ["official other place"]),
        ("jur=Orlen;", "jur=Orlen district;", []),
    ],
)  # fmt: skip
def test_each_departure_has_its_class(old: str, new: str, expected: list[str]) -> None:
    assert old in GOLD
    changed = GOLD.replace(old, new)
    if "GPE Orlen" in changed:
        changed = changed.replace("org=Orlen Water Board (e3)", "org=- (e3)")
    assert kinds(changed) == expected


def test_persons_are_compared_where_the_gold_has_entities() -> None:
    other = {"quotes": layers(GOLD.replace("q2 speech e1 o1", "q2 speech e2"))["quotes"]}
    article = {"article_id": "a", "text": TEXT, **layers(), "officials": []}
    assert [error.kind for error in errors({**article, "entities": []}, other)] == []
    assert "speaker other person" in [error.kind for error in errors(article, other)]


def test_what_is_too_much_is_told() -> None:
    article = {"article_id": "a", "text": TEXT, "entities": [], "quotes": [], "officials": []}
    found = [error.kind for error in errors(article, layers())]
    assert found == ["quote too much"] * 3 + ["name too much"] * 3 + ["official too much"] * 2
    assert kinds(GOLD) == []


def test_scores() -> None:
    one, two = (
        layers(),
        layers(
            GOLD.replace("[the dam was safe & sound]", "[dam was safe & sound]").replace("e3 ORG", "e3 FAC")
        ),
    )
    found = quotes(one["quotes"], two["quotes"], TEXT)
    assert found["quote content (IoU 0.5) with speaker"] == Score(3, 3, 3)
    assert found["quote content exact"] == Score(2, 3, 3)
    assert entities(one["entities"], two["entities"])["entities strict"] == Score(2, 3, 3)
    assert officials(one["officials"], two["officials"])["officials"].f1 == 1
    assert Score(1, 2, 3).plus(Score(1, 0, 0)) == Score(2, 2, 3)
    assert Score().f1 == 1
    labels = token_labels(one, TEXT)
    assert labels["entities"][:4] == ["none", "PERSON", "PERSON", "none"]
    assert labels["content"].count("content") == 14


def test_a_page_has_no_markup_of_the_article() -> None:
    article = {"article_id": "a<i>", "text": TEXT, **layers()}
    html = page(
        list(errors(article, {"quotes": [], "entities": [], "officials": []})), {"a<i>": TEXT}, "x & <y>"
    )
    assert (
        "<b>cracks" not in html
        and "&lt;b&gt;" in html
        and "a&lt;i&gt;" in html
        and "x &amp; &lt;y&gt;" in html
    )
    assert "<script" not in html
    for kind in ("quote missed", "name missed", "official missed"):
        assert f"<h2 id='{kind.replace(' ', '-')}'>" in html


def test_the_command(tmp_path: Path) -> None:
    out = tmp_path / "dataset"
    onrecord.build([ROOT / "tests" / "corpus"], out, onrecord.Options(annotator="none", jobs=1))
    run = CliRunner().invoke
    done = run(
        app, ["bench", "errors", str(out), "--annotator", "rules", "--out", str(tmp_path / "errors.html")]
    )
    assert done.exit_code == 0
    counts = dict(line.rsplit("  ", 1)[0].rsplit(None, 1) for line in done.output.splitlines())
    assert counts.keys() == CLASSES.keys()
    lines = run(app, ["bench", "errors", str(out), "--annotator", "rules", "--json"]).output.splitlines()
    assert len(lines) == sum(int(count.replace(",", "")) for count in counts.values()) > 20
    assert json.loads(lines[0])["kind"] in CLASSES
    assert "quote missed" in (tmp_path / "errors.html").read_text(encoding="utf-8")
    nobody = run(app, ["bench", "errors", str(out), "--split", "test"])
    assert nobody.exit_code == 2
    assert "no article with gold layers" in nobody.output
