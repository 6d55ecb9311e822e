"""The network of the learned annotator in PyTorch, for training; ``annotate.learned.network`` runs it.

Token features go through residual convolutions. One head tags cues, one names; for each cue, a second,
smaller stack of convolutions tags the content and the source that belong to it, and says whether the cue
is one.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from ..annotate.learned.features import BUCKETS, FLAGS, WORDS
from ..annotate.learned.network import (
    CONTENT_TAGS,
    CUE_TAGS,
    DILATIONS,
    DISTANCES,
    NAME_TAGS,
    PAIR_DILATIONS,
)
from .dropout import Dropout


@dataclass(frozen=True, slots=True)
class Size:
    """Widths of the layers."""

    word: int = 96
    affix: int = 32
    encoder: int = 128
    pair: int = 64


class Convolution(nn.Module):
    """A residual convolution of width three over packed rows; gaps between sequences stay zero."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.dilation = dilation
        self.norm = nn.LayerNorm(width)
        self.linear = nn.Linear(3 * width, width)

    def forward(self, rows: Tensor, mask: Tensor) -> Tensor:
        """The rows after the layer; ``mask`` is 1 on tokens and 0 in gaps."""
        normed = self.norm(rows) * mask
        pad = functional.pad(normed, (0, 0, self.dilation, self.dilation))
        step, size = self.dilation, len(rows)
        window = torch.cat([pad[:size], normed, pad[2 * step : 2 * step + size]], 1)
        out: Tensor = (rows + torch.relu(self.linear(window))) * mask
        return out


class Network(nn.Module):
    """See the module's docstring. Rows are tokens of packed sequences with ``GAP`` zero rows between."""

    def __init__(self, size: Size | None = None, dropout: float = 0.2) -> None:
        super().__init__()
        self.size = size or Size()
        wide = self.size.encoder
        self.words = nn.Embedding(WORDS, self.size.word)
        self.affixes = nn.ModuleList(nn.Embedding(b, self.size.affix) for b in BUCKETS)
        nn.init.normal_(self.words.weight, 0, 0.3)
        wide_in = self.size.word + self.size.affix * len(BUCKETS) + FLAGS
        self.enter = nn.Linear(wide_in, wide)
        self.layers = nn.ModuleList(Convolution(wide, d) for d in DILATIONS)
        self.out = nn.LayerNorm(wide)
        self.cue = nn.Linear(wide, CUE_TAGS)
        self.name = nn.Linear(wide, NAME_TAGS)
        pair = self.size.pair
        self.pair_token = nn.Linear(wide, pair)
        self.pair_cue = nn.Linear(wide, pair)
        self.distance = nn.Embedding(DISTANCES, pair)
        self.pair_layers = nn.ModuleList(Convolution(pair, d) for d in PAIR_DILATIONS)
        self.pair_out = nn.LayerNorm(pair)
        self.content = nn.Linear(pair, CONTENT_TAGS)
        self.valid = nn.Linear(wide + pair, 1)
        self.drop = Dropout(dropout)

    def encode(self, ids: Tensor, flags: Tensor, mask: Tensor) -> Tensor:
        """Rows × encoder width."""
        word = self.words(ids[:, 0]) + self.words(ids[:, 1])
        if self.training:
            word = word * (torch.rand(len(word), 1) > 0.1)
        affixes = [table(ids[:, 2 + k]) for k, table in enumerate(self.affixes)]
        rows = torch.relu(self.enter(self.drop(torch.cat([word, *affixes, flags], 1)))) * mask
        for layer in self.layers:
            rows = layer(self.drop(rows), mask)
        normed: Tensor = self.drop(self.out(rows)) * mask
        return normed

    def pairs(
        self, rows: Tensor, index: Tensor, cue: tuple[Tensor, Tensor], distance: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Content and source tags for each token of each cue's window, and each cue's validity.

        ``index`` says which row each window's row is (any in gaps), ``cue`` the first and last row of
        each cue, ``distance`` the distance class to the cue, ``mask`` the number of the window or -1.
        """
        inside = (mask >= 0).float()[:, None]
        of_cue = (rows[cue[0]] + rows[cue[1]]) / 2
        number = mask.clamp(min=0)
        state = self.pair_token(rows)[index] + self.pair_cue(of_cue)[number] + self.distance(distance)
        state = torch.relu(state) * inside
        for layer in self.pair_layers:
            state = layer(self.drop(state), inside)
        state = self.drop(self.pair_out(state)) * inside
        pooled = torch.full((len(of_cue), state.shape[1]), -9.0).index_reduce(
            0, number[mask >= 0], state[mask >= 0], "amax"
        )
        valid = self.valid(torch.cat([of_cue, pooled], 1))[:, 0]
        return self.content(state), valid

    def config(self) -> dict[str, Any]:
        """What ``annotate.learned.network`` needs beside the weights."""
        return asdict(self.size)
