"""--min-confidence: what is left out, and what it leaves behind."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

import onrecord
from onrecord.annotate import confident, find
from onrecord.article import Settings, process
from onrecord.check import check_article
from onrecord.cli.main import app
from onrecord.read.document import Document

TEXT = (
    "KESSA — The mayor, Ada Voss, said on Monday that the dam was safe.\n\n“We looked at it,” Voss told the "
    "Orlen Post. Her brother Emil is believed to have disagreed, as did the health minister, Tolo Brask."
)


@pytest.mark.parametrize("least", [0.0, 0.5, 0.75, 0.9, 0.97, 1.0])
def test_records_stay_sound(least: float) -> None:
    outcome = process(
        Document("a", "text", TEXT.encode(), "a"), Settings(find("rules"), True, min_confidence=least)
    )
    assert outcome.record is not None
    assert outcome.rejections == [] == list(check_article(outcome.record))
    for layer in ("entities", "quotes", "officials"):
        assert all(item["confidence"] >= least for item in outcome.record[layer])


def test_links_to_what_is_left_out_are_null() -> None:
    layers = find("rules").annotate(onrecord.annotate(TEXT, annotator="none", as_is=True))
    doubtful = {**layers, "entities": [{**entity, "confidence": 0.1} for entity in layers["entities"]]}
    assert any(quote["speaker_id"] for quote in layers["quotes"])
    left = confident(doubtful, 0.5)
    assert left["entities"] == []
    assert {quote["speaker_id"] or quote["speaker_name"] for quote in left["quotes"]} == {None}
    assert {official["entity_id"] or official["name"] for official in left["officials"]} == {None}
    silent = {**layers, "entities": [{**entity, "confidence": None} for entity in layers["entities"]]}
    assert len(confident(silent, 0.99)["entities"]) == len(layers["entities"])
    assert confident({"entities": []}, 0.5) == {"entities": []}


def test_the_command() -> None:
    command = ["annotate", "--annotator", "rules", "--as-is"]
    counts = []
    for least in ("0", "0.95"):
        done = CliRunner().invoke(app, [*command, "--min-confidence", least], input=TEXT)
        assert done.exit_code == 0
        counts.append(
            sum(len(json.loads(done.stdout)[layer]) for layer in ("entities", "quotes", "officials"))
        )
    assert counts[0] > counts[1]
    assert CliRunner().invoke(app, [*command, "--min-confidence", "2"], input=TEXT).exit_code == 2
