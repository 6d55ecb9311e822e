"""Dropout from random bytes: a float drawn for each number is a fifth of the work of training on a CPU."""

from __future__ import annotations

import torch
from torch import Tensor, nn

_BYTE = 256
_LONG = 8


class Dropout(nn.Module):
    """As ``torch.nn.Dropout`` (Srivastava et al. 2014); ``share`` is rounded to a 256th."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.kept = round((1 - share) * _BYTE)

    def forward(self, rows: Tensor) -> Tensor:
        """The rows, in training with a share of the numbers zero and the others made larger for it."""
        if not self.training:
            return rows
        size = rows.numel()
        drawn = torch.empty(-(-size // _LONG), dtype=torch.int64).random_(-(2**63), None)
        kept = drawn.view(torch.uint8)[:size].view(rows.shape) < self.kept
        return rows * kept * (_BYTE / self.kept)
