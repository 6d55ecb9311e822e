"""Training the learned annotator on datasets with gold (``onrecord train``); needs the extra ``train``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

#: Hears the stage, the step, the number of steps, and the loss.
Told = Callable[[str, int, int, float], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train: see the options of ``onrecord train``."""

    teacher: bool = True
    epochs: int = 10
    seed: int = 0
    most: int = 60_000
    tuned: Path | None = None


def train(
    gold: Sequence[Path],
    plain: Sequence[Path],
    out: Path,
    recipe: Recipe | None = None,
    told: Told = lambda *_: None,
) -> None:
    """Train a network on the gold of datasets and write its weights to a file.

    ``plain`` are datasets whose text alone is used, at most ``recipe.most`` paragraphs of each: the
    teacher says what it finds there. Without a teacher only the gold counts. The same input and seed
    give the same weights on the same machine. Where ``recipe.tuned`` is given, the tuned teacher is kept in
    that file, and a second run with the same gold and seed begins behind it.

    Raises:
        ValueError: The datasets have no gold.
        teacher.NoTeacher: The teacher's weights are not installed.
    """
    from .calibration import calibrate
    from .examples import read
    from .export import export
    from .kept import keep, restore
    from .network import Network
    from .student import Schedule, false_candidates, fit
    from .teacher import Teacher, files, judge, tune

    recipe = recipe or Recipe()

    def stage(name: str) -> Callable[[int, int, float], None]:
        return lambda step, total, loss: told(name, step, total, loss)

    data = [example for folder in gold for example in read(folder)]
    if all(example.quotes is None and example.names is None for example in data):
        raise ValueError(f"no gold in {', '.join(map(str, gold))}: give datasets that were built from gold")
    network = Network()
    if recipe.teacher:
        taken = (example for folder in plain for example in islice(read(folder), recipe.most))
        data += [replace(example, quotes=None, names=None) for example in taken]
        master = Teacher(*files())
        if recipe.tuned is None or not restore(master, data, recipe):
            tune(master, data, seed=recipe.seed, told=stage("teacher"))
        if recipe.tuned is not None:
            keep(master, data, recipe)
        data = judge(master, data, stage("judging"))
    else:
        fit(network, data, Schedule(max(1, recipe.epochs // 3), seed=recipe.seed), stage("cues"))
        data = false_candidates(network, data)
    fit(network, data, Schedule(recipe.epochs, seed=recipe.seed), stage("network"))
    export(network, out)
    calibrate(out, gold)
