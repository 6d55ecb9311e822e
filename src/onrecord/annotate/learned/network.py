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
#: A piece by its number, and the first token and the end of a cue within it.
Cue = tuple[int, int, int]

DILATIONS = (1, 2, 4, 8, 16, 1)
PAIR_DILATIONS = (1, 2, 4, 8, 16)
#: Longest sequence in tokens: a paragraph, or a piece of one.
LONGEST = 300
#: Tags: outside, begins, goes on; for names of each of seven types; for content and source.
CUE_TAGS, NAME_TAGS, CONTENT_TAGS = 3, 15, 5
_NEAR, _STEP, _FAR = 32, 8, 64
#: Classes of the distance to a cue: near ones by token, far ones by eight.
DISTANCES = 2 * _FAR + 1
#: A factor of a norm is taken for at least this.
_LEAST = 1e-3
#: Rows of windows worked on at a time, so that memory stays bounded.
_CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of sequences one behind the other: for each row where its sequence begins and ends."""

    begins: Ints
    ends: Ints

    @classmethod
    def of(cls, sizes: Ints) -> Rows:
        """The rows of sequences of these sizes."""
        ends = np.cumsum(sizes)
        return cls(np.repeat(ends - sizes, sizes), np.repeat(ends, sizes))

    def neighbours(self, distance: int) -> tuple[Ints, Ints]:
        """For each row the row so far before it and behind it; the number of rows where there is none."""
        size = len(self.begins)
        at = np.arange(size)
        before, after = at - distance, at + distance
        return np.where(before >= self.begins, before, size), np.where(after < self.ends, after, size)


def distance_class(place: Ints, first: Ints | int, last: Ints | int) -> Ints:
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
        self._ready: dict[str, tuple[Floats, Floats]] = {}

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

    def encode(self, ids: NDArray[np.int32], flags: Floats, sizes: Ints) -> Floats:
        """The states of the tokens of sequences of these sizes, one behind the other."""
        parts = [self._form(ids[:, 0]) + self._form(ids[:, 1])]
        parts += [self.weights[f"affixes.{k}.weight"][ids[:, 2 + k]] for k in range(3)]
        state = np.maximum(self._linear("enter", np.concatenate([*parts, flags], 1)), 0)
        return self._norm("out", self._layers("layers", state, Rows.of(sizes), DILATIONS))

    def cues(self, state: Floats) -> Floats:
        """The probabilities of the cue's tags."""
        return softmax(self._linear("cue", state))

    def names(self, state: Floats) -> Floats:
        """The probabilities of the names' tags."""
        return softmax(self._linear("name", state))

    def pairs(
        self, state: Floats, pieces: Sequence[Range], cues: Sequence[Cue]
    ) -> Iterator[tuple[Floats, float]]:
        """For each cue the log-probabilities of content and source tags over its piece, and its validity.

        ``pieces`` are ranges of rows of ``state``.
        """
        token = self._linear("pair_token", state)
        for chunk in _chunks(pieces, cues):
            spans = [pieces[piece] for piece, _, _ in chunk]
            sizes = np.array([last - first for first, last in spans])
            tags, valid = self._pairs(state, token, spans, chunk)
            yield from zip(np.split(tags, np.cumsum(sizes)[:-1]), valid.tolist(), strict=True)

    def _pairs(
        self, state: Floats, token: Floats, spans: Sequence[Range], cues: Sequence[Cue]
    ) -> tuple[Floats, Floats]:
        begins = np.array([first for first, _ in spans])
        sizes = np.array([last - first for first, last in spans])
        heads = begins + np.array([first for _, first, _ in cues])
        tails = begins + np.array([last - 1 for _, _, last in cues])
        index = np.concatenate([np.arange(*span) for span in spans])
        of_cue = (state[heads] + state[tails]) * np.float32(0.5)
        mixed = token[index] + np.repeat(self._linear("pair_cue", of_cue), sizes, 0)
        away = distance_class(index, np.repeat(heads, sizes), np.repeat(tails + 1, sizes))
        mixed += self.weights["distance.weight"][away]
        rows = self._layers("pair_layers", np.maximum(mixed, 0), Rows.of(sizes), PAIR_DILATIONS)
        normed = self._norm("pair_out", rows)
        tags = np.log(softmax(self._linear("content", normed)) + np.float32(1e-12))
        pooled = np.maximum(np.maximum.reduceat(normed, np.cumsum(sizes) - sizes, axis=0), np.float32(-9))
        valid = self._linear("valid", np.concatenate([of_cue, pooled], 1))[:, 0]
        return tags, (1 / (1 + np.exp(-valid))).astype(np.float32)

    def _form(self, ids: NDArray[np.int32]) -> Floats:
        out: Floats = self._words[ids] * self._scale[ids]
        return out

    def _linear(self, name: str, rows: Floats) -> Floats:
        out: Floats = rows @ self.weights[f"{name}.weight"].T
        out += self.weights[f"{name}.bias"]
        return out

    def _norm(self, name: str, rows: Floats) -> Floats:
        out = _standard(rows, np.empty_like(rows))
        out *= self.weights[f"{name}.weight"]
        out += self.weights[f"{name}.bias"]
        return out

    def _layers(self, name: str, state: Floats, rows: Rows, dilations: Sequence[int]) -> Floats:
        """Residual convolutions of width three; beyond the ends of a sequence there is nothing."""
        size, width = state.shape
        normed = np.empty((size + 1, width), np.float32)
        window = np.empty((size, 3 * width + 1), np.float32)
        window[:, -1] = 1
        for number, dilation in enumerate(dilations):
            matrix, normed[size] = self._folded(f"{name}.{number}")
            _standard(state, normed[:size])
            before, after = rows.neighbours(dilation)
            np.take(normed, before, axis=0, out=window[:, :width], mode="clip")
            window[:, width : 2 * width] = normed[:size]
            np.take(normed, after, axis=0, out=window[:, 2 * width : -1], mode="clip")
            added = window @ matrix
            np.maximum(added, 0, out=added)
            added += state
            state = added
        return state

    def _folded(self, name: str) -> tuple[Floats, Floats]:
        """A layer's norm and linear map as one matrix, its bias last; and the row that stands for nothing.

        The norm's own factors and biases go into the matrix once, rather than over every token. The row is
        what they make zeros of.
        """
        if name not in self._ready:
            norm = self.weights[f"{name}.norm.weight"]
            norm = np.where(np.abs(norm) < _LEAST, np.float32(_LEAST), norm)
            shift = self.weights[f"{name}.norm.bias"]
            linear = self.weights[f"{name}.linear.weight"].T
            bias = self.weights[f"{name}.linear.bias"] + np.tile(shift, 3) @ linear
            matrix = np.concatenate([linear * np.tile(norm, 3)[:, None], bias[None]])
            self._ready[name] = np.ascontiguousarray(matrix, np.float32), -shift / norm
        return self._ready[name]


def _standard(rows: Floats, out: Floats) -> Floats:
    """Rows of mean 0 and variance 1, in ``out``."""
    width = rows.shape[1]
    np.subtract(rows, (rows @ np.full(width, 1 / width, np.float32))[:, None], out=out)
    out *= (1 / np.sqrt(np.einsum("ij,ij->i", out, out) / width + 1e-5))[:, None].astype(np.float32)
    return out


def softmax(rows: Floats) -> Floats:
    """Row-wise probabilities.

    >>> softmax(np.zeros((1, 2), np.float32)).tolist()
    [[0.5, 0.5]]
    """
    shifted = np.exp(rows - rows.max(1, keepdims=True))
    out: Floats = shifted / shifted.sum(1, keepdims=True)
    return out


def _chunks(pieces: Sequence[Range], cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    chunk: list[Cue] = []
    size = 0
    for cue in cues:
        size += pieces[cue[0]][1] - pieces[cue[0]][0]
        chunk.append(cue)
        if size > _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
