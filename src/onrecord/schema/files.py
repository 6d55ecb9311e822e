"""The schema files: found, loaded, and their references resolved."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

Schema = dict[str, Any]

#: The version of the record schemas: major when a reader of records breaks, minor when a property
#: is added, patch when only a description changes.
SCHEMA_VERSION = "1.1.0"

_HERE = Path(__file__).parent
_ENDING = ".schema.json"
_COMMON = "common"


class UnknownKind(ValueError):
    """There is no schema of that name."""


@cache
def folder() -> Path:
    """Where the schema files are: inside the installed package, or beside its sources."""
    packaged = _HERE / "files"
    return packaged if packaged.is_dir() else _HERE.parents[2] / "schema"


def kinds() -> list[str]:
    """The record kinds, one for each schema file."""
    names = (path.name.removesuffix(_ENDING) for path in folder().glob(f"*{_ENDING}"))
    return sorted(name for name in names if name != _COMMON)


@cache
def source(kind: str) -> Schema:
    """A schema file as it stands.

    Raises:
        UnknownKind: There is no such file; the message lists those there are.
    """
    path = folder() / f"{kind}{_ENDING}"
    if kind not in {*kinds(), _COMMON}:
        raise UnknownKind(f"no schema {kind!r}; there are: {', '.join(kinds())}")
    loaded: Schema = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@cache
def resolved(kind: str) -> Schema:
    """A schema with every reference replaced by what it refers to, so that it stands alone."""
    schema: Schema = _inline(deepcopy(source(kind)), kind)
    schema.pop("$defs", None)
    return schema


def _inline(node: Any, home: str) -> Any:
    if isinstance(node, list):
        return [_inline(item, home) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        target, origin = _target(node["$ref"], home)
        siblings = {key: value for key, value in node.items() if key != "$ref"}
        return {**_inline(target, origin), **_inline(siblings, home)}
    return {key: _inline(value, home) for key, value in node.items() if key != "$defs"}


def _target(reference: str, home: str) -> tuple[Any, str]:
    address, _, pointer = reference.partition("#")
    kind = address.rpartition(":")[2] or home
    node: Any = source(kind)
    for step in pointer.strip("/").split("/"):
        node = node[step] if step else node
    kept = {key: value for key, value in node.items() if not key.startswith("$")}
    return (kept, kind) if not pointer else (node, kind)
