"""Where a system departs from the gold, sorted into classes that say what to mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .match import Parts, office, paired, same_office, same_words

Record = Mapping[str, Any]

#: The classes, in the order in which they are shown: what they mean, for each layer.
CLASSES = {
    "quote missed": "no quote of the system has half of this content",
    "quote with other content": "the cue was found, with content that shares less than half with this one",
    "quote too much": "no quote of the gold has half of this content",
    "content too long": "the content is found, with more around it",
    "content too short": "the content is found, without all of it",
    "content other extent": "the content is found, with more on one side and less on the other",
    "speaker missed": "the quote is found, its speaker's words are not",
    "speaker too much": "the quote has a speaker where the gold has none",
    "speaker other words": "the quote is found, with another speaker",
    "speaker other person": "the speaker's words are found, but they are taken for somebody else",
    "name missed": "no name of the system is at this place",
    "name too much": "no name of the gold is at this place",
    "name other type": "the name is found, with another type",
    "name other extent": "a name overlaps this one",
    "official missed": "the person is no official for the system",
    "official too much": "the person is no official for the gold",
    "official other office": "the person is found in another office",
    "official other place": "person and office are found, jurisdiction and organisation are not",
}


class Error(NamedTuple):
    """One departure: its class, the article, and what stands in gold and system (ranges by role)."""

    kind: str
    article_id: str
    place: int
    gold: Mapping[str, Any] | None
    found: Mapping[str, Any] | None


def errors(article: Record, found: Mapping[str, Sequence[Record]]) -> Iterator[Error]:
    """The departures of a system's layers from those of an article, layer by layer.

    Whom a speaker's words mean is compared where the article has entities: without them no gold says it.
    """
    text, name = article["text"], article["article_id"]
    for kind, gold, made in (
        *_quotes(article["quotes"], found.get("quotes", ()), text, known=bool(article["entities"])),
        *_names(article["entities"], found.get("entities", ())),
        *_officials(article["officials"], found.get("officials", ())),
    ):
        yield Error(kind, name, _place(gold or made or {}), gold, made)


Found = Iterator[tuple[str, Record | None, Record | None]]


def _place(item: Record) -> int:
    spans = [s for role in ("content", "mentions") for s in item.get(role, ())] or [item]
    return min(int(span.get("start", 0)) for span in spans)


def _quotes(gold: Sequence[Record], made: Sequence[Record], text: str, *, known: bool) -> Found:
    first, second = ([Parts(quote, text) for quote in layer] for layer in (gold, made))
    pairs = dict(paired(first, second))
    used = set(pairs.values())
    for i, quote in enumerate(gold):
        if i not in pairs:
            other = next((j for j, p in enumerate(second) if j not in used and first[i].cue & p.cue), None)
            if other is not None:
                used.add(other)
            kind = "quote missed" if other is None else "quote with other content"
            yield kind, quote, None if other is None else made[other]
            continue
        for kind in _differences(first[i], second[pairs[i]], quote, made[pairs[i]]):
            if known or kind != "speaker other person":
                yield kind, quote, made[pairs[i]]
    for j, quote in enumerate(made):
        if j not in used:
            yield "quote too much", None, quote


def _differences(gold: Parts, made: Parts, quote: Record, found: Record) -> Iterator[str]:
    if gold.content < made.content:
        yield "content too long"
    elif made.content < gold.content:
        yield "content too short"
    elif made.content != gold.content:
        yield "content other extent"
    if gold.speaker and not made.speaker:
        yield "speaker missed"
    elif made.speaker and not gold.speaker:
        yield "speaker too much"
    elif not same_words(gold.speaker, made.speaker):
        yield "speaker other words"
    elif (quote["speaker_name"] or "").split()[-1:] != (found["speaker_name"] or "").split()[-1:]:
        yield "speaker other person"


def _names(gold: Sequence[Record], made: Sequence[Record]) -> Found:
    first, second = (
        {
            (m["start"], m["end"]): {**m, "type": entity["type"]}
            for entity in layer
            for m in entity["mentions"]
            if m["kind"] == "name"
        }
        for layer in (gold, made)
    )
    for where, name in first.items():
        same = second.get(where)
        if same is not None:
            if same["type"] != name["type"]:
                yield "name other type", name, same
            continue
        near = next((n for (s, e), n in second.items() if s < where[1] and where[0] < e), None)
        yield ("name missed" if near is None else "name other extent"), name, near
    for where, name in second.items():
        if not any(s < where[1] and where[0] < e for s, e in first):
            yield "name too much", None, name


def _officials(gold: Sequence[Record], made: Sequence[Record]) -> Found:
    left = [(office(official), official) for official in made]
    todo = [(office(official), official) for official in gold]
    for depth, kind in ((3, None), (2, "official other place"), (1, "official other office")):
        missed = []
        for key, official in todo:
            hit = next((pair for pair in left if same_office(key, pair[0], depth)), None)
            if hit is None:
                missed.append((key, official))
                continue
            left.remove(hit)
            if kind:
                yield kind, official, hit[1]
        todo = missed
    yield from (("official missed", official, None) for _, official in todo)
    yield from (("official too much", None, official) for _, official in left)
