"""Whatever the text: records of the schema, spans that equal their slices, linear time."""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from onrecord.annotate.learned import LearnedAnnotator
from onrecord.annotate.rules import RulesAnnotator

SCHEMA = Path(__file__).parents[2] / "schema"
ANNOTATORS = {"rules": RulesAnnotator(), "learned": LearnedAnnotator()}
KINDS = {"entities": "entity", "quotes": "quote", "officials": "official"}
PIECES = [
    "“", "”", '"', "''", "‘", "’", "'", " ", " ", "\n\n", ". ", ", ", ": ", "? ", "-", "(", ")",
    "said", "Ona Tell", "President", "the ", "he", "minister", "according to", "and", "that",
    "Sens.", "French", "of", "’s", "who", "adding", "told", "leader", "ex-", "former", "his deputy",
    "😀", "\x00", "İ", "\u200b", "A.", "quoted as saying", "U.S.", "TELL:", "which",
]  # fmt: skip
HOSTILE = {
    "nothing but space": " \n\t ",
    "one mark": "“",
    "marks": "\"“”‘’'" * 2000,
    "opening marks": "“" * 10_000,
    "closing marks": "”" * 10_000,
    "straight marks": '"' * 10_000,
    "apostrophes": "'" * 10_000,
    "open paragraphs": "“We go on and on.\n\n" * 2500,
    "quoted paragraphs": "“We said no, he said.”\n\n" * 2500,
    "cues": "said " * 10_000,
    "cues and sources": "the man, who said, " * 2500,
    "names": "Ona Tell said no. " * 2500,
    "one long name": "Kim " * 10_000,
    "titles": "President Ona Tell, the leader, " * 2500,
    "joined": "Bank of " * 10_000,
    "brackets": "(" * 5000 + ")" * 5000,
    "hyphens": "ex-A-" * 5000,
    "according": "according to X " * 2500,
    "control characters": "\x00\x01\x07\x1b" * 2500,
    "emoji": "😀 said “😀‍👩‍👧”. " * 2000,
    "one word": "a" * 100_000,
}


def _validators():
    documents = [json.loads(path.read_text("utf-8")) for path in SCHEMA.glob("*.schema.json")]
    registry = Registry().with_resources((d["$id"], Resource.from_contents(d)) for d in documents)
    by_id = {d["$id"]: d for d in documents}
    return {
        layer: Draft202012Validator(by_id[f"urn:onrecord:schema:{kind}"], registry=registry)
        for layer, kind in KINDS.items()
    }


VALIDATORS = _validators()


def _spans(value):
    if isinstance(value, dict):
        if {"start", "end", "text"} <= set(value):
            yield value
        for part in value.values():
            yield from _spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from _spans(part)


def check(text, name):
    made = dict(ANNOTATORS[name].annotate({"text": text}))
    assert set(made) == set(KINDS)
    for layer, records in made.items():
        for record in records:
            VALIDATORS[layer].validate(record)
    for span in _spans(made):
        assert text[span["start"] : span["end"]] == span["text"]
    _check_references(made)
    return made


def _check_references(made):
    entities = [e["entity_id"] for e in made["entities"]]
    assert entities == [f"e{n}" for n in range(1, len(entities) + 1)]
    firsts = [min(c["start"] for c in q["content"]) for q in made["quotes"]]
    assert firsts == sorted(firsts)
    names = {e["entity_id"]: e["name"] for e in made["entities"]}
    officials = {o["official_id"] for o in made["officials"]}
    for quote in made["quotes"]:
        assert quote["speaker_name"] == names.get(quote["speaker_id"])
        assert quote["official_id"] is None or quote["official_id"] in officials
        assert quote["text"] == " ".join(span["text"] for span in quote["content"])
        assert quote["parent_id"] != quote["quote_id"]
        parts = sorted((s["start"], s["end"]) for s in [*quote["content"], *quote["cue"]])
        assert all(one[1] <= two[0] for one, two in pairwise(parts))
    for entity in made["entities"]:
        assert entity["name"] in [m["text"] for m in entity["mentions"]]
        places = [(m["start"], m["end"]) for m in entity["mentions"]]
        assert places == sorted(set(places))


@pytest.mark.parametrize("name", ANNOTATORS)
@settings(max_examples=200, deadline=None)
@given(text=st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_pieces_of_news(name, text):
    check(text, name)


@pytest.mark.parametrize("name", ANNOTATORS)
@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text(name, text):
    check(text, name)


@pytest.mark.parametrize("name", ANNOTATORS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile(text, name):
    check(text[:20_000], name)


def _calls(text, name):
    """How many calls one annotation makes: what it costs, whatever the machine is busy with."""
    count = 0

    def tally(*_):
        nonlocal count
        count += 1

    sys.setprofile(tally)
    try:
        ANNOTATORS[name].annotate({"text": text})
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", ANNOTATORS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_cost_is_linear(text, name):
    """Eight times the text costs about eight times as much; a square would cost 64 times."""
    size = min(len(text), 40_000)
    assert _calls(text[:size], name) < 16 * _calls(text[: size // 8], name) + 2000


@pytest.mark.parametrize("name", ANNOTATORS)
def test_given_spans_are_used(name):
    text = "He left. “No,” said Ona Tell."
    article = {
        "text": text,
        "paragraphs": [{"start": 0, "end": len(text)}],
        "sentences": [{"start": 0, "end": 8}, {"start": 9, "end": len(text)}],
    }
    made = ANNOTATORS[name].annotate(article)
    assert made == check(text, name)
    assert made["quotes"][0]["speaker_name"] == "Ona Tell"


@pytest.mark.parametrize("name", ANNOTATORS)
def test_they_declare_themselves(name):
    annotator = ANNOTATORS[name]
    assert (annotator.name, annotator.version) == (name, "1.0")
    assert frozenset({"en"}) == annotator.languages


def test_a_text_outside_its_paragraphs_has_no_learned_layers():
    article = {"text": "“No,” said Ona Tell.", "paragraphs": [{"start": 0, "end": 0}]}
    assert ANNOTATORS["learned"].annotate(article) == {layer: [] for layer in KINDS}
