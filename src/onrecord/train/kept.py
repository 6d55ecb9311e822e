"""A tuned teacher on disk, so that a run that was stopped need not tune it again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch

from .examples import Example
from .teacher import Teacher

if TYPE_CHECKING:
    from . import Recipe


def _print(data: Sequence[Example], seed: int) -> str:
    """A fingerprint of the gold and the seed: a teacher that was tuned on other gold is another."""
    out = hashlib.sha256(str(seed).encode())
    for example in data:
        if example.quotes is not None or example.names is not None:
            out.update(example.ids.tobytes() + example.cue_tags().tobytes() + example.name_tags().tobytes())
    return out.hexdigest()


def restore(teacher: Teacher, data: Sequence[Example], recipe: Recipe) -> bool:
    """Give a teacher the weights in the file, if they are of this gold and seed; whether they were."""
    if recipe.tuned is None or not recipe.tuned.is_file():
        return False
    stored = torch.load(recipe.tuned, weights_only=True)
    if stored["print"] != _print(data, recipe.seed):
        return False
    teacher.load_state_dict(stored["state"])
    teacher.eval()
    return True


def keep(teacher: Teacher, data: Sequence[Example], recipe: Recipe) -> None:
    """Write a tuned teacher to the file; all of it or nothing."""
    assert recipe.tuned is not None
    recipe.tuned.parent.mkdir(parents=True, exist_ok=True)
    partial = recipe.tuned.with_suffix(".partial")
    torch.save({"print": _print(data, recipe.seed), "state": teacher.state_dict()}, partial)
    partial.replace(recipe.tuned)
