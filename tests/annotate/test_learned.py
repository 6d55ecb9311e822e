"""The learned annotator: quotes that the rules alone don't find, and the decoding."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from onrecord.annotate import UnknownAnnotator, find
from onrecord.annotate.learned import LearnedAnnotator, see
from onrecord.annotate.learned.decode import candidates, cut, draft, mark, paths
from onrecord.annotate.learned.features import FLAGS, word_ids
from onrecord.annotate.learned.network import Network, Rows

ANNOTATOR = LearnedAnnotator()


def quotes(text):
    return [
        (
            " … ".join(span["text"] for span in quote["content"]),
            " ".join(span["text"] for span in quote["cue"]),
            " ".join(span["text"] for span in quote["speaker"]),
        )
        for quote in ANNOTATOR.annotate({"text": text})["quotes"]
    ]


@pytest.mark.parametrize(
    ("text", "content", "cue", "speaker"),
    [
        (
            "“The dam will hold,” said Tolo Brask, the mayor of Kessa.",
            "“The dam will hold,”",
            "said",
            "Tolo Brask, the mayor of Kessa",
        ),
        (
            "Odu Varga said that the ministry had lost the keys to the harbour.",
            "that the ministry had lost the keys to the harbour",
            "said",
            "Odu Varga",
        ),
        (
            "According to the harbour master, two tugs were still working on Friday.",
            "two tugs were still working on Friday",
            "According to",
            "the harbour master",
        ),
        (
            "“We gave them ninety days,” Ada Voss told reporters, “and we got a brochure.”",
            "“We gave them ninety days,” … “and we got a brochure.”",
            "told",
            "Ada Voss",
        ),
    ],
)
def test_quotes(text, content, cue, speaker):
    assert (content, cue, speaker) in quotes(text)


def test_the_same_article_gives_the_same_layers():
    article = {"text": "“No,” said Ona Tell.\n\nShe added that Drovna would pay."}
    assert ANNOTATOR.annotate(article) == ANNOTATOR.annotate(article)


def test_what_stands_beside_an_article_does_not_change_its_quotes():
    """Paragraphs are sequences of their own: none sees the next."""
    one = "Odu Varga said that the ministry had lost the keys to the harbour."
    both = f"{one}\n\nAda Voss warned that the bridge would close."
    assert quotes(both)[: len(quotes(one))] == quotes(one)


def test_confidence_is_a_chance():
    for quote in ANNOTATOR.annotate({"text": "“No,” said Ona Tell. She left."})["quotes"]:
        assert 0 < quote["confidence"] <= 1


def test_features_of_a_text():
    seen = see({"text": "“No,” said Ona Tell."})
    assert seen.flags.shape == (len(seen.layout.tokens), FLAGS)
    assert seen.flags[:, 0].tolist() == [1, 1, 1, 1, 0, 0, 0, 0]
    assert word_ids("Said") != word_ids("said")
    assert word_ids("Said")[:4] == word_ids("said")[:4]
    assert word_ids("1,200")[:2] == word_ids("3,400")[:2]


def test_long_paragraphs_are_cut():
    layout = see({"text": "word " * 700}).layout
    assert [last - first for first, last in cut(layout)] == [300, 300, 100]


def test_neighbours_stay_in_their_sequence():
    before, after = Rows.of(np.array([2, 3])).neighbours(1)
    assert before.tolist() == [5, 0, 5, 2, 3]
    assert after.tolist() == [1, 5, 3, 4, 5]


def test_candidates_do_not_overlap():
    chances = np.array([[0.1, 0.8, 0.1], [0.1, 0.3, 0.6], [0.2, 0.7, 0.1]], np.float32)
    assert candidates(chances) == [(0, 2), (2, 3)]


def test_the_best_path_begins_what_it_goes_on_with():
    sure = np.full((4, 5), np.log(0.01), np.float32)
    sure[:, 0] = np.log(0.2)
    sure[1, 2] = sure[2, 2] = np.log(0.8)
    sure[1, 1] = np.log(0.15)
    (path,) = paths([sure])
    assert path.tolist() == [0, 1, 2, 0]


def test_marks_and_drafts():
    layout = see({"text": "“No,” said Ona Tell."}).layout
    marked = mark(np.array([1, 2, 2, 2, 0, 3, 4, 0]), (4, 5), 0, 0.9)
    assert (marked.content, marked.source) == (((0, 4),), ((5, 7),))
    made = draft(layout, marked)
    assert made is not None
    assert (made.content, made.cue, made.source) == ([(0, 5)], (4, 5), (5, 7))
    assert draft(layout, mark(np.zeros(8, np.int64), (4, 5), 0, 0.9)) is None


def test_weights_by_name(tmp_path):
    shipped = Path(str(files("onrecord.annotate.learned") / "weights.npz"))
    other = find(f"learned:{shipped}")
    article = {"text": "“No,” said Ona Tell."}
    assert other is not None
    assert other.annotate(article) == ANNOTATOR.annotate(article)
    assert other.version != ANNOTATOR.version
    (tmp_path / "bad.npz").write_bytes(b"none")
    for file in (tmp_path / "bad.npz", tmp_path / "missing.npz"):
        with pytest.raises(UnknownAnnotator, match="onrecord train"):
            find(f"learned:{file}")


def test_paths_are_the_likeliest_of_those_that_may_be() -> None:
    drawn = np.random.default_rng(0)
    for _ in range(20):
        size = int(drawn.integers(1, 5))
        tags = np.log(drawn.dirichlet(np.full(5, 0.3), size) + 1e-6).astype(np.float32)
        every = [np.array(path) for path in np.ndindex(*[5] * size) if lawful(path)]
        best = max(tags[np.arange(size), path].sum() for path in every)
        (found,) = paths([tags])
        assert lawful(found.tolist())
        assert tags[np.arange(size), found].sum() == pytest.approx(best)


def lawful(path) -> bool:
    return all(
        tag not in (2, 4) or before in (tag, tag - 1) for before, tag in zip((0, *path), path, strict=False)
    )


def test_a_folded_norm_is_the_norm_and_the_linear_map_also_at_the_ends() -> None:
    drawn = np.random.default_rng(0)
    network = Network(
        {
            "words.weight": np.zeros((1, 1), np.float32),
            "words.scale": np.ones((1, 1), np.float32),
            "x.0.norm.weight": drawn.normal(1, 0.2, 4).astype(np.float32),
            "x.0.norm.bias": drawn.normal(0, 1, 4).astype(np.float32),
            "x.0.linear.weight": drawn.normal(0, 1, (4, 12)).astype(np.float32),
            "x.0.linear.bias": drawn.normal(0, 1, 4).astype(np.float32),
        },
        {},
    )
    state = drawn.normal(0, 1, (5, 4)).astype(np.float32)
    sizes = np.array([3, 2])
    normed = (state - state.mean(1, keepdims=True)) / np.sqrt(state.var(1, keepdims=True) + 1e-5)
    normed = normed * network.weights["x.0.norm.weight"] + network.weights["x.0.norm.bias"]
    nothing = np.zeros(4)
    before = np.array([nothing, normed[0], normed[1], nothing, normed[3]])
    after = np.array([normed[1], normed[2], nothing, normed[4], nothing])
    linear = np.concatenate([before, normed, after], 1) @ network.weights["x.0.linear.weight"].T
    expected = state + np.maximum(linear + network.weights["x.0.linear.bias"], 0)
    assert network._layers("x", state, Rows.of(sizes), (1,)) == pytest.approx(expected, abs=1e-5)
