"""A small corpus of ten articles: its gold holds, and the normaliser gives its clean text."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.article import Settings, process
from onrecord.check import check_article
from onrecord.corpus import find
from onrecord.marks import parse
from onrecord.read import documents
from onrecord.read.document import Document

CORPUS = Path(__file__).parent / "corpus"
DOCUMENTS = [document for document in documents([CORPUS / "raw"]) if isinstance(document, Document)]
#: What the normaliser does not get right yet. An improvement makes the test fail, so that it is noticed.
KNOWN_FAILURES = {
    "live/no-confidence": "a headline with a full stop above an editor's note, and no title in the source",
}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.article_id)
def test_clean_text(document: Document, request: pytest.FixtureRequest) -> None:
    if document.article_id in KNOWN_FAILURES:
        request.applymarker(pytest.mark.xfail(reason=KNOWN_FAILURES[document.article_id], strict=True))
    record = process(document, Settings()).record
    assert record is not None
    assert record["text"] == (CORPUS / "clean" / f"{document.article_id}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.article_id)
def test_gold_is_placed_whole(document: Document) -> None:
    corpus = find(CORPUS)
    assert corpus is not None
    gold = corpus.gold(document.article_id)
    assert gold is not None
    outcome = process(document, Settings(), gold)
    assert outcome.rejections == []
    assert outcome.record is not None
    assert list(check_article(outcome.record)) == []
    marks = parse(gold.marks)
    for layer, lines in (
        ("entities", marks.entities),
        ("quotes", marks.quotes),
        ("officials", marks.officials),
    ):
        assert len(outcome.record[layer]) == len(lines) > 0
        assert outcome.record["provenance"][layer] == "gold"


def test_officials_were_in_office() -> None:
    corpus = find(CORPUS)
    assert corpus is not None
    persons = {person["person_id"]: person for person in corpus.registry("persons")}
    posts = {post["post_id"]: post for post in corpus.registry("posts")}
    for occupancy in corpus.registry("occupancies"):
        person, post = persons[occupancy["person_id"]], posts[occupancy["post_id"]]
        start = occupancy["start_date"] or "0000"
        assert not person["birth_date"] or person["birth_date"] < start or start == "0000"
        assert not occupancy["end_date"] or start <= occupancy["end_date"]
        assert not post["start_date"] or start == "0000" or post["start_date"] <= start
