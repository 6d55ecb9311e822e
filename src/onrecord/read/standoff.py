"""brat's standoff lines, and the quotes and entities among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .document import ImportedEntity, ImportedGold, ImportedQuote, Range

# Spellings of types and roles, compared in lower case without punctuation and final digits.
_ENTITY_TYPES = {
    spelling: entity_type
    for entity_type, spellings in {
        "PERSON": "person per people human",
        "NORP": "norp nationality nationalreligiouspoliticalgroup",
        "ORG": "org organization organisation company institution",
        "GPE": "gpe geopoliticalentity country city",
        "LOC": "loc location",
        "FAC": "fac facility building",
        "EVENT": "event",
    }.items()
    for spelling in spellings.split()
}
_ROLES = {
    spelling: role
    for role, spellings in {
        "speaker": "source speaker holder",
        "cue": "cue reportingverb",
        "content": "content quote quotation directquote indirectquote mixedquote",
    }.items()
    for spelling in spellings.split()
}
_PARTS = ("speaker", "cue", "content")
_SPANS = re.compile(r"(\S{1,80}) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9}){0,500})$")
_LINE = re.compile(r"[TERN]\d{1,9}\t")
_QID = re.compile(r"wikidata:(q[1-9]\d{0,11})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A text-bound annotation: its type, its ranges as they are written, in whatever order, and the words
    that its line says stand there.
    """

    type: str
    ranges: tuple[Range, ...]
    surface: str


@dataclass(frozen=True, slots=True)
class _Event:
    """An event: its type, the id of its trigger, and (role, id) for each that takes part."""

    type: str
    trigger: str
    roles: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Standoff:
    """What an ``.ann`` file says of a text.

    ``skipped`` are the characters that the file's offsets count before the text, such as a byte
    order mark; ``problems`` are (line number, what is wrong).
    """

    text: str
    skipped: int = 0
    spans: dict[str, Span] = field(default_factory=dict)
    events: list[_Event] = field(default_factory=list)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)


def parse_standoff(ann: str, text: str, skipped: int = 0) -> Standoff:
    """The annotations of a text. What stands outside it is left out and named as a problem.

    Notes, attributes, and the further lines of a span that runs over several are passed over.
    Ranges are shrunk so that no white space stands at either end.
    """
    found = Standoff(text, skipped)
    for number, line in enumerate(ann.split("\n"), start=1):
        if _LINE.match(line):
            key, value, *rest = line.rstrip("\r").split("\t")
            problem = _PARSERS[key[0]](found, key, value, "\t".join(rest))
            if problem:
                found.problems.append((number, f"{key}: {problem}"))
    return found


def gold(found: Standoff, annotator: str, *, quotes: bool = False) -> ImportedGold:
    """The layers of one annotator.

    A layer without a single annotation counts as not annotated, unless ``quotes`` says that quotes
    were what was looked for.
    """
    quote_layer = _quotes(found)
    return ImportedGold(annotator, quote_layer if quote_layer or quotes else None, _entities(found) or None)


def misplaced(found: Standoff) -> int:
    """How many spans have other words than stand at their place in the text."""
    return sum(_words(_under(span, found.text)) != _words(span.surface) for span in found.spans.values())


def _under(span: Span, text: str) -> str:
    return " ".join(text[start:end] for start, end in span.ranges)


def _words(text: str) -> str:
    return "".join(text.split()).replace("\ufeff", "")


def _parse_span(found: Standoff, key: str, value: str, surface: str) -> str | None:
    match = _SPANS.match(value)
    if match is None:
        return f"{value[:60]!r} is no type with ranges; 'Type 3 9' or 'Type 3 9;12 20' is allowed"
    length = found.skipped + len(found.text)
    ranges = [_range(pair) for pair in match[2].split(";")]
    if not all(start <= end <= length for start, end in ranges):
        return f"{match[2][:60]} lies outside the text, which has {length:,} characters"
    shrunk = (_shrunk(start - found.skipped, end - found.skipped, found.text) for start, end in ranges)
    kept = tuple((start, end) for start, end in shrunk if start < end)
    if not kept:
        return f"nothing but white space stands at {match[2][:60]}"
    found.spans[key] = Span(match[1], kept, surface)
    return None


