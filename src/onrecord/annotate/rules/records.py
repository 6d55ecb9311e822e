"""From what the rules found to records of the schema."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from .cluster import Entity
from .drafts import Draft
from .layout import Layout, Range
from .occupancies import Official
from .words import word_class

_PRONOUNS = word_class("pronoun")


def entity_records(layout: Layout, entities: Sequence[Entity]) -> list[dict[str, Any]]:
    """One record an entity, with its mentions by name; ids in order of first mention."""
    return [
        {
            "entity_id": f"e{number}",
            "type": entity.type,
            "name": entity.name,
            "link": None,
            "mentions": [_mention(layout, (n.first, n.last), "name") for n in entity.names],
            "confidence": round(entity.sure, 2),
        }
        for number, entity in enumerate(entities, 1)
    ]


def add_nominals(
    layout: Layout, records: Sequence[dict[str, Any]], found: Sequence[tuple[int, Range]]
) -> None:
    """Add mentions by description or pronoun, where the entity has no mention there yet."""
    covered: dict[int, list[Range]] = {}
    for index, span in sorted(set(found), key=lambda item: (item[1][0], -item[1][1])):
        place = layout.span(*span)
        if index not in covered:
            covered[index] = [(m["start"], m["end"]) for m in records[index]["mentions"]]
        if not _insert(covered[index], place):
            continue
        kind = (
            "pronoun" if layout.tokens.lows[span[0]] in _PRONOUNS and span[1] - span[0] == 1 else ("nominal")
        )
        records[index]["mentions"].append(_mention(layout, span, kind))
    for record in records:
        record["mentions"].sort(key=lambda mention: mention["start"])


def _insert(places: list[Range], place: Range) -> bool:
    """Add a place to those in order, unless it overlaps one of them; whether it was added."""
    at = bisect_left(places, place)
    if at and places[at - 1][1] > place[0]:
        return False
    if at < len(places) and places[at][0] < place[1]:
        return False
    places.insert(at, place)
    return True


def official_records(
    layout: Layout, officials: Sequence[Official], entities: Sequence[Entity]
) -> list[dict[str, Any]]:
    """One record an office of a person; ids in order of first mention."""
    return [
        {
            "official_id": f"o{number}",
            "entity_id": _entity_id(official.entity),
            "name": None if official.entity is None else entities[official.entity].name,
            "title": _span(layout, official.title) if official.title else None,
            "office": official.office,
            "organisation": official.organisation,
            "organisation_id": _entity_id(official.organisation_entity),
            "jurisdiction": official.jurisdiction,
            "jurisdiction_id": _entity_id(official.jurisdiction_entity),
            "topics": list(official.topics),
            "status": official.status,
            "mentions": [_span(layout, mention) for mention in sorted(set(official.mentions))],
            "confidence": official.sure,
        }
        for number, official in enumerate(officials, 1)
    ]


def quote_records(
    layout: Layout,
    drafts: Sequence[Draft],
    speakers: Sequence[int | None],
    entities: Sequence[Entity],
    officials: Sequence[Official],
) -> list[dict[str, Any]]:
    """One record a quote; ids in order of content."""
    pairs = sorted(zip(drafts, speakers, strict=True), key=lambda pair: min(pair[0].content))
    parents = _parents([draft for draft, _ in pairs])
    office = _offices(officials)
    starts = [quotation.start for quotation in layout.quotations]
    out = []
    for number, (draft, speaker) in enumerate(pairs, 1):
        content = [_chars(layout, span) for span in sorted(draft.content)]
        out.append(
            {
                "quote_id": f"q{number}",
                "type": _type(layout, starts, draft),
                "mode": draft.mode,
                "content": content,
                "text": " ".join(span["text"] for span in content),
                "cue": [_span(layout, draft.cue)] if draft.cue else [],
                "speaker": [_span(layout, draft.source)] if draft.source else [],
                "speaker_id": _entity_id(speaker),
                "speaker_name": None if speaker is None else entities[speaker].name,
                "official_id": None if speaker is None else office(speaker, draft.source),
                "parent_id": parents[number - 1],
                "confidence": draft.sure,
            }
        )
    return out


def sound(layout: Layout, draft: Draft) -> bool:
    """Whether content and cue keep out of each other, as the scheme asks."""
    parts = sorted(draft.content)
    parts += [layout.span(*draft.cue)] if draft.cue else []
    return all(one[1] <= two[0] for one, two in pairwise(sorted(parts)))


def _mention(layout: Layout, span: Range, kind: str) -> dict[str, Any]:
    return {**_span(layout, span), "kind": kind}


def _span(layout: Layout, span: Range) -> dict[str, Any]:
    return _chars(layout, layout.span(*span))


def _chars(layout: Layout, span: Range) -> dict[str, Any]:
    start, end = span
    return {"start": start, "end": end, "text": layout.tokens.text[start:end]}


def _entity_id(index: int | None) -> str | None:
    return None if index is None else f"e{index + 1}"


def _parents(drafts: Sequence[Draft]) -> list[str | None]:
    """For each draft, in order of content, the innermost draft around it."""
    out: list[str | None] = []
    stack: list[tuple[int, int]] = []
    for number, draft in enumerate(drafts, 1):
        start, end = min(draft.content)
        while stack and stack[-1][0] < end:
            stack.pop()
        out.append(f"q{stack[-1][1]}" if stack else None)
        for a, b in sorted(draft.content)[:1]:
            if a <= start and (b, number) not in stack:
                stack.append((b, number))
    return out


def _type(layout: Layout, starts: Sequence[int], draft: Draft) -> str:
    """``direct`` if all of the content is in quotation marks, ``mixed`` if some, else not."""
    quoted = size = 0
    marks = layout.quotations
    if draft.inside:
        return "direct"
    for start, end in draft.content:
        size += end - start
        for k in range(bisect_left(starts, start), bisect_left(starts, end)):
            quoted += min(end, marks[k].end) - marks[k].start
    if not quoted:
        return "indirect"
    return "mixed" if size - quoted > 2 else "direct"


def _offices(officials: Sequence[Official]) -> Any:
    """A function from a person to the office in which they speak."""
    by_person: dict[int, list[tuple[int, Official]]] = {}
    for number, official in enumerate(officials, 1):
        if official.entity is not None:
            by_person.setdefault(official.entity, []).append((number, official))

    def office(person: int, source: Range | None) -> str | None:
        held = by_person.get(person)
        if not held:
            return None
        first, last = source or (0, 0)
        beside = [n for n, o in held if any(first <= a and b <= last for a, b in o.mentions)]
        current = [n for n, o in held if o.status != "former"]
        return f"o{(beside or current or [held[0][0]])[0]}"

    return office
