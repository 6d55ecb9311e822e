"""The network of the learned annotator in NumPy: convolutions over packed sequences of tokens.

The same as ``train.network``, which has the training; a test holds the two together. NumPy is there
anyway, and matrix products are nearly all of the work.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Range = tuple[int, int]

DILATIONS = (1, 2, 4, 8, 16, 1)
PAIR_DILATIONS = (1, 2, 4, 8, 16)
#: Zero rows between packed sequences: as many as the widest convolution reaches.
GAP = 16
#: Longest sequence in tokens: a paragraph, or a piece of one.
LONGEST = 300
#: Tags: outside, begins, goes on; for names of each of seven types; for content and source.
CUE_TAGS, NAME_TAGS, CONTENT_TAGS = 3, 15, 5
_NEAR, _STEP, _FAR = 32, 8, 64
#: Classes of the distance to a cue: near ones by token, far ones by eight.
DISTANCES = 2 * _FAR + 1
#: Rows of windows worked on at a time, so that memory stays bounded.
_CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of some cues, packed: see ``train.network.Network.pairs``."""

    index: Ints
    distance: Ints
    number: Ints
    first: Ints
    last: Ints


def pack(pieces: Sequence[Range]) -> tuple[Ints, Ints, int]:
    """For each token of the pieces its row, for each piece its first row, and how many rows there are."""
    starts, rows = [], []
    at = GAP
    for first, last in pieces:
        starts.append(at)
        rows.append(np.arange(at, at + last - first))
        at += last - first + GAP
    return np.concatenate(rows), np.array(starts), at


def windows(pieces: Sequence[Range], starts: Ints, cues: Sequence[tuple[int, int, int]]) -> Windows:
    """The windows of cues, each given by its piece and its tokens within the piece."""
    index, distance, number = [], [], []
    gap, far, none = np.zeros(GAP, np.int64), np.full(GAP, _FAR), np.full(GAP, -1)
    for count, (piece, first, last) in enumerate(cues):
        size = pieces[piece][1] - pieces[piece][0]
        place = np.arange(size)
        index += [gap, place + starts[piece]]
        distance += [far, distance_class(place, first, last)]
        number += [none, np.full(size, count)]
    head = np.array([starts[p] + first for p, first, _ in cues], np.int64)
    tail = np.array([starts[p] + last - 1 for p, _, last in cues], np.int64)
    joined = (np.concatenate([*part, end]) for part, end in ((index, gap), (distance, far), (number, none)))
    return Windows(*joined, head, tail)


