"""Every rule: one bad example file, and its exact message."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.check import RULES, check_article
from onrecord.check.dataset import validate

CASES = Path(__file__).parent / "cases" / "check"
MESSAGES = json.loads((CASES / "messages.json").read_text(encoding="utf-8"))


def test_each_rule_has_a_case() -> None:
    assert {rule.id for rule in RULES} <= MESSAGES.keys()
    assert {path.stem for path in CASES.glob("*.jsonl")} == {*MESSAGES, "good"}


@pytest.mark.parametrize("rule", MESSAGES)
def test_the_bad_example_breaks_its_rule_alone(rule: str) -> None:
    path = CASES / f"{rule}.jsonl"
    problems = validate(path)
    assert [(p.rule, p.place, p.path, p.message) for p in problems] == [(rule, "line 1", *MESSAGES[rule])]


def test_the_good_example_has_no_problem() -> None:
    record = json.loads((CASES / "good.jsonl").read_text(encoding="utf-8"))
    assert list(check_article(record)) == []
