"""Validators, and the tables that the record kinds become."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import jsonschema_rs

from .files import Schema, resolved

#: Table (configuration of the dataset) and the record kind of its rows, in the card's order.
TABLES = {
    "articles": "article",
    "entities": "entity",
    "quotes": "quote",
    "officials": "official",
    "annotations": "annotation",
    "persons": "person",
    "posts": "post",
    "occupancies": "occupancy",
}
#: The annotation layers of an article: a property of the article, and a flat table each.
LAYERS = ("entities", "quotes", "officials")


class Fault(NamedTuple):
    """One violation of a schema: JSON path, what is wrong, and the value there."""

    path: str
    message: str
    value: Any


@cache
def table(name: str) -> Schema:
    """The schema of a table's rows: the record kind, and the article's columns that it repeats."""
    schema = resolved(TABLES[name])
    article = resolved("article")["properties"]
    repeated = {column: article[column] for column in schema.get("x-row", ())}
    return {**schema, "properties": {**repeated, **schema["properties"]}}


@cache
def validator(kind: str) -> jsonschema_rs.Draft202012Validator:
    """The compiled validator of a record kind, formats asserted."""
    return jsonschema_rs.Draft202012Validator(resolved(kind), validate_formats=True)


def faults(kind: str, record: object) -> Iterator[Fault]:
    """Every violation of the kind's schema, with its place. None for a valid record."""
    compiled = validator(kind)
    if compiled.is_valid(record):
        return
    for error in compiled.iter_errors(record):
        yield Fault(json_path(error.instance_path), error.message, error.instance)


def json_path(steps: list[str | int]) -> str:
    """A place in a record as JSON path: ``$.quotes[3].type``.

    >>> json_path(["quotes", 3, "type"])
    '$.quotes[3].type'
    """
    return "$" + "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in steps)
