"""Entities from spaCy: names, types, and what is missing."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pytest

import onrecord
from onrecord.annotate import UnknownAnnotator, find

TEXT = "The Drovna Post says Ada Voss’s plan was read in Drovna Post style in Kessa by five people on Friday."


class Pipeline:
    """What the annotator uses of a spaCy pipeline."""

    lang, max_length = "en", 1000
    meta = {"lang": "en", "name": "toy", "version": "3.2.1"}  # noqa: RUF012

    def __call__(self, text):
        marked = [
            ("The Drovna Post", "ORG"),
            ("Ada Voss’s", "PERSON"),
            ("Kessa", "GPE"),
            ("five", "CARDINAL"),
            ("Friday", "DATE"),
        ]
        spans = [(text.index(words), words, label) for words, label in marked if words in text]
        again = text.rfind("Drovna Post")
        spans.insert(2, (again, "Drovna Post", "ORG"))
        return SimpleNamespace(
            ents=[
                SimpleNamespace(start_char=at, end_char=at + len(words), label_=label)
                for at, words, label in spans
            ]
        )


@pytest.fixture
def spacy(monkeypatch):
    module = ModuleType("spacy")

    def load(name):
        if name != "toy":
            raise OSError(f"[E050] Can't find model {name!r}")
        return Pipeline()

    module.load = load
    monkeypatch.setitem(sys.modules, "spacy", module)


def test_mentions_are_names_and_the_same_words_one_entity(spacy):
    article = onrecord.annotate(TEXT, annotator="spacy:toy")
    assert [
        (e["type"], e["name"], [(m["start"], m["text"]) for m in e["mentions"]]) for e in article["entities"]
    ] == [
        ("ORG", "Drovna Post", [(4, "Drovna Post"), (49, "Drovna Post")]),
        ("PERSON", "Ada Voss", [(21, "Ada Voss")]),
        ("GPE", "Kessa", [(70, "Kessa")]),
    ]
    assert article["provenance"]["entities"] == "spacy en_toy 3.2.1"
    assert article["provenance"]["quotes"] is None


def test_a_text_too_long_for_the_pipeline_has_no_entities(spacy):
    assert find("spacy:toy").annotate({"text": "Kessa " * 500}) == {"entities": []}


def test_a_missing_pipeline_is_named(spacy):
    with pytest.raises(UnknownAnnotator, match="'spacy:none_such': spaCy has no such pipeline"):
        find("spacy:none_such")


def test_missing_spacy_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(UnknownAnnotator, match="spaCy is not installed"):
        find("spacy:toy")


def test_a_pipeline_must_be_named():
    with pytest.raises(UnknownAnnotator, match="spacy:NAME"):
        find("spacy")


def test_an_annotator_without_argument_takes_none():
    with pytest.raises(UnknownAnnotator, match="'rules' takes no argument"):
        find("rules:fast")


def test_a_real_pipeline():
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed")
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Kessa"}])
    assert [ent.text for ent in pipeline("Ada Voss left Kessa.").ents] == ["Kessa"]
