"""The learned annotator: a small network over what the rules see.

The rules cut the text, pair its quotation marks and make a first guess; the network (``network``) tags
cues and names, and for each cue its content and source (``decode``); what no cue claims goes on with the
quotation before it, and speakers and officials are found, as in the rules. A direct quote that only the
rules found is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from ..base import Layers, UnknownAnnotator
from ..rules import finish
from ..rules.chain import chain
from ..rules.cues import find_cues
from ..rules.drafts import DIRECT, Draft, Drafter
from ..rules.find import find_names
from ..rules.layout import Layout, lay_out
from ..rules.names import Name
from ..rules.nested import nested, quoted_turns, turns
from ..rules.offices import Title, find_offices
from ..rules.people import mended
from ..rules.records import sound
from .decode import VALID, Marked, candidates, cut, draft, mark, names, paths, with_people
from .features import features
from .network import NAME_TAGS, Floats, Network

WEIGHTS = "weights.npz"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rules see of an article, and the network's features made of it."""

    layout: Layout
    titles: list[Title]
    names: list[Name]
    drafts: list[Draft]
    ids: NDArray[np.int32]
    flags: Floats


def see(article: Mapping[str, Any]) -> Seen:
    """Cut up an article record, let the rules guess, and make features of all that."""
    layout = lay_out(article)
    titles = find_offices(layout.tokens, {})
    found = find_names(layout, titles)
    ranges = _by_token(found)
    found_cues = find_cues(layout, ranges)
    cues = [(cue.first, cue.last) for cue in found_cues]
    drafter = Drafter(layout, ranges)
    drafter.run(found_cues)
    made = [*chain(drafter), *nested(drafter), *turns(drafter)]
    drafts = [guess for guess in made if sound(layout, guess)]
    return Seen(layout, titles, found, drafts, *features(layout, titles, found, cues, drafts))


class LearnedAnnotator:
    """Entities, quotes and officials of English news by a small trained network and rules.

    It needs no download and no network connection, and raises on no text. ``weights`` is a file that
    ``onrecord train`` wrote; without one the package's own is taken.

    Raises:
        UnknownAnnotator: There is no such file, or it is no file of weights.
    """

    name = "learned"
    argument = "[WEIGHTS]"
    version = "1.0"
    languages = frozenset({"en"})

    def __init__(self, weights: str | Path | None = None, *, calibrated: bool = True) -> None:
        self._calibrated = calibrated
        if weights is None:
            self._network = _shipped()
            return
        try:
            self._network = Network.load(Path(weights))
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            raise UnknownAnnotator(
                f"no annotator 'learned:{weights}': no weights are read from {weights}: {error}; "
                "give a file that 'onrecord train' wrote"
            ) from error
        # Other weights are another annotator: what was built with the old ones is built again.
        self.version = f"{type(self).version} {sha256(Path(weights).read_bytes()).hexdigest()[:12]}"

    def annotate(self, article: Mapping[str, Any]) -> Layers:
        """The layers of one article, as records of the schema."""
        seen = see(article)
        if not cut(seen.layout):
            return {"entities": [], "quotes": [], "officials": []}
        marked, tagged = self.tag(seen)
        found = mended(seen.layout, tagged)
        drafter = Drafter(seen.layout, _by_token(found))
        spoken = quoted_turns(drafter)
        for one in marked:
            if seen.layout.within[one.cue[0]] in spoken:
                continue
            drafted = draft(seen.layout, one)
            if drafted is not None and sound(seen.layout, drafted):
                drafter.keep(drafted)
        for guess in seen.drafts:
            if guess.sure >= DIRECT and guess.used and not drafter.taken.intersection(guess.used):
                drafter.keep(guess)
        made = chain(drafter)
        cued = {at for one in made if one.cue for at in range(*one.cue)}
        more = [*nested(drafter), *turns(drafter)]
        made += [one for one in more if not (one.cue and cued.intersection(range(*one.cue)))]
        layers = finish(seen.layout, found, made)
        if self._calibrated:
            _calibrate(layers, self._network.config.get("calibration", {}))
        return layers

    def tag(self, seen: Seen, valid: float = VALID) -> tuple[list[Marked], list[Name]]:
        """The cues with their contents and sources, and the names, by the network."""
        layout, network = seen.layout, self._network
        pieces = cut(layout)
        order = np.concatenate([np.arange(first, last) for first, last in pieces])
        sizes = np.array([last - first for first, last in pieces])
        packed = [
            (end - size, end) for size, end in zip(sizes.tolist(), np.cumsum(sizes).tolist(), strict=True)
        ]
        state = network.encode(seen.ids[order], seen.flags[order], sizes)
        probable = network.cues(state)
        asked = [
            (piece, *cue) for piece, span in enumerate(packed) for cue in candidates(probable[slice(*span)])
        ]
        kept = [
            (pieces[cue[0]][0], cue[1:], _without(tags, cue), round(sure, 3))
            for cue, (tags, sure) in zip(asked, network.pairs(state, packed, asked), strict=True)
            if sure >= valid
        ]
        best = paths([tags for _, _, tags, _ in kept])
        marked = [mark(path, cue, at, sure) for (at, cue, _, sure), path in zip(kept, best, strict=True)]
        chances = np.zeros((len(layout.tokens), NAME_TAGS), np.float32)
        chances[order] = network.names(state)
        found = names(layout, chances, pieces, {name.first: name for name in seen.names})
        return marked, with_people(found, seen.names, layout.tokens.words)


def _calibrate(layers: Layers, curves: Mapping[str, Sequence[Sequence[float]]]) -> None:
    """Make a chance of each confidence, by the curve that ``train.calibration`` fitted for its layer."""
    for layer, (said, right) in curves.items():
        for record in layers[layer]:  # type: ignore[literal-required]
            record["confidence"] = round(float(np.interp(record["confidence"], said, right)), 3)


def _without(tags: Floats, cue: tuple[int, int, int]) -> Floats:
    """The tags' chances where no token of the cue is content or source."""
    tags[cue[1] : cue[2], 1:] = -np.inf
    tags[cue[1] : cue[2], 0] = 0
    return tags


def _by_token(found: Sequence[Name]) -> dict[int, tuple[int, int]]:
    return {k: (name.first, name.last) for name in found for k in range(name.first, name.last)}


@cache
def _shipped() -> Network:
    return Network.load(Path(str(files(__package__) / WEIGHTS)))


__all__ = ["LearnedAnnotator", "Seen", "see"]
