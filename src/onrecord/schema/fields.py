"""The field tables of the documentation, derived from the schemas."""

from __future__ import annotations

from collections.abc import Iterator

from .columns import content, labels, shape
from .files import Schema
from .records import TABLES, table


def field_table(name: str) -> str:
    """The columns of a table as a Markdown table: field, type, meaning, what it is not."""
    rows = [f"| `{path}` | {kind} | {means} |" for path, kind, means in _rows(table(name), "")]
    return "\n".join(["| field | type | meaning |", "|---|---|---|", *rows])


def field_tables() -> str:
    """All tables of the dataset, each under its heading."""
    parts = (f"## {name}\n\n{table(name)['description']}\n\n{field_table(name)}" for name in TABLES)
    return "\n\n".join(parts)


def _rows(schema: Schema, prefix: str) -> Iterator[tuple[str, str, str]]:
    for name, node in schema["properties"].items():
        yield f"{prefix}{name}", _type(node), _meaning(node)
        inner = content(node)
        inner = inner.get("items", inner)
        if "properties" in inner and name not in TABLES:
            yield from _rows(inner, f"{prefix}{name}.")


def _type(node: Schema) -> str:
    kind, nullable = shape(node)
    inner = content(node)
    text = {
        "list": lambda: "list of " + _type(inner["items"]),
        "label": lambda: " \\| ".join(f"`{name}`" for name in labels(inner)),
    }.get(kind, lambda: kind)()
    return f"{text} or null" if nullable else text


def _meaning(node: Schema) -> str:
    unit = f" Unit: {node['x-unit']}." if node.get("x-unit") else ""
    return f"{node.get('description', '')}{unit} {node.get('x-not', '')}".strip()
