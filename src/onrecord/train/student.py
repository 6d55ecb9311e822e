"""Training the network, from gold and from what a teacher says of gold and plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from ..annotate.learned.decode import candidates
from .examples import IGNORED, Example, Judged, augmented
from .network import Network
from .packing import pack, windows

#: A candidate for a cue that is this unlikely to be one teaches its content and source less.
_DOUBTED, _DOUBTED_WEIGHT = 0.3, 0.2
_CANDIDATE = 0.1
_WARM_UP = 200
_CLIP = 2.0
#: The moving average of the weights begins after this share of the steps.
_AVERAGED_FROM, _AVERAGE_EVERY, _KEPT = 1 / 3, 4, 0.99
#: What one token, name or cue weighs in the loss, as the number of them that weighs one.
_PER_TOKEN, _PER_PAIR_TOKEN, _PER_CUE = 200.0, 600.0, 100.0


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to train. A batch is of ``batch`` tokens; the rate falls to zero in a line."""

    epochs: int = 10
    batch: int = 4500
    rate: float = 2e-3
    seed: int = 0


def fit(
    network: Network,
    data: Sequence[Example],
    schedule: Schedule,
    told: Callable[[int, int, float], None] = lambda *_: None,
) -> None:
    """Train a network in place; ``told`` hears each step, the number of steps, and the loss.

    At the end the network has the moving average of its weights.
    """
    torch.manual_seed(schedule.seed)
    random = Random(schedule.seed)
    optimiser = torch.optim.Adam(network.parameters(), lr=schedule.rate)
    total = schedule.epochs * sum(1 for _ in batches(data, schedule.batch, Random(0)))
    average: dict[str, Tensor] | None = None
    warm_up = min(_WARM_UP, 1 + total // 10)
    step = 0
    network.train()
    for _ in range(schedule.epochs):
        for batch in batches(data, schedule.batch, random):
            rate = schedule.rate * min(1.0, (step + 1) / warm_up) * max(0.01, 1 - step / total)
            for group in optimiser.param_groups:
                group["lr"] = rate
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = _loss(network, [augmented(example, random) for example in batch])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
            optimiser.step()
            step += 1
            if step >= _AVERAGED_FROM * total and step % _AVERAGE_EVERY == 0:
                average = _averaged(network, average)
            told(step, total, loss.item())
    if average is not None:
        network.load_state_dict(average)
    network.eval()


def _averaged(network: Network, average: dict[str, Tensor] | None) -> dict[str, Tensor]:
    state = {key: value.detach().clone() for key, value in network.state_dict().items()}
    if average is None:
        return state
    for key, value in state.items():
        average[key].mul_(_KEPT).add_(value, alpha=1 - _KEPT)
    return average


def batches(data: Sequence[Example], size: int, random: Random) -> Iterator[list[Example]]:
    """All examples in batches of about ``size`` tokens, of similar lengths, in a random order."""
    order = list(range(len(data)))
    random.shuffle(order)
    order.sort(key=lambda k: len(data[k]) // 8 + 3 * random.random())
    out: list[list[Example]] = []
    tokens = size
    for k in order:
        if tokens + len(data[k]) > size:
            out.append([])
            tokens = 0
        out[-1].append(data[k])
        tokens += len(data[k])
    random.shuffle(out)
    yield from out


def _loss(network: Network, batch: Sequence[Example]) -> Tensor:
    ends = np.cumsum([len(example) for example in batch]).tolist()
    pieces = [(end - len(example), end) for example, end in zip(batch, ends, strict=True)]
    rows, starts, size = pack(pieces)
    ids = np.zeros((size, batch[0].ids.shape[1]), np.int64)
    flags = np.zeros((size, batch[0].flags.shape[1]), np.float32)
    mask = np.zeros((size, 1), np.float32)
    ids[rows] = np.concatenate([example.ids for example in batch])
    flags[rows] = np.concatenate([example.flags for example in batch])
    mask[rows] = 1
    state = network.encode(torch.from_numpy(ids), torch.from_numpy(flags), torch.from_numpy(mask))
    tokens = state[torch.from_numpy(rows)]
    loss = _mixed(network.cue(tokens), [e.cue_tags() for e in batch], [e.cues_soft for e in batch])
    loss = loss + _mixed(network.name(tokens), [e.name_tags() for e in batch], [e.names_soft for e in batch])
    loss = loss / _PER_TOKEN
    asked = [_asked(example) for example in batch]
    cues = [(k, *cue) for k, here in enumerate(asked) for cue in here]
    if not cues:
        return loss
    view = windows(pieces, starts, cues)
    tags, valid = network.pairs(
        state,
        torch.from_numpy(view.index),
        (torch.from_numpy(view.first), torch.from_numpy(view.last)),
        torch.from_numpy(view.distance),
        torch.from_numpy(view.number),
    )
    tags = tags[torch.from_numpy(np.flatnonzero(view.number >= 0))]
    gold, soft, weight, sure = [], [], [], []
    for example, here in zip(batch, asked, strict=True):
        true = {quote.cue: quote for quote in example.quotes or ()}
        judged = {one.cue: one for one in example.judged}
        for cue in here:
            quote, one = true.get(cue), judged.get(cue)
            gold.append(quote.tags(len(example)) if quote else np.full(len(example), IGNORED))
            soft.append(_outside(one, len(example)) if one else None)
            chance = _chance(example, quote is not None, one)
            sure.append(chance)
            weight.append(1.0 if chance > _DOUBTED else _DOUBTED_WEIGHT)
    loss = loss + _mixed(tags, gold, soft, weight) / _PER_PAIR_TOKEN
    judging = functional.binary_cross_entropy_with_logits(valid.float(), torch.tensor(sure), reduction="sum")
    return loss + judging / _PER_CUE


def _asked(example: Example) -> list[tuple[int, int]]:
    """The cues of the gold, and the candidates of the teacher or of an earlier training."""
    cues = {quote.cue for quote in example.quotes or ()} | {one.cue for one in example.judged}
    return sorted(cues)


def _chance(example: Example, gold: bool, judged: Judged | None) -> float:
    """How likely a candidate is a cue: by gold and teacher in equal parts, or by the one there is."""
    if example.quotes is None:
        return judged.valid if judged else 0.0
    return float(gold) if judged is None else 0.5 * float(gold) + 0.5 * judged.valid


def _outside(judged: Judged, size: int) -> np.ndarray:
    """The teacher's chances, none for the cue's own tokens."""
    out = np.zeros((size, judged.tags.shape[1]), np.float32)
    out[:] = judged.tags
    out[slice(*judged.cue)] = 0
    return out


def _mixed(
    logits: Tensor,
    gold: Sequence[np.ndarray],
    soft: Sequence[np.ndarray | None],
    weight: Sequence[float] | None = None,
) -> Tensor:
    """Cross entropy with the teacher's chances, and with the gold at half the weight where both are known."""
    chances = torch.log_softmax(logits.float(), 1)
    lengths = [len(tags) for tags in gold]
    none = np.zeros(logits.shape[1], np.float32)
    aim = np.concatenate(
        [
            np.broadcast_to(none, (n, len(none))) if one is None else one
            for one, n in zip(soft, lengths, strict=True)
        ]
    )
    each = torch.from_numpy(np.repeat(np.array(weight or [1.0] * len(lengths), np.float32), lengths))
    taught = -(torch.from_numpy(aim.astype(np.float32)) * chances).sum(1) * each
    share = torch.from_numpy(
        np.repeat(np.array([1.0 if one is None else 0.5 for one in soft], np.float32), lengths)
    )
    true = torch.from_numpy(np.concatenate(gold))
    known = functional.nll_loss(chances, true, ignore_index=IGNORED, reduction="none") * share
    return taught.sum() + known.sum()


def false_candidates(network: Network, data: Sequence[Example]) -> list[Example]:
    """The examples with what the network wrongly takes for cues, for training without a teacher."""
    out = []
    for example in data:
        rows, _, size = pack([(0, len(example))])
        ids = np.zeros((size, example.ids.shape[1]), np.int64)
        flags = np.zeros((size, example.flags.shape[1]), np.float32)
        mask = np.zeros((size, 1), np.float32)
        ids[rows], flags[rows], mask[rows] = example.ids, example.flags, 1
        with torch.no_grad():
            state = network.encode(torch.from_numpy(ids), torch.from_numpy(flags), torch.from_numpy(mask))
            chances = torch.softmax(network.cue(state[torch.from_numpy(rows)]), 1).numpy()
        true = {quote.cue for quote in example.quotes or ()}
        found = [cue for cue in candidates(chances, _CANDIDATE) if cue not in true]
        none = np.zeros((len(example), 5), np.float32)
        out.append(replace(example, judged=tuple(Judged(cue, 0.0, none) for cue in found)))
    return out
