"""Real input, where it is at hand. It is no part of the project, and no sentence of it stands here."""

from __future__ import annotations

from pathlib import Path

from onrecord.article import Settings, process
from onrecord.read import documents
from onrecord.read.document import Document


def test_seed_article(shared: Path) -> None:
    (document,) = documents([shared / "seed"])
    assert isinstance(document, Document)
    record = process(document, Settings()).record
    assert record is not None
    assert record["published"] == "2024-06-19"
    assert [piece["reason"] for piece in record["removed"]] == ["date", "sign-up"]
    assert len(record["paragraphs"]) == 17
    assert record["text"].startswith("North Korean leader")
    assert record["offset_map"] == [{"text": 0, "raw": 376, "length": len(record["text"])}]


def test_gold_quotes_survive_the_normaliser(shared: Path) -> None:
    lost = kept = 0
    for document in documents([shared / "polnear" / "dev"]):
        if not isinstance(document, Document):
            continue
        outcome = process(document, Settings())
        raw = document.data.decode()
        for gold, layers in zip(document.gold, outcome.annotations, strict=True):
            lost += len(gold.quotes or ()) - len(layers["quotes"])
            kept += len(layers["quotes"])
        assert outcome.record is not None
        for run in outcome.record["offset_map"]:
            text = outcome.record["text"][run["text"] : run["text"] + run["length"]]
            assert text == raw[run["raw"] : run["raw"] + run["length"]]
    assert kept > 2200
    assert lost < 0.05 * kept  # those in headlines, which are not text
