"""Registries, and corpora: every rule by one bad example and its exact message."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from onrecord.check.dataset import validate
from onrecord.check.licences import licence_fault
from onrecord.check.registry import RULES, Registry, Row

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "registry"
MESSAGES = json.loads((CASES / "messages.json").read_text(encoding="utf-8"))


def registry(case: str) -> Registry:
    tables: dict[str, list[Row]] = {}
    for number, line in enumerate((CASES / f"{case}.jsonl").open(encoding="utf-8"), 1):
        record = json.loads(line)
        tables.setdefault(record.pop("table"), []).append(Row(case, f"line {number}", record))
    return Registry(tables)


@pytest.mark.parametrize("rule", MESSAGES)
def test_the_bad_registry_breaks_its_rule_alone(rule: str) -> None:
    found = registry(rule).problems
    assert [[p.place, p.path, p.message] for p in found] == MESSAGES[rule]
    assert {p.rule for p in found} == {rule}


def test_the_good_registry_has_no_problem() -> None:
    assert registry("good").problems == []


def official(
    status: str, day: str | None, office: str = "harbour master", link: str = "ilen-roa"
) -> dict[str, Any]:
    entity = {"entity_id": "e1", "type": "PERSON", "link": link}
    held = {
        "entity_id": "e1",
        "office": office,
        "organisation": None,
        "jurisdiction": "Orlen",
        "status": status,
    }
    return {"published": day, "entities": [entity], "officials": [held]}


@pytest.mark.parametrize(
    ("status", "day"),
    [
        ("current", "2023-03-04"), ("current", "2024-06-30"), ("acting", "2021-01-15"), ("former", "2024-07-01"),
        ("current", "2024-07-01"), ("former", "2024-06-30"),
        ("designate", "2023-01-01"), ("current", None),
    ],
)  # fmt: skip
def test_a_status_that_agrees(status: str, day: str | None) -> None:
    assert list(registry("good").findings(official(status, day))) == []


OFFICIALS = {
    "office-date": (
        official("current", "2024-07-02"),
        "$.officials[0].status",
        "'current' on 2024-07-02, but 'ilen-roa' holds 'harbour master' (Orlen) 2023-03-04 to 2024-06-30; "
        "2021-01-01 to 2021-02-01",
    ),
    "office-unknown": (
        official("current", "2024-01-01", office="mayor"),
        "$.officials[0].office",
        "'ilen-roa' never holds 'mayor' (Orlen) in the registry; add the occupancy or correct the office",
    ),
    "registry-link": (
        official("current", "2024-01-01", link="tavo-lind"),
        "$.entities[0].link",
        "'tavo-lind' is no person_id of the registry; add the person or correct the link",
    ),
}


@pytest.mark.parametrize("rule", OFFICIALS)
def test_an_official_that_the_registry_contradicts(rule: str) -> None:
    article, path, message = OFFICIALS[rule]
    assert [(r, p, m) for r, _, p, m in registry("good").findings(article)] == [(rule, path, message)]


def test_each_rule_has_a_case() -> None:
    assert {rule for rule, _, _ in RULES} == {*MESSAGES, *OFFICIALS}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "tests" / "corpus", tmp_path / "corpus"))


def shown(corpus: Path) -> list[str]:
    return [str(problem).replace(f"{corpus.as_posix()}/", "") for problem in validate(corpus)]


def test_the_shipped_corpus_has_no_problem(corpus: Path) -> None:
    assert shown(corpus) == []


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_is_wrong_with_a_corpus_is_said_with_its_place(corpus: Path) -> None:
    gold = corpus / "gold" / "drovna" / "plenum.marks"
    rewrite(gold, "Hall of Harvests", "Hall of Plenty")
    shutil.copy(gold, gold.with_name("nowhere.marks"))
    rewrite(corpus / "corpus.json", "CC-BY-4.0", "free")
    (corpus / "splits.json").write_text('{"drovna/plenum": "dev", "drovna/gone": "test"}')
    (corpus / "registry" / "posts.jsonl").open("a").write("{not json\n")
    assert shown(corpus) == [
        "corpus.json:$.licence: error corpus-settings: 'free' stands there; give an SPDX expression; "
        "'free' is not in the SPDX list",
        "gold/drovna/nowhere.marks: error gold-document: no raw document has the id "
        "'drovna/nowhere'; restore it under raw/, or drop this file",
        "gold/drovna/plenum.marks: error gold: language model: line 9: e6: 'Hall of Plenty' stands nowhere in the "
        "text by itself; copy the words from it",
        "registry/posts.jsonl:line 50: error json: no JSON: Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1)",
        "splits.json:$['drovna/gone']: error splits: no raw document has this id; correct it or drop the line",
        "splits.json:$['drovna/plenum']: error splits: 'dev' is no split; train, validation, test are",
    ]


@pytest.mark.parametrize(
    "file", ["corpus.json", "splits.json", "gold/drovna/plenum.marks", "registry/persons.jsonl"]
)
@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[[[", b"null", b"[1]", b"[" * 100_000])
def test_a_malformed_file_is_a_problem_and_no_exception(corpus: Path, file: str, data: bytes) -> None:
    (corpus / file).write_bytes(data)
    assert any(line.startswith(file) for line in shown(corpus)) or (file, data) == (
        "registry/persons.jsonl",
        b"",
    )


def test_a_changed_occupancy_contradicts_the_gold(corpus: Path) -> None:
    rewrite(
        corpus / "registry" / "occupancies.jsonl", '"start_date": "1996-11-07"', '"start_date": "2024-11-07"'
    )
    (problem,) = [line for line in shown(corpus) if "gold/drovna/plenum" in line]
    assert "error office-date: 'current' on " in problem
    assert problem.endswith("'radoven-jelcik' holds 'chairman' (Drovna) 2024-11-07 to an open end")


@pytest.mark.parametrize(
    "good", ["CC-BY-4.0", "MIT OR Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", "LicenseRef-own"]
)
def test_licences(good: str) -> None:
    assert licence_fault(good) is None


@pytest.mark.parametrize("bad", ["CC-BY", "free", "MIT AND", "", "(MIT", "A" * 600])
def test_no_licences(bad: str) -> None:
    assert licence_fault(bad)