def distance_class(place: Ints, first: int, last: int) -> Ints:
    """The class of the distance of each place to a cue's tokens; the middle class is the cue itself."""
    away = np.where(place < first, place - first, np.where(place >= last, place - last + 1, 0))
    size = np.abs(away)
    size = np.minimum(np.where(size <= _NEAR, size, _NEAR + (size - _NEAR) // _STEP), _FAR)
    return np.sign(away) * size + _FAR


class Network:
    """A trained network, read from a file of weights."""

    def __init__(self, weights: dict[str, Floats], config: dict[str, Any]) -> None:
        self.weights, self.config = weights, config
        scale = weights.pop("words.scale")
        self._words, self._scale = weights.pop("words.weight"), scale
        self._pair_token: Floats | None = None

    @classmethod
    def load(cls, path: Path) -> Network:
        """Read a file that ``train`` wrote.

        Raises:
            OSError: There is no such file.
            ValueError: It is no file of weights.
        """
        with np.load(path, allow_pickle=False) as stored:
            config = json.loads(str(stored["config"]))
            weights = {
                key: stored[key] if stored[key].dtype == np.int8 else stored[key].astype(np.float32)
                for key in stored.files
                if key != "config"
            }
        return cls(weights, config)

    def encode(self, ids: NDArray[np.int32], flags: Floats, rows: Ints, size: int) -> Floats:
        """Encode the tokens; ``rows`` and ``size`` are those of ``pack``."""
        weights = self.weights
        parts = [self._form(ids[:, 0]) + self._form(ids[:, 1])]
        parts += [weights[f"affixes.{k}.weight"][ids[:, 2 + k]] for k in range(3)]
        entered = self._linear("enter", np.concatenate([*parts, flags], 1))
        state = np.zeros((size, entered.shape[1]), np.float32)
        state[rows] = np.maximum(entered, 0)
        for number, dilation in enumerate(DILATIONS):
            state = self._convolve(f"layers.{number}", state, rows, dilation)
        out = np.zeros_like(state)
        out[rows] = self._norm("out", state[rows])
        return out

    def cues(self, state: Floats) -> Floats:
        """The probabilities of the cue's tags."""
        return softmax(self._linear("cue", state))

    def names(self, state: Floats) -> Floats:
        """The probabilities of the names' tags."""
        return softmax(self._linear("name", state))

    def pairs(
        self, state: Floats, pieces: Sequence[Range], starts: Ints, cues: Sequence[tuple[int, int, int]]
    ) -> Iterator[tuple[Floats, float]]:
        """For each cue the log-probabilities of content and source tags over its piece, and its validity."""
        token = self._linear("pair_token", state)
        for chunk in _chunks(pieces, cues):
            view = windows(pieces, starts, chunk)
            tags, valid = self._pairs(state, token, view)
            at = GAP
            for (piece, _, _), sure in zip(chunk, valid, strict=True):
                size = pieces[piece][1] - pieces[piece][0]
                yield tags[at : at + size], float(sure)
                at += size + GAP

    def _pairs(self, state: Floats, token: Floats, view: Windows) -> tuple[Floats, Floats]:
        of_cue = (state[view.first] + state[view.last]) / 2
        inside = np.flatnonzero(view.number >= 0)
        number = view.number[inside]
        mixed = token[view.index[inside]] + self._linear("pair_cue", of_cue)[number]
        mixed += self.weights["distance.weight"][view.distance[inside]]
        rows = np.zeros((len(view.index), mixed.shape[1]), np.float32)
        rows[inside] = np.maximum(mixed, 0)
        for layer, dilation in enumerate(PAIR_DILATIONS):
            rows = self._convolve(f"pair_layers.{layer}", rows, inside, dilation)
        normed = self._norm("pair_out", rows[inside])
        tags = np.zeros((len(rows), CONTENT_TAGS), np.float32)
        tags[inside] = np.log(softmax(self._linear("content", normed)) + 1e-12)
        begins = np.flatnonzero(np.diff(number, prepend=-1))
        pooled = np.maximum(np.maximum.reduceat(normed, begins, axis=0), -9)
        valid = self._linear("valid", np.concatenate([of_cue, pooled], 1))[:, 0]
        return tags, 1 / (1 + np.exp(-valid))

    def _form(self, ids: NDArray[np.int32]) -> Floats:
        out: Floats = self._words[ids] * self._scale[ids]
        return out

    def _linear(self, name: str, rows: Floats) -> Floats:
        out: Floats = rows @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return out

    def _norm(self, name: str, rows: Floats) -> Floats:
        centred = rows - rows.mean(1, keepdims=True)
        spread = np.sqrt(np.einsum("ij,ij->i", centred, centred)[:, None] / rows.shape[1] + 1e-5)
        out: Floats = centred / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return out

    def _convolve(self, name: str, state: Floats, rows: Ints, dilation: int) -> Floats:
        normed = np.zeros_like(state)
        normed[rows] = self._norm(f"{name}.norm", state[rows])
        width = state.shape[1]
        weight, bias = self.weights[f"{name}.linear.weight"], self.weights[f"{name}.linear.bias"]
        change = bias + normed @ weight[:, width : 2 * width].T
        change[dilation:] += normed[:-dilation] @ weight[:, :width].T
        change[:-dilation] += normed[dilation:] @ weight[:, 2 * width :].T
        state[rows] += np.maximum(change[rows], 0)
        return state


def softmax(rows: Floats) -> Floats:
    """Row-wise probabilities.

    >>> softmax(np.zeros((1, 2), np.float32)).tolist()
    [[0.5, 0.5]]
    """
    shifted = np.exp(rows - rows.max(1, keepdims=True))
    out: Floats = shifted / shifted.sum(1, keepdims=True)
    return out


def _chunks(
    pieces: Sequence[Range], cues: Sequence[tuple[int, int, int]]
) -> Iterator[list[tuple[int, int, int]]]:
    chunk: list[tuple[int, int, int]] = []
    size = 0
    for cue in cues:
        size += pieces[cue[0]][1] - pieces[cue[0]][0] + GAP
        chunk.append(cue)
        if size > _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
