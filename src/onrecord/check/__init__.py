"""Checks: the schema, and the rules that go beyond it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..schema import faults
from .problem import Problem
from .rules import RULES, Rule

#: Raise it whenever a rule is added or changed.
VERSION = "1.1"

__all__ = ["RULES", "VERSION", "Problem", "Rule", "check_article"]


def check_article(record: Mapping[str, Any], file: str = "", place: str = "") -> Iterator[Problem]:
    """Every problem of an article record: those of its schema, or if there are none, of the rules."""
    broken = [
        Problem(file, place, f.path, "schema", "error", f.message[:300]) for f in faults("article", record)
    ]
    if broken:
        yield from sorted(broken)
        return
    for rule in RULES:
        for path, message in rule.find(record):
            yield Problem(file, place, path, rule.id, rule.level, message)  # type: ignore[arg-type]
