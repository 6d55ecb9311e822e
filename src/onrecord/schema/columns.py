"""Arrow types and dataset features, derived from the schemas."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa

from .files import Schema
from .records import table

Yaml = dict[str, Any]


class Shape(NamedTuple):
    """What a property holds: ``list``, ``struct``, ``label`` or the name of an Arrow type."""

    kind: str
    nullable: bool


_SCALARS = {"integer": "int32", "number": "float64", "boolean": "bool", "string": "string"}


@cache
def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table, nullability as in the JSON Schema."""
    return pa.schema([_field(key, node) for key, node in table(name)["properties"].items()])


def features_yaml(name: str) -> list[Yaml]:
    """The features of a table as the YAML block ``dataset_info.features`` of a dataset card."""
    return [_yaml_field(key, node) for key, node in table(name)["properties"].items()]


def features(name: str) -> Any:
    """The features of a table, as `datasets.Features`."""
    from datasets import Features

    return Features({key: _feature(node) for key, node in table(name)["properties"].items()})


def shape(node: Schema) -> Shape:
    """What a schema node holds, and whether null is allowed."""
    if "anyOf" in node:
        inner = [option for option in node["anyOf"] if option.get("type") != "null"]
        return Shape(shape(inner[0]).kind, len(inner) < len(node["anyOf"]))
    if "enum" in node:
        return Shape("label", None in node["enum"])
    types = node["type"] if isinstance(node["type"], list) else [node["type"]]
    (main,) = [name for name in types if name != "null"]
    kind = "date32" if node.get("format") == "date" else _KINDS.get(main, _SCALARS.get(main, main))
    return Shape(kind, "null" in types)


_KINDS = {"array": "list", "object": "struct"}


def labels(node: Schema) -> list[str]:
    """The names of a closed vocabulary, in the schema's order."""
    return [name for name in node["enum"] if name is not None]


def content(node: Schema) -> Schema:
    """The node itself, or what it is when it is not null."""
    if "anyOf" in node:
        return next(option for option in node["anyOf"] if option.get("type") != "null")
    return node


def _field(name: str, node: Schema) -> pa.Field:
    return pa.field(name, _arrow(node), nullable=shape(node).nullable)


def _arrow(node: Schema) -> pa.DataType:
    kind, node = shape(node).kind, content(node)
    if kind == "list":
        return pa.list_(pa.field("element", _arrow(node["items"]), nullable=False))
    if kind == "struct":
        return pa.struct([_field(key, child) for key, child in node["properties"].items()])
    return pa.type_for_alias("string" if kind == "label" else kind)


def _feature(node: Schema) -> Any:
    from datasets import ClassLabel, List, Value

    kind, node = shape(node).kind, content(node)
    makers: dict[str, Callable[[], Any]] = {
        "list": lambda: List(_feature(node["items"])),
        "struct": lambda: {key: _feature(child) for key, child in node["properties"].items()},
        "label": lambda: ClassLabel(names=labels(node)),
    }
    return makers[kind]() if kind in makers else Value(kind)


def _yaml_field(name: str, node: Schema) -> Yaml:
    return {"name": name, **_yaml(node)}


def _yaml(node: Schema) -> Yaml:
    kind, node = shape(node).kind, content(node)
    if kind == "struct":
        return {"struct": [_yaml_field(key, child) for key, child in node["properties"].items()]}
    if kind == "label":
        return {"dtype": _yaml_labels(node)}
    if kind != "list":
        return {"dtype": kind}
    inner = _yaml(node["items"])
    return {"list": inner.get("dtype") or inner.get("struct") or inner}


def _yaml_labels(node: Schema) -> Yaml:
    return {"class_label": {"names": {str(i): name for i, name in enumerate(labels(node))}}}
