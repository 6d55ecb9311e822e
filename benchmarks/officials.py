"""Officials and speakers of the built-in annotators on 60 real articles with labels.

    python benchmarks/officials.py [--part development] [--annotator rules --annotator learned] [--show]

``labels/officials.jsonl`` has the labels: names, offices and places in each article, and who each source is; the
articles are those of PolNeAR dev, Wikinews and the US government beside the checkout, told by their sha256. Two
annotators (runs of one language model that saw the text and corpus/GUIDELINES.md alone) labelled each, a third hand
decided where they differ; ``--agreement`` scores the second by the first. Sources are given to them: PolNeAR's, or an
earlier annotator's.

An official is right if the person (by the last word of the name; unnamed ones by their title), the office and
the jurisdiction (countries by one name) or the organisation are. A speaker is right if a quote with a source that overlaps the labelled one
names that person or body; of labelled sources that no quote of the system has, none is counted, but they are told.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq

import onrecord
from onrecord.annotate import find
from onrecord.annotate.rules.names import gazetteer

DATA = Path(__file__).parents[2] / "shared" / "data"
LABELS = Path(__file__).parent / "labels" / "officials.jsonl"
Triple = tuple[str, str, frozenset[str]]


def texts(wanted: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str]]:
    """The labelled articles with their texts; those whose text is another now are told and left out."""
    known = {}
    with (DATA / "wikinews" / "wikinews-2019-2020-raw.jsonl").open(encoding="utf-8") as lines:
        known.update((row["id"], row["text"]) for row in map(json.loads, lines))
    with TemporaryDirectory() as folder:
        out = Path(folder) / "data"
        onrecord.build([DATA / "us-government"], out, onrecord.Options(annotator="none"))
        for shard in (out / "articles").glob("*.parquet"):
            rows = pq.read_table(shard, columns=["article_id", "text"]).to_pylist()
            known.update((row["article_id"], row["text"]) for row in rows)
    for label in wanted:
        path = DATA / "polnear" / "dev" / "text" / f"{label['id']}.txt"
        text = path.read_bytes().decode() if path.is_file() else known.get(label["id"], "")
        if hashlib.sha256(text.encode()).hexdigest() == label["text_sha256"]:
            yield label, text
        else:
            print(
                f"left out: {label['collection']} {label['id']}: another text than the labelled one",
                file=sys.stderr,
            )


def plain(words: str | None) -> str:
    return (words or "").casefold().removeprefix("the ").replace("’", "'").strip()


def place(words: str | None) -> str:
    """A country by one name ("U.S." and "America" are the United States), anything else by its words."""
    known = gazetteer().match((words or "").replace("’", "'").split() or [""], 0)
    return plain(known[1].key if known and known[1].key else words)


def surname(name: str | None) -> str:
    """The last word of a name, of "Joseph R. Biden, Jr." too."""
    words = [word.strip(",.") for word in plain(name).split()]
    return next((word for word in reversed(words) if word not in ("jr", "sr", "ii", "iii")), "")


def triple(official: dict[str, Any]) -> Triple:
    title = official["title"]["text"] if isinstance(official["title"], dict) else official["title"]
    who = surname(official["name"]) or f"({plain(title)})"
    where = {place(official["jurisdiction"]), plain(official["organisation"])} - {""}
    return who, plain(official["office"]).replace("-", " ").replace("defense", "defence"), frozenset(where)


def agree(one: Triple, two: Triple, depth: int) -> bool:
    same = one[0] == two[0] and (depth < 2 or one[1] == two[1])
    return same and (depth < 3 or bool(one[2] & two[2]) or one[2] == two[2])


def matched(gold: list[Triple], made: list[Triple], depth: int) -> int:
    left = list(made)
    right = 0
    for one in gold:
        hit = next((two for two in left if agree(one, two, depth)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return right


def agreement(labels: list[dict[str, Any]]) -> str:
    """How the second annotator's labels score by the first's."""
    right = [0, 0, 0]
    count = same = sources = 0
    for label in labels:
        one, two = (list(map(triple, label[who]["officials"])) for who in ("first", "second"))
        count += len(one) + len(two)
        right = [n + matched(one, two, depth) for depth, n in enumerate(right, 1)]
        whos = [
            (a["who"], b["who"])
            for a, b in zip(label["first"]["speakers"], label["second"]["speakers"], strict=True)
        ]
        sources += len(whos)
        same += sum(a == b for a, b in whos)
    scores = ", ".join(f"{200 * n / max(count, 1):.1f}" for n in right)
    return (
        f"{len(labels)} articles: F1 of person, and office, and place or body {scores}; "
        f"speakers the same {100 * same / max(sources, 1):.1f} % of {sources}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=["development", "test", "all"], default="development")
    parser.add_argument("--annotator", action="append")
    parser.add_argument("--labels", choices=["gold", "first", "second"], default="gold", help="Whose labels.")
    parser.add_argument("--agreement", action="store_true", help="Score the second annotator by the first.")
    parser.add_argument("--show", action="store_true", help="Print what is missed and what is too much.")
    given = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(f"{DATA} is not there: this benchmark needs the data beside the checkout")
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    labels = [label for label in labels if given.part in (label["part"], "all")]
    if given.agreement:
        print(agreement([label["labels"] for label in labels]))
        return
    articles = list(texts(labels))
    for name in given.annotator or ["rules", "learned"]:
        annotator = find(name)
        assert annotator
        right = [0, 0, 0]
        found = true = told = correct = unseen = 0
        for label, text in articles:
            record = onrecord.annotate(text, annotator="none", as_is=True)
            made = annotator.annotate(record)
            gold = [triple(official) for official in label["labels"][given.labels]["officials"]]
            ours = [triple(official) for official in made["officials"]]
            found, true = found + len(ours), true + len(gold)
            right = [count + matched(gold, ours, depth) for depth, count in enumerate(right, 1)]
            if given.show:
                for sign, these, those in (("-", gold, ours), ("+", ours, gold)):
                    for one in these:
                        if not any(agree(one, two, 3) for two in those):
                            print(sign, label["id"][:24], one[0], "|", one[1], "|", ", ".join(sorted(one[2])))
            for source in label["labels"][given.labels]["speakers"]:
                names = [
                    quote["speaker_name"]
                    for quote in made["quotes"]
                    for span in quote["speaker"]
                    if span["start"] < source["end"] and source["start"] < span["end"]
                ]
                if not names:
                    unseen += 1
                    continue
                told += 1
                who = plain(source["who"])
                correct += any(plain(n).split()[-1:] == who.split()[-1:] for n in names)
        scores = [f"{200 * count / max(found + true, 1):.1f}" for count in right]
        print(
            f"{name}: {len(articles)} articles, {true} officials: F1 of person {scores[0]}, and office {scores[1]}, "
            f"and place or body {scores[2]}; speakers right {100 * correct / max(told, 1):.1f} % of {told} "
            f"({unseen} sources not found)"
        )


if __name__ == "__main__":
    main()
