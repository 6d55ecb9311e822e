"""Training: examples from gold, the same network in PyTorch and NumPy, weights that a run reads."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

import onrecord
from onrecord.annotate.learned import LearnedAnnotator
from onrecord.annotate.learned.network import Network as Trained
from onrecord.annotate.learned.network import distance_class

CORPUS = Path(__file__).parent / "corpus"


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    out = tmp_path_factory.mktemp("gold")
    onrecord.build([CORPUS], out / "data", onrecord.Options(annotator="none", jobs=1))
    return out / "data"


def test_distance_classes_are_near_by_token_and_far_by_eight():
    place = np.arange(0, 400)
    found = distance_class(place, 100, 102)
    assert found[100] == found[101] == 64
    assert (found[99], found[102], found[68], found[133]) == (63, 65, 32, 96)
    assert (found[60], found[0], found[399]) == (31, 24, 128)
    assert (np.diff(found) >= 0).all()


class TestWithPyTorch:
    """What needs the extra ``train``."""

    @pytest.fixture(autouse=True)
    def torch(self):
        return pytest.importorskip("torch", reason="PyTorch is not installed: pip install 'onrecord[train]'")

    def test_examples_hold_the_gold(self, gold):
        from onrecord.train.examples import read

        found = list(read(gold))
        articles = onrecord.load("articles", path=gold)
        cued = sum(bool(quote["cue"]) for article in articles for quote in article["quotes"])
        assert 0.9 * cued <= sum(len(example.quotes or ()) for example in found) <= cued
        told = {
            " ".join(example.words[quote.cue[0] : quote.cue[1]])
            for example in found
            for quote in example.quotes or ()
        }
        assert {"said", "warned"} <= told
        for example in found:
            assert len(example.ids) == len(example.flags) == len(example.words) == len(example.name_tags())

    def test_augmentation_keeps_tags_on_their_words(self, gold):
        from onrecord.train.examples import augmented, read

        lot, changed = random.Random(0), 0
        for example in read(gold):
            for _ in range(8):
                other = augmented(example, lot)
                changed += other is not example
                skipped = len(example) - len(other)
                assert other.words == example.words[skipped:]
                assert (other.name_tags() == example.name_tags()[skipped:]).all()
                assert (other.cue_tags() == example.cue_tags()[skipped:]).all()
        assert changed > 20

    def test_both_networks_compute_the_same(self, gold, torch, tmp_path):
        from onrecord.train.examples import read
        from onrecord.train.export import export
        from onrecord.train.network import Network
        from onrecord.train.packing import pack, windows

        data = [example for example in read(gold) if len(example) > 4][:12]
        ends = np.cumsum([len(example) for example in data]).tolist()
        pieces = [(end - len(example), end) for example, end in zip(data, ends, strict=True)]
        torch.manual_seed(1)
        network = Network()
        network.eval()
        export(network, tmp_path / "weights.npz")
        ours = Trained.load(tmp_path / "weights.npz")
        ids = np.concatenate([example.ids for example in data])
        flags = np.concatenate([example.flags for example in data])
        state = ours.encode(ids, flags, np.array([len(example) for example in data]))
        cues = [(k, 1, 3) for k in range(len(data))]
        got = list(ours.pairs(state, pieces, cues))

        rows, starts, size = pack(pieces)
        packed = np.zeros((size, 5), np.int64), np.zeros((size, flags.shape[1]), np.float32)
        packed[0][rows], packed[1][rows] = ids, flags
        mask = np.zeros((size, 1), np.float32)
        mask[rows] = 1
        view = windows(pieces, starts, cues)
        with torch.no_grad():
            theirs = network.encode(*map(torch.from_numpy, (*packed, mask)))
            assert np.abs(theirs.numpy()[rows] - state).max() < 0.05
            tags, valid = network.pairs(
                theirs,
                torch.from_numpy(view.index),
                (torch.from_numpy(view.first), torch.from_numpy(view.last)),
                torch.from_numpy(view.distance),
                torch.from_numpy(view.number),
            )
        chances = torch.softmax(tags, 1).numpy()[view.number >= 0]
        assert np.abs(np.exp(np.concatenate([one for one, _ in got])) - chances).max() < 0.01
        assert np.abs(np.array([sure for _, sure in got]) - torch.sigmoid(valid).numpy()).max() < 0.01

    def test_a_network_learns_the_corpus_and_annotates(self, gold, tmp_path):
        from onrecord.train import Recipe, train

        told = []
        recipe = Recipe(teacher=False, epochs=30)
        train([gold], [], tmp_path / "weights.npz", recipe, lambda *said: told.append(said))
        losses = [loss for stage, _, _, loss in told if stage == "network"]
        assert np.mean(losses[-3:]) < np.mean(losses[:3]) / 2
        made = LearnedAnnotator(tmp_path / "weights.npz").annotate({"text": "“No,” said Ona Tell."})
        assert set(made) == {"entities", "quotes", "officials"}

    def test_no_gold_is_an_error(self, tmp_path):
        from onrecord.train import train

        (tmp_path / "a.txt").write_text("The mayor of Kessa left. Nobody saw her go.")
        onrecord.build([tmp_path / "a.txt"], tmp_path / "out", onrecord.Options(annotator="none", jobs=1))
        with pytest.raises(ValueError, match="no gold in"):
            train([tmp_path / "out"], [], tmp_path / "weights.npz")
