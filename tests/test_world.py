"""The corpus that is shipped: what its datasheet promises."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.corpus import find
from onrecord.dataset import shipped
from onrecord.dataset.folder import Folder

WORLD = Path(__file__).parents[1] / "corpus" / "world"
TEST_ONLY = re.compile(
    r"Velankar|Tzvar|Punnai|Malaiyur|Mtserov|Kadalur|Anandavel|Thenmozhi|Ilarion|Tevdore|Vardzel"
)
WORD = re.compile(r"\w+(?:[’'.-]\w+)*")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The dataset, in a cache of its own, as `load` finds it."""
    cache = tmp_path_factory.mktemp("cache")
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", str(cache))
    try:
        return Folder(shipped.world())
    finally:
        patch.undo()


@pytest.fixture(scope="module")
def articles(built: Folder) -> list[dict[str, Any]]:
    return list(built.rows("articles"))


@pytest.fixture(scope="module")
def about() -> dict[str, dict[str, Any]]:
    lines = (WORLD / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["article_id"]: row for row in map(json.loads, lines)}


def test_it_has_no_problem() -> None:
    assert [str(problem) for problem in onrecord.validate(WORLD) if problem.level == "error"] == []


def test_nothing_of_it_is_rejected(built: Folder, about: dict[str, Any]) -> None:
    assert (built.path / "rejected.jsonl").read_text(encoding="utf-8") == ""
    assert sum(1 for _ in built.rows("articles", ["article_id"])) == len(about)


def test_every_article_has_gold(articles: list[dict[str, Any]]) -> None:
    for article in articles:
        assert set(article["provenance"].values()) == {"gold"}, article["article_id"]
        assert article["entities"] and article["quotes"]
        assert article["publisher"] and article["published"] and article["title"] and article["tags"]


def test_stories_do_not_cross_splits(about: dict[str, Any]) -> None:
    corpus = find(WORLD)
    assert corpus is not None
    splits = defaultdict(set)
    for article_id, row in about.items():
        assert corpus.splits[article_id] == row["split"]
        splits[row["arc"]].add(row["split"])
    assert {len(found) for found in splits.values()} == {1}


def test_the_test_split_is_later_and_elsewhere(about: dict[str, Any]) -> None:
    rows = about.values()
    assert min(r["published"] for r in rows if r["split"] == "test") > max(
        r["published"] for r in rows if r["split"] != "test"
    )
    seen = {r["outlet"] for r in rows if r["split"] != "test"}
    assert {r["outlet"] for r in rows if r["split"] == "test"} - seen
    for article_id, row in about.items():
        if row["split"] != "test":
            text = (WORLD / "clean" / f"{article_id}.txt").read_text(encoding="utf-8")
            assert not TEST_ONLY.search(text + row["title"]), article_id


def test_sentences_do_not_come_back(articles: list[dict[str, Any]]) -> None:
    """Of the reports themselves: furniture comes back by its nature, and statements are requoted on purpose."""
    seen: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        clean = (WORLD / "clean" / f"{article['article_id']}.txt").read_text(encoding="utf-8")
        for part in article["sentences"]:
            sentence = article["text"][part["start"] : part["end"]]
            if len(WORD.findall(sentence)) >= 8 and sentence in clean:
                seen[sentence].add(article["article_id"])
    assert sum(len(where) > 1 for where in seen.values()) < 0.002 * len(seen)


def test_cleaning_gives_the_clean_text(articles: list[dict[str, Any]]) -> None:
    """Nothing of the report is lost; what furniture is left is pinned with the hash of the raw documents."""
    lost = kept = extra = 0
    for article in articles:
        clean = Counter(
            WORD.findall((WORLD / "clean" / f"{article['article_id']}.txt").read_text(encoding="utf-8"))
        )
        text = Counter(WORD.findall(article["text"]))
        lost += (clean - text).total()
        extra += (text - clean).total()
        kept += (clean & text).total()
    assert lost < 0.001 * (kept + lost)
    assert extra < 0.06 * kept


def test_gold_belongs_to_its_raw_document(articles: list[dict[str, Any]]) -> None:
    for article in articles[::7]:
        marks = (WORLD / "gold" / f"{article['article_id']}.marks").read_text(encoding="utf-8")
        assert f"raw_sha256 {article['raw_sha256']}\n" in marks


def test_annotators_layers_are_there(built: Folder) -> None:
    who = Counter(row["annotator"] for row in built.rows("annotations", ["annotator"]))
    assert who["author"] + who["second"] >= 2
    for row in built.rows("annotations"):
        if row["annotator"] in ("author", "second") and row["judgements"]:
            ids = {item[f"{kind}_id"] for layer, kind in _KINDS.items() for item in row[layer]}
            assert {judgement["item"] for judgement in row["judgements"]} == ids


_KINDS = {"entities": "entity", "quotes": "quote", "officials": "official"}


def test_the_registry_is_large_and_linked(built: Folder, articles: list[dict[str, Any]]) -> None:
    rows = {table: list(built.rows(table)) for table in ("persons", "posts", "occupancies")}
    assert len(rows["persons"]) >= 400 and len(rows["posts"]) >= 350 and len(rows["occupancies"]) >= 600
    persons = {person["person_id"] for person in rows["persons"]}
    links = {e["link"] for a in articles for e in a["entities"] if e["link"] and e["type"] == "PERSON"}
    assert links <= persons
    assert len(links) > 100


def test_every_file_has_the_canary(built: Folder) -> None:
    canary = json.loads((WORLD / "corpus.json").read_text(encoding="utf-8"))["canary"].encode()
    for path in built.path.rglob("*"):
        if path.is_file() and path.name != "rejected.jsonl" and ".onrecord" not in path.parts:
            assert canary in path.read_bytes(), path


def test_it_builds_the_same_again(built: Folder, tmp_path: Path) -> None:
    onrecord.build([WORLD], tmp_path / "again", onrecord.Options(annotator="none", jobs=2))
    for path in sorted(built.path.glob("*/*.parquet")):
        again = tmp_path / "again" / path.relative_to(built.path)
        assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(path.read_bytes()).digest()


def test_load_needs_no_path(built: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(built.path.parents[1]))
    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path))
    quotes = onrecord.load("quotes", split="test", cache_dir=str(tmp_path))
    assert quotes.num_rows == sum(1 for _ in built.rows("quotes", ["quote_id"], "test"))
