"""How the corpus measures beside real news: docs/corpus-statistics.md and its plots.

    python scripts/corpus_statistics.py [DATASET]

The real news is PolNeAR's train part (quotes, sentences, paragraphs, phrases) and Wikinews with GUM's
entities (names), which stand beside the checkout and are no part of it. Needs the extra ``report``.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, chain
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import matplotlib as mpl

mpl.use("svg")
import matplotlib.pyplot as plt

import onrecord
from onrecord.dataset.folder import Folder

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"
WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
PRONOUNS = frozenset("he she they it i we you who his her their him them".split())
AUXILIARIES = frozenset(
    "has have had having is are was were be been being will would can could may might must shall should do does did "
    "to not n't also never already later just then once again still the a an in on of by and as".split()
)
GRAM = 4
SAMPLE = 150_000  # words that distinct 4-grams are counted over: their share falls with the size of the text
LONG = 8


class Corpus(NamedTuple):
    """Articles of one source, and what its quotes and names are."""

    name: str
    articles: list[dict[str, Any]]
    names: int | None = None  # named mentions of the seven types, if the source has them

    def words(self) -> int:
        """How many there are in all texts."""
        return sum(len(WORD.findall(article["text"])) for article in self.articles)

    def quotes(self) -> list[dict[str, Any]]:
        """Those of all articles."""
        return [quote for article in self.articles for quote in article["quotes"]]

    def lengths(self, unit: str) -> list[int]:
        """Words of each sentence or paragraph."""
        return [
            len(WORD.findall(article["text"][part["start"] : part["end"]]))
            for article in self.articles
            for part in article[unit]
        ]


def joined(spans: Sequence[dict[str, Any]]) -> str:
    return " ".join(span["text"] for span in spans)


def cue_head(quote: dict[str, Any]) -> str:
    """The first word of the cue that is no auxiliary, particle or article."""
    words = [word.lower() for word in WORD.findall(joined(quote["cue"]))]
    return next((word for word in words if word not in AUXILIARIES), " ".join(words) or "(none)")


def speaker_kind(quote: dict[str, Any]) -> str:
    words = joined(quote["speaker"])
    if not words:
        return "none"
    if words.lower() in PRONOUNS:
        return "pronoun"
    return "name" if re.search(r"(?<!^)\b[A-Z]", words) or re.fullmatch(r"[A-Z]\S*", words) else "description"


def share(items: Iterable[str], which: str) -> float:
    counts = Counter(items)
    return counts[which] / max(sum(counts.values()), 1)


def distinct_grams(corpus: Corpus) -> float:
    grams: list[tuple[str, ...]] = []
    taken = 0
    for article in corpus.articles:
        words = [word.lower() for word in WORD.findall(article["text"])]
        taken += len(words)
        grams += zip(*(words[i:] for i in range(GRAM)), strict=False)
        if taken >= SAMPLE:
            break
    return len(set(grams)) / max(len(grams), 1)


def repeated_sentences(corpus: Corpus, clean: dict[str, str] | None = None) -> tuple[float, list[str]]:
    """The share of sentences of eight words and more that stand in two articles, and these sentences.

    ``clean`` are the reports without the furniture that the normaliser left.
    """
    seen: dict[str, set[str]] = {}
    for article in corpus.articles:
        for part in article["sentences"]:
            sentence = article["text"][part["start"] : part["end"]].strip()
            if len(WORD.findall(sentence)) >= LONG and (
                not clean or sentence in clean[article["article_id"]]
            ):
                seen.setdefault(sentence, set()).add(article["article_id"])
    twice = [sentence for sentence, where in seen.items() if len(where) > 1]
    return len(twice) / max(len(seen), 1), twice


def common_phrases(corpus: Corpus, size: int = 5, articles: int = 4) -> list[tuple[str, int]]:
    """Phrases without names and figures that come back in several articles."""
    seen: Counter[str] = Counter()
    for article in corpus.articles:
        text = article["text"]
        phrases = set()
        for part in article["sentences"]:
            words = WORD.findall(text[part["start"] : part["end"]])
            for i in range(len(words) - size + 1):
                phrase = words[i : i + size]
                if not any(w[0].isupper() or w[0].isdigit() for w in phrase[1:]):
                    phrases.add(" ".join(phrase).lower())
        seen.update(phrases)
    return [(phrase, count) for phrase, count in seen.most_common() if count >= articles]


MEASURES: dict[str, Callable[[Corpus], float]] = {
    "quotes per 1,000 words": lambda c: 1000 * len(c.quotes()) / c.words(),
    "quotes per article": lambda c: len(c.quotes()) / len(c.articles),
    "direct, share": lambda c: share((q["type"] for q in c.quotes()), "direct"),
    "mixed, share": lambda c: share((q["type"] for q in c.quotes()), "mixed"),
    "indirect, share": lambda c: share((q["type"] for q in c.quotes()), "indirect"),
    "words of a direct content, median": lambda c: content_length(c, "direct"),
    "words of an indirect content, median": lambda c: content_length(c, "indirect"),
    "speakers by name, share": lambda c: share(map(speaker_kind, c.quotes()), "name"),
    "speakers by pronoun, share": lambda c: share(map(speaker_kind, c.quotes()), "pronoun"),
    "speakers by description, share": lambda c: share(map(speaker_kind, c.quotes()), "description"),
    "words a sentence, mean": lambda c: statistics.mean(c.lengths("sentences")),
    "words a sentence, standard deviation": lambda c: statistics.stdev(c.lengths("sentences")),
    "words a paragraph, mean": lambda c: statistics.mean(c.lengths("paragraphs")),
    "words a paragraph, standard deviation": lambda c: statistics.stdev(c.lengths("paragraphs")),
    f"distinct {GRAM}-grams, share (first {SAMPLE:,} words)": distinct_grams,
}


def content_length(corpus: Corpus, kind: str) -> float:
    return statistics.median(len(WORD.findall(q["text"])) for q in corpus.quotes() if q["type"] == kind)


def folder(path: Path, name: str, splits: Sequence[str] = ()) -> Corpus:
    rows = [
        row
        for file in Folder(path).files("articles")
        if not splits or file.name.split("-")[0] in splits
        for row in onrecord.dataset.parquet.read_table(file)
    ]
    names = sum(m["kind"] == "name" for row in rows for e in row["entities"] for m in e["mentions"])
    return Corpus(name, rows, names or None)


def polnear(work: Path) -> Corpus:
    out = work / "polnear"
    onrecord.build([SHARED / "polnear" / "train"], out, onrecord.Options(annotator="none", as_is=True))
    return folder(out, "PolNeAR train")


def wikinews() -> Corpus:
    """GUM's Wikinews: its named people, places, organisations and events, without those inside others."""
    articles, names = [], 0
    kinds = ("person", "place", "organization", "event")
    for line in (SHARED / "wikinews" / "gum-wikinews.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["genre"] == "news":
            articles.append(onrecord.annotate(row["text"], annotator="none", as_is=True))
            found = {tuple(e["head"]) for e in row["entities"] if e["named"] and e["type"] in kinds}
            names += sum(not any(a != b and b[0] <= a[0] and a[1] <= b[1] for b in found) for a in found)
    return Corpus("Wikinews (GUM)", articles, names)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def number(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:,.1f}"


def measured(world: Corpus, real: Corpus, wiki: Corpus) -> Iterable[Sequence[str]]:
    for name, measure in MEASURES.items():
        ours, theirs = measure(world), measure(real)
        yield name, number(ours), number(theirs), f"{ours / theirs:.2f}"
    assert world.names and wiki.names
    ours, theirs = world.words() / world.names, wiki.words() / wiki.names
    yield "words a named mention", number(ours), f"{number(theirs)} ({wiki.name})", f"{ours / theirs:.2f}"
    ours, theirs = statistics.mean(world.lengths("sentences")), statistics.mean(wiki.lengths("sentences"))
    yield "words a sentence, mean", number(ours), f"{number(theirs)} ({wiki.name})", f"{ours / theirs:.2f}"


def cue_rows(world: Corpus, real: Corpus) -> Iterable[Sequence[str]]:
    ours, theirs = (Counter(map(cue_head, corpus.quotes())) for corpus in (world, real))
    for cue, _ in (ours + theirs).most_common(30):
        one, two = ours[cue] / sum(ours.values()), theirs[cue] / sum(theirs.values())
        yield f"*{cue}*", f"{100 * one:.1f} %", f"{100 * two:.1f} %"


def cues_of(articles: Sequence[dict[str, Any]]) -> Counter[str]:
    return Counter(cue_head(quote) for article in articles for quote in article["quotes"])


def apart(one: Counter[str], two: Counter[str]) -> float:
    """The total variation distance of two distributions of cues: 0 the same, 1 none in common.

    >>> apart(Counter("aab"), Counter("abb"))
    0.3333333333333333
    """
    ones, twos = sum(one.values()), sum(two.values())
    return sum(max(0.0, count / ones - two[cue] / twos) for cue, count in one.items())


def cue_distances(world: Corpus, real: Corpus) -> str:
    """How far the cues are from real ones, and how far real ones are from each other."""
    size = sum(len(article["quotes"]) for article in world.articles)
    shuffled = list(real.articles)
    Random(0).shuffle(shuffled)
    sums = list(accumulate(len(article["quotes"]) for article in shuffled))
    cut = bisect_left(sums, size) + 1
    publishers: dict[str, list[dict[str, Any]]] = {}
    for article in real.articles:
        publishers.setdefault(Path(article["article_id"]).name.split("_")[0], []).append(article)
    total = cues_of(real.articles)
    parts = [apart(part, total - part) for part in map(cues_of, publishers.values())]
    return (
        f"The distribution of cues is {apart(cues_of(world.articles), total):.2f} from {real.name}'s (total variation "
        f"distance). A part of {real.name} drawn by lot, of the same number of quotes, is "
        f"{apart(cues_of(shuffled[:cut]), cues_of(shuffled[cut:])):.2f} from its rest; each of its "
        f"{len(publishers)} publishers is {min(parts):.2f} to {max(parts):.2f} from the others."
    )


def counts(world: Corpus, splits: Sequence[Corpus]) -> Iterable[Sequence[str]]:
    for corpus in (*splits, world):
        articles = corpus.articles
        lengths = [len(WORD.findall(article["text"])) for article in articles]
        yield (
            corpus.name,
            f"{len(articles):,}",
            f"{sum(lengths):,}",
            f"{statistics.median(lengths):,.0f}",
            *(
                f"{sum(len(article[layer]) for article in articles):,}"
                for layer in ("quotes", "officials", "entities")
            ),
            f"{corpus.names:,}",
        )


def tagged(article: dict[str, Any], prefix: str) -> str:
    return next((tag.removeprefix(prefix) for tag in article["tags"] if tag.startswith(prefix)), "")


def split_rows(splits: Sequence[Corpus]) -> Iterable[Sequence[str]]:
    seen: set[str] = set()
    for corpus in splits:
        outlets = {article["publisher"] for article in corpus.articles}
        days = sorted(article["published"] for article in corpus.articles)
        arcs = {tagged(article, "arc:") for article in corpus.articles}
        yield (
            corpus.name,
            f"{len(arcs)}",
            f"{days[0]} to {days[-1]}",
            f"{len(outlets)}",
            f"{len(outlets - seen)}",
        )
        seen |= outlets


def shingles(article: dict[str, Any]) -> set[tuple[str, ...]]:
    words = [word.lower() for word in WORD.findall(article["text"])]
    return set(zip(*(words[i:] for i in range(5)), strict=False))


def nearest(splits: Sequence[Corpus]) -> list[tuple[float, str, str]]:
    """The most alike pairs of articles of different splits, by Jaccard similarity of word 5-grams."""
    sets = [[(article["article_id"], shingles(article)) for article in corpus.articles] for corpus in splits]
    pairs = [
        (len(one & two) / max(len(one | two), 1), a, b)
        for i, left in enumerate(sets)
        for right in sets[i + 1 :]
        for a, one in left
        for b, two in right
    ]
    return sorted(pairs, reverse=True)[:5]


def tag_rows(world: Corpus, prefix: str = "") -> Iterable[Sequence[str]]:
    counts = Counter(
        tag.removeprefix(prefix)
        for article in world.articles
        for tag in article["tags"]
        if (tag.startswith(prefix) if prefix else ":" not in tag)
    )
    return ((tag, str(count)) for tag, count in counts.most_common())


def plot(world: Corpus, others: Sequence[Corpus], path: Path) -> None:
    """Four distributions, the corpus before the real ones."""
    mpl.rcParams["svg.hashsalt"] = "onrecord"
    figure, axes = plt.subplots(2, 2, figsize=(9, 6), constrained_layout=True)
    panels: list[tuple[str, Callable[[Corpus], list[float]], float]] = [
        ("words a sentence", lambda c: list(c.lengths("sentences")), 60),
        ("words a paragraph", lambda c: list(c.lengths("paragraphs")), 120),
        ("quotes per 1,000 words, by article", densities, 80),
        ("words of a content", lambda c: [len(WORD.findall(q["text"])) for q in c.quotes()], 70),
    ]
    for axis, (title, values, limit) in zip(chain(*axes), panels, strict=True):
        for corpus, style in zip((world, *others), ("-", "--", ":"), strict=False):
            found = values(corpus)
            if found:
                axis.hist(
                    [min(v, limit) for v in found], bins=30, range=(0, limit), density=True, histtype="step",
                    linestyle=style, label=corpus.name,
                )  # fmt: skip
        axis.set_title(title)
        axis.set_yticks([])
    axes[0][0].legend(frameon=False)
    figure.savefig(path, metadata={"Date": None})


def densities(corpus: Corpus) -> list[float]:
    return [
        1000 * len(article["quotes"]) / max(len(WORD.findall(article["text"])), 1)
        for article in corpus.articles
        if article["quotes"]
    ]


def main() -> None:
    dataset = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dataset"
    if not SHARED.is_dir():
        sys.exit(f"{SHARED} is not there: this report needs the reference data beside the checkout")
    world = folder(dataset, "world")
    splits = [folder(dataset, split, (split,)) for split in ("train", "validation", "test")]
    splits = [split for split in splits if split.articles]
    with TemporaryDirectory() as work:
        real = polnear(Path(work))
    wiki = wikinews()
    phrases = common_phrases(world)
    ours, theirs = len(phrases) / world.words(), len(common_phrases(real)) / real.words()
    clean = {
        article["article_id"]: (
            ROOT / "corpus" / "world" / "clean" / f"{article['article_id']}.txt"
        ).read_text("utf-8")
        for article in world.articles
    }
    share_twice, twice = repeated_sentences(world, clean)
    cues = len({cue_head(quote) for quote in world.quotes()})
    text = f"""# The corpus in numbers

Made by `python scripts/corpus_statistics.py`; nothing here is typed by hand. Words are runs of letters and digits.

## What it holds

{table(("split", "articles", "words", "median words", "quotes", "officials", "entities", "named mentions"), counts(world, splits))}

## Splits

{table(("split", "stories", "days", "outlets", "outlets that no earlier split has"), split_rows(splits))}

No story is in two splits. The most alike articles of different splits, by Jaccard similarity of word 5-grams (0.8 counts
as a near-duplicate): {"; ".join(f"{value:.3f} ({a}, {b})" for value, a, b in nearest(splits)) or "none"}.

## Beside real news

{table(("measure", "world", "PolNeAR train", "ratio"), measured(world, real, wiki))}

![Distributions](plots/corpus.svg)

## Cues

{cues:,} different cues by their first full word, {len({joined(q["cue"]).lower() for q in world.quotes()}):,} as whole
phrases. The thirty most frequent of both corpora:

{table(("cue", "world", "PolNeAR train"), cue_rows(world, real))}

{cue_distances(world, real)}

## Forms and phenomena

{table(("form", "articles"), tag_rows(world, "form:"))}

{table(("phenomenon", "articles"), tag_rows(world))}

## What comes back

Sentences of {LONG} and more words that stand in two articles: {100 * share_twice:.2f} % of the reports' own, requoted
statements included ({len(twice)}; outside quotation marks {sum(s[0] not in "“‘" + chr(34) for s in twice)}). PolNeAR train:
{100 * repeated_sentences(real)[0]:.2f} %.

Phrases of five words, without names and figures, in four and more articles: {1000 * ours:.2f} for 1,000 words (PolNeAR train:
{1000 * theirs:.2f}, a corpus four times the size). The most frequent: {", ".join(f"*{p}* ({n})" for p, n in phrases[:25])}.
"""
    (ROOT / "docs" / "plots").mkdir(exist_ok=True)
    plot(world, (real, wiki), ROOT / "docs" / "plots" / "corpus.svg")
    (ROOT / "docs" / "corpus-statistics.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
