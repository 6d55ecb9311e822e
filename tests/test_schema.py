"""The schemas, and that everything derived from them agrees with them."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import onrecord
from onrecord import schema
from onrecord.schema.files import source
from onrecord.schema.lint import Property, _ambiguous, _undocumented


def example() -> dict[str, Any]:
    return onrecord.annotate("The mayor of Kessa left.\n\nNobody saw her.", annotator="none")


QUOTE = {
    "quote_id": "q1", "type": "direct", "mode": "speech", "content": [{"start": 0, "end": 3, "text": "The"}],
    "text": "The", "cue": [], "speaker": [], "speaker_id": None, "speaker_name": None, "official_id": None,
    "parent_id": None, "confidence": 0.5,
}  # fmt: skip
ENTITY = {
    "entity_id": "e1", "type": "GPE", "name": "Kessa", "link": None, "confidence": None,
    "mentions": [{"start": 13, "end": 18, "text": "Kessa", "kind": "name"}],
}  # fmt: skip
PERSON = {
    "person_id": "p1", "name": "Ada Voss", "other_names": [], "family_name": "Voss", "given_name": "Ada",
    "gender": None, "birth_date": "1980-02-29", "death_date": None,
}  # fmt: skip

CHANGES: list[tuple[str, dict[str, Any], str, Any, bool]] = [
    ("quote", QUOTE, "mode", None, True),
    ("quote", QUOTE, "mode", "sung", False),
    ("quote", QUOTE, "quote_id", "7", False),
    ("quote", QUOTE, "content", [], False),
    ("quote", QUOTE, "confidence", 1.5, False),
    ("quote", QUOTE, "confidence", 1, True),
    ("quote", QUOTE, "extra", 1, False),
    ("quote", QUOTE, "content", [{"start": -1, "end": 3, "text": "x"}], False),
    ("quote", QUOTE, "content", [{"start": 1.5, "end": 3, "text": "x"}], False),
    ("quote", QUOTE, "content", [{"start": 1.0, "end": 3, "text": "x"}], True),
    ("entity", ENTITY, "type", "DATE", False),
    ("entity", ENTITY, "mentions", [], False),
    ("entity", ENTITY, "link", "Q42", True),
    ("person", PERSON, "birth_date", "1980-02-30", False),
    ("person", PERSON, "birth_date", "1980", False),
    ("person", PERSON, "birth_date", None, True),
    ("person", PERSON, "name", "", False),
]


@pytest.mark.parametrize(("kind", "good", "key", "value", "valid"), CHANGES)
def test_validators_agree_with_the_reference(
    kind: str, good: dict[str, Any], key: str, value: Any, valid: bool
) -> None:
    record = {**deepcopy(good), key: value}
    reference = jsonschema.Draft202012Validator(
        schema.resolved(kind), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    assert reference.is_valid(good)
    assert not list(schema.faults(kind, good))
    assert reference.is_valid(record) is valid
    found = list(schema.faults(kind, record))
    assert (not found) is valid
    assert {schema.json_path(list(e.absolute_path)) for e in reference.iter_errors(record)} == {
        fault.path for fault in found
    }


@pytest.mark.parametrize("kind", [*schema.kinds(), "common"])
def test_schema_files_are_valid_schemas(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(source(kind))


def test_no_reference_is_left() -> None:
    for kind in schema.kinds():
        assert "$ref" not in json.dumps(schema.resolved(kind))


def test_lint_finds_nothing() -> None:
    assert schema.lint() == []


def test_lint_finds_what_it_is_for() -> None:
    one = Property("a.size", "size", {"type": "integer", "description": "A.", "x-not": "B."})
    two = Property("b.size", "size", {"type": "string", "description": "A.", "x-not": "B."})
    assert len(list(_undocumented([one]))) == 1  # a number without a unit
    assert len(list(_ambiguous([one, two]))) == 1
    told_apart = Property("b.size", "size", {**two.node, "x-sense": "clothes"})
    assert not list(_ambiguous([one, told_apart]))


@pytest.mark.parametrize("table", schema.TABLES)
def test_features_and_card_say_the_same(table: str) -> None:
    from datasets import Features

    assert Features._from_yaml_list(schema.features_yaml(table)) == schema.features(table)


@pytest.mark.parametrize("table", schema.TABLES)
def test_arrow_and_features_have_the_same_columns(table: str) -> None:
    assert schema.arrow_schema(table).names == list(schema.features(table))


def test_unknown_kind_names_the_known() -> None:
    with pytest.raises(schema.UnknownKind, match="article, entity"):
        schema.resolved("artikel")


def test_article_record_is_valid() -> None:
    assert not list(schema.faults("article", example()))


def test_schemas_are_packaged() -> None:
    assert Path(schema.folder(), "article.schema.json").is_file()
