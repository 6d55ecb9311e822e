"""Sequences packed into one, with rows of zeros between, as the convolutions of training want them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..annotate.learned.network import DISTANCES, Cue, Ints, Range, distance_class

#: Zero rows between packed sequences: as many as the widest convolution reaches.
GAP = 16
_FAR = DISTANCES // 2


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of some cues, packed: see ``network.Network.pairs``."""

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


def windows(pieces: Sequence[Range], starts: Ints, cues: Sequence[Cue]) -> Windows:
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
    index.append(gap)
    distance.append(far)
    number.append(none)
    joined = [np.concatenate(part) for part in (index, distance, number)]
    return Windows(joined[0], joined[1], joined[2], head, tail)
