"""The schemas' own check: one name, one type, one meaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from .columns import shape
from .files import Schema, kinds, resolved

_MEASURED = {"integer", "number"}


class Property(NamedTuple):
    """A property somewhere in the schemas: where, under which name, and what it says."""

    place: str
    name: str
    node: Schema


def lint() -> list[str]:
    """Every problem of the schemas, sorted; empty if all is well.

    A name may mean two things only where each of them says which by ``x-sense``.
    """
    found = list(properties())
    return sorted([*_undocumented(found), *_ambiguous(found)])


def properties() -> Iterator[Property]:
    """Every property of every record kind, nested ones included."""
    for kind in kinds():
        yield from _walk(resolved(kind), kind)


def _walk(node: Any, place: str) -> Iterator[Property]:
    if not isinstance(node, dict):
        return
    for name, child in node.get("properties", {}).items():
        yield Property(f"{place}.{name}", name, child)
        yield from _walk(child, f"{place}.{name}")
    yield from _walk(node.get("items"), f"{place}[]")
    for option in node.get("anyOf", ()):
        yield from _walk(option, place)


def _undocumented(found: list[Property]) -> Iterator[str]:
    for place, _, node in found:
        for key in ("description", "x-not"):
            if not node.get(key):
                yield f"{place}: no {key!r}; say what the property means and what is not to be in it"
        if _measured(node) and not node.get("x-unit"):
            yield f"{place}: a number, date or hash without 'x-unit'; name the unit"


def _measured(node: Schema) -> bool:
    types = node.get("type", [])
    return bool(_MEASURED & {types if isinstance(types, str) else "", *types}) or "format" in node


def _ambiguous(found: list[Property]) -> Iterator[str]:
    first: dict[tuple[str, str | None], Property] = {}
    for prop in found:
        known = first.setdefault((prop.name, prop.node.get("x-sense")), prop)
        if _meaning(known.node) != _meaning(prop.node):
            yield (
                f"{prop.place}: differs from {known.place} in type or meaning; "
                "refer to one definition, or tell the two apart by 'x-sense'"
            )


def _meaning(node: Schema) -> tuple[object, ...]:
    return (*shape(node), node.get("description"), node.get("pattern"))