def _range(pair: str) -> Range:
    start, end = pair.split()
    return int(start), int(end)


def _shrunk(start: int, end: int, text: str) -> Range:
    start, end = max(start, 0), max(end, 0)
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _parse_event(found: Standoff, _key: str, value: str, _rest: str) -> str | None:
    parts = [part.partition(":")[::2] for part in value.split()]
    if not parts or not parts[0][1]:
        return f"{value[:60]!r} is no event; 'Type:T1 Role:T2' is allowed"
    found.events.append(_Event(*parts[0], tuple(parts[1:])))
    return None


def _parse_relation(found: Standoff, _key: str, value: str, _rest: str) -> str | None:
    kind, *targets = [part.rpartition(":")[2] for part in value.split()] or [""]
    if len(targets) != 2:
        return f"{value[:60]!r} is no relation; 'Type Arg1:T1 Arg2:T2' is allowed"
    found.relations.append((kind, targets[0], targets[1]))
    return None


def _parse_link(found: Standoff, _key: str, value: str, _rest: str) -> str | None:
    """A normalisation (``Reference T1 Wikidata:Q2``); other databases than Wikidata say nothing here."""
    parts = value.split()
    qid = _QID.match(parts[2]) if len(parts) == 3 else None
    if qid:
        found.links[parts[1]] = qid[1].upper()
    return None


_PARSERS: dict[str, Callable[[Standoff, str, str, str], str | None]] = {
    "T": _parse_span,
    "E": _parse_event,
    "R": _parse_relation,
    "N": _parse_link,
}


def _bare(name: str) -> str:
    return re.sub(r"[\W_]", "", name[:80].lower()).rstrip("0123456789")


def _role(name: str) -> str | None:
    return _ROLES.get(_bare(name))


def _entities(found: Standoff) -> tuple[ImportedEntity, ...]:
    typed = ((key, span, _ENTITY_TYPES.get(_bare(span.type))) for key, span in found.spans.items())
    entities = [ImportedEntity(t, _merged(found, [key]), found.links.get(key)) for key, _, t in typed if t]
    return tuple(sorted(entities, key=lambda entity: (entity.ranges, entity.type)))


def _quotes(found: Standoff) -> tuple[ImportedQuote, ...]:
    """The quotes of the events, or, in a file without such events, of the relations and spans."""
    quotes = [_quote(found, _by_role(event)) for event in found.events]
    if not any(quotes):
        quotes = [_quote(found, parts) for parts in _by_relation(found)]
    kept = {quote for quote in quotes if quote}
    return tuple(sorted(kept, key=lambda quote: (quote.content, quote.cue, quote.speaker)))


def _by_role(event: _Event) -> dict[str, list[str]]:
    """The ids in each role; the trigger of an event "Quote" is the content if no other is given."""
    parts: dict[str, list[str]] = {role: [] for role in _PARTS}
    for role, target in event.roles:
        if meant := _role(role):
            parts[meant].append(target)
    if not parts["content"] and _role(event.type) == "content":
        parts["content"].append(event.trigger)
    return parts


def _by_relation(found: Standoff) -> Iterable[dict[str, list[str]]]:
    """For each content the ids that relations join to it."""
    contents: dict[str, dict[str, list[str]]] = {
        key: {"speaker": [], "cue": [], "content": [key]}
        for key, span in found.spans.items()
        if _role(span.type) == "content"
    }
    for kind, one, other in found.relations:
        content, joined = (one, other) if one in contents else (other, one)
        role = _role(kind) or (_role(found.spans[joined].type) if joined in found.spans else None)
        if content in contents and role:
            contents[content][role].append(joined)
    return contents.values()


def _quote(found: Standoff, parts: dict[str, list[str]]) -> ImportedQuote | None:
    """The quote of the spans in each role, or None where there is no content."""
    spans = {role: _merged(found, targets) for role, targets in parts.items()}
    if not spans["content"]:
        return None
    return ImportedQuote(spans["content"], spans["cue"], spans["speaker"])


def _merged(found: Standoff, targets: list[str]) -> tuple[Range, ...]:
    """The ranges of several spans in order; those that overlap are one."""
    merged: list[Range] = []
    for start, end in sorted(r for key in targets if key in found.spans for r in found.spans[key].ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
