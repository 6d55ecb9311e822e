"""Which records of a system are right, with how sure the system was of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .match import Parts, office, paired, same_office, same_words

Record = Mapping[str, Any]
Layers = Mapping[str, Any]
#: A record's layer, the confidence in it, and whether it is right.
Judged = Iterator[tuple[str, float, bool]]


def judged(gold: Record, found: Layers) -> Judged:
    """The records of the layers that an article has gold of.

    A quote is right if a gold quote has half of its content (token IoU) and half of its speaker (token F1), a
    name by place and type, an official by person and office.
    """
    kinds = {"quotes": _quotes, "entities": _entities, "officials": _officials}
    for layer, judge in kinds.items():
        if gold["provenance"][layer]:
            for sure, right in judge(gold, found[layer]):
                yield layer, sure, right


def _quotes(gold: Record, found: Sequence[Record]) -> Iterator[tuple[float, bool]]:
    ours = [Parts(quote, gold["text"]) for quote in found]
    theirs = [Parts(quote, gold["text"]) for quote in gold["quotes"]]
    right = {i for i, _ in paired(ours, theirs, lambda a, b: same_words(a.speaker, b.speaker))}
    for number, quote in enumerate(found):
        yield quote["confidence"], number in right


def _entities(gold: Record, found: Sequence[Record]) -> Iterator[tuple[float, bool]]:
    true = {(m["start"], m["end"], e["type"]) for e in gold["entities"] for m in e["mentions"]}
    for entity in found:
        for mention in entity["mentions"]:
            if mention["kind"] == "name":
                yield entity["confidence"], (mention["start"], mention["end"], entity["type"]) in true


def _officials(gold: Record, found: Sequence[Record]) -> Iterator[tuple[float, bool]]:
    left = [office(official) for official in gold["officials"]]
    for official in found:
        hit = next((one for one in left if same_office(office(official), one, 2)), None)
        if hit is not None:
            left.remove(hit)
        yield official["confidence"], hit is not None
