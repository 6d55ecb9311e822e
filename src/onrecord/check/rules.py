"""What the schema can't say of an article. Each rule has a stable id and a level."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import le, lt
from typing import Any, NamedTuple

Record = Mapping[str, Any]
Finding = tuple[str, str]  # JSON path, message


class Rule(NamedTuple):
    """A rule: its id, its level, what it asks, and the function that finds what breaks it."""

    id: str
    level: str
    asks: str
    find: Callable[[Record], Iterator[Finding]]


def spans(record: Record) -> Iterator[tuple[str, Record]]:
    """Every span of every layer, with its path."""
    for layer, roles in _SPANS.items():
        for i, item in enumerate(record[layer]):
            for role in roles:
                value = item[role]
                for j, span in enumerate(value if isinstance(value, list) else [value]):
                    if span is not None:
                        yield f"$.{layer}[{i}].{role}[{j}]", span


_SPANS = {
    "entities": ("mentions",),
    "quotes": ("content", "cue", "speaker"),
    "officials": ("title", "mentions"),
}


def _span_text(record: Record) -> Iterator[Finding]:
    text = record["text"]
    for path, span in spans(record):
        slice_ = text[span["start"] : span["end"]]
        if slice_ != span["text"] or not slice_:
            yield path, f"the span says {span['text'][:60]!r}, the text there is {slice_[:60]!r}"


def _in_order(ranges: Sequence[Record], text: str) -> bool:
    """Whether nothing is wrong with the ranges, told at once."""
    starts = [r["start"] for r in ranges]
    ends = [r["end"] for r in ranges]
    if not all(map(lt, starts, ends)) or not all(map(le, ends, [*starts[1:], len(text)])):
        return False
    between = "".join(text[end:start] for end, start in zip(ends, [*starts[1:], len(text)], strict=True))
    return not between.strip() and not any(text[start].isspace() for start in starts)


def _ranges(name: str) -> Callable[[Record], Iterator[Finding]]:
    def find(record: Record) -> Iterator[Finding]:
        length, text = len(record["text"]), record["text"]
        if _in_order(record[name], text):
            return
        for i, (one, two) in enumerate(pairwise([*record[name], {"start": length, "end": length}])):
            if not one["start"] < one["end"] <= two["start"]:
                yield (
                    f"$.{name}[{i}]",
                    f"{one['start']}:{one['end']} is empty, outside the text or overlaps the next",
                )
            elif text[one["end"] : two["start"]].strip() or text[one["start"]].isspace():
                yield f"$.{name}[{i}]", "only white space may lie between two of them and none at their ends"

    return find


def _offset_map(record: Record) -> Iterator[Finding]:
    for i, (one, two) in enumerate(pairwise(record["offset_map"])):
        if one["text"] + one["length"] > two["text"] or one["raw"] + one["length"] > two["raw"]:
            yield (
                f"$.offset_map[{i + 1}]",
                "runs must be in order and apart in both the text and the raw document",
            )
    last = record["offset_map"][-1] if record["offset_map"] else None
    if last and last["text"] + last["length"] > len(record["text"]):
        yield f"$.offset_map[{len(record['offset_map']) - 1}]", "the run ends behind the text"


def _ids(record: Record) -> Iterator[Finding]:
    for layer, key in (("entities", "entity_id"), ("quotes", "quote_id"), ("officials", "official_id")):
        seen: set[str] = set()
        for i, item in enumerate(record[layer]):
            if item[key] in seen:
                yield (
                    f"$.{layer}[{i}].{key}",
                    f"{item[key]!r} is taken by an earlier one; ids are unique in an article",
                )
            seen.add(item[key])


_REFERENCES = (
    ("quotes", "speaker_id", "entities", "entity_id"),
    ("quotes", "official_id", "officials", "official_id"),
    ("quotes", "parent_id", "quotes", "quote_id"),
    ("officials", "entity_id", "entities", "entity_id"),
    ("officials", "organisation_id", "entities", "entity_id"),
    ("officials", "jurisdiction_id", "entities", "entity_id"),
)


def _references(record: Record) -> Iterator[Finding]:
    for layer, key, target, identity in _REFERENCES:
        known = {item[identity] for item in record[target]}
        for i, item in enumerate(record[layer]):
            if item[key] is not None and item[key] not in known:
                yield f"$.{layer}[{i}].{key}", f"{item[key]!r} is no {identity} of this article"


def _entity_name(record: Record) -> Iterator[Finding]:
    for i, entity in enumerate(record["entities"]):
        if entity["name"] not in {mention["text"] for mention in entity["mentions"]}:
            yield (
                f"$.entities[{i}].name",
                f"{entity['name']!r} is none of the mentions; take the fullest of them",
            )


def _names(record: Record) -> Iterator[Finding]:
    names = {entity["entity_id"]: entity["name"] for entity in record["entities"]}
    for layer, key, name in (("quotes", "speaker_id", "speaker_name"), ("officials", "entity_id", "name")):
        for i, item in enumerate(record[layer]):
            if item[key] in names and item[name] != names[item[key]]:
                yield (
                    f"$.{layer}[{i}].{name}",
                    f"{item[name]!r} is not the name of {item[key]}, {names[item[key]]!r}",
                )


def _quote_parts(record: Record) -> Iterator[Finding]:
    for i, quote in enumerate(record["quotes"]):
        parts = sorted((s["start"], s["end"], role) for role in ("content", "cue") for s in quote[role])
        for one, two in pairwise(parts):
            if one[1] > two[0]:
                yield f"$.quotes[{i}].{two[2]}", f"{two[0]}:{two[1]} overlaps {one[2]} {one[0]}:{one[1]}"


def _quote_text(record: Record) -> Iterator[Finding]:
    for i, quote in enumerate(record["quotes"]):
        joined = " ".join(span["text"] for span in quote["content"])
        if quote["text"] != joined:
            yield f"$.quotes[{i}].text", "must be the content spans joined by one space"


def _nesting(record: Record) -> Iterator[Finding]:
    parents = {quote["quote_id"]: quote["parent_id"] for quote in record["quotes"]}
    for i, quote in enumerate(record["quotes"]):
        seen, node = {quote["quote_id"]}, quote["parent_id"]
        while node is not None and node not in seen:
            seen.add(node)
            node = parents.get(node)
        if node is not None:
            yield f"$.quotes[{i}].parent_id", "the chain of parents comes back to the quote itself"


def _licence(record: Record) -> Iterator[Finding]:
    licence = record["licence"]
    if licence is None:
        return
    from .licences import licence_fault  # only a text with a licence needs the list

    if fault := licence_fault(licence):
        message = f"{licence!r} is no SPDX licence expression, such as CC-BY-4.0 or LicenseRef-NAME: {fault}"
        yield "$.licence", message


def _provenance(record: Record) -> Iterator[Finding]:
    for layer, source in record["provenance"].items():
        if source is None and record[layer]:
            yield f"$.provenance.{layer}", "null, but the layer is not empty; name the annotator, or 'gold'"


RULES = (
    Rule("span-text", "error", "a span's text is the slice of the article's text", _span_text),
    Rule("paragraphs", "error", "paragraphs are in order, apart, and cover the text", _ranges("paragraphs")),
    Rule("sentences", "error", "sentences are in order, apart, and cover the text", _ranges("sentences")),
    Rule("offset-map", "error", "runs are in order, apart, and inside the text", _offset_map),
    Rule("unique-id", "error", "ids are unique in an article", _ids),
    Rule("reference", "error", "ids refer to records of the same article", _references),
    Rule("entity-name", "error", "an entity's name is one of its mentions", _entity_name),
    Rule("person-name", "error", "names repeat those of the entities that they refer to", _names),
    Rule("quote-parts", "warning", "the content and cue of a quote do not overlap", _quote_parts),
    Rule("quote-text", "error", "a quote's text is its content", _quote_text),
    Rule("quote-nesting", "error", "a quote is not inside itself", _nesting),
    Rule("licence", "error", "licences are SPDX expressions", _licence),
    Rule("provenance", "error", "a layer that is not empty says where it comes from", _provenance),
)
