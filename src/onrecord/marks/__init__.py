"""Gold annotations as people write them: words copied from the text, with marks.

No offset is typed by hand. ``compiled`` looks for the words in the text and fails loudly, line by line, where
they stand nowhere or in more than one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..layers import quote_record, span
from ..schema import faults
from .excerpt import Places, Range, Unplaced, place
from .judged import judgements
from .lines import Marks, parse
from .moved import moved

__all__ = ["Marks", "Unplaced", "compiled", "judgements", "moved", "parse"]

Record = dict[str, Any]
Claims = dict[str, list[Range]]  # entity id → where it is named

_PRONOUNS = frozenset(
    "i you he she it we they me him her us them who whom one himself herself themselves his hers its their "
    "my our your mine yours ours theirs this that these those".split()
)


def compiled(marks: Marks, text: str) -> tuple[dict[str, list[Record]], list[str]]:
    """The layers of a marks file in a text, and every problem with its line."""
    places, problems = Places(text), list(marks.problems)
    named = _named(marks.entities, places, problems)
    names = {entity["id"]: entity["name"] for entity in marks.entities}
    quotes = list(_each("quote", marks.quotes, lambda q: _quote(q, places, names), problems))
    officials = list(_each("official", marks.officials, lambda o: _official(o, places, names), problems))
    placed = [entity for entity in marks.entities if named.get(entity["id"])]
    entities = list(
        _each("entity", placed, lambda e: _entity(e, named[e["id"]], quotes, officials, text), problems)
    )
    return {"entities": entities, "quotes": quotes, "officials": officials}, problems


def _each(kind: str, items: Iterable[Record], make: Any, problems: list[str]) -> Iterator[Record]:
    for item in items:
        try:
            record = make(item)
        except Unplaced as error:
            problems.append(f"line {item['line']}: {item['id']}: {error}")
            continue
        if fault := next(faults(kind, record), None):
            problems.append(f"line {item['line']}: {item['id']}: {fault.path}: {fault.message[:200]}")
        else:
            yield record


def _named(entities: Sequence[Record], places: Places, problems: list[str]) -> Claims:
    """Where each entity is named: everywhere that a form stands by itself, outside longer ones."""
    forms = {form for entity in entities for form in [*entity["forms"], *entity["not"]] if "[" not in form}
    taken = sorted({where for form in forms for where in places.of(form)})
    claims: Claims = {}
    owner: dict[Range, str] = {}
    for entity in entities:
        found: set[Range] = set()
        barred = {where for form in entity["not"] for where in _barred(form, places, entity, problems)}
        for form in entity["forms"]:
            try:
                found.update(_form(form, places, taken))
            except Unplaced as error:
                problems.append(f"line {entity['line']}: {entity['id']}: {error}")
        for where in found - barred:
            if where in owner:
                words = places.text[slice(*where)]
                problems.append(
                    f"line {entity['line']}: {entity['id']}: {words!r} is a name of {owner[where]} too; mark "
                    "each place in an excerpt: | [name] with words around it"
                )
            owner[where] = entity["id"]
        claims[entity["id"]] = sorted(found - barred)
    return claims


def _form(form: str, places: Places, taken: Sequence[Range]) -> list[Range]:
    if "[" in form:
        return place(form, places)["content"]
    found = [w for w in places.of(form) if not any(s <= w[0] and w[1] <= e and (s, e) != w for s, e in taken)]
    if not found:
        raise Unplaced(f"{form!r} stands nowhere in the text by itself; copy the words from it")
    return found


def _barred(form: str, places: Places, entity: Record, problems: list[str]) -> list[Range]:
    try:
        return place(form, places)["content"] if "[" in form else places.of(form)
    except Unplaced as error:
        problems.append(f"line {entity['line']}: {entity['id']}: {error}")
        return []


def _quote(quote: Record, places: Places, names: Mapping[str, str]) -> Record:
    ranges = place(quote["excerpt"], places)
    if not ranges["content"]:
        raise Unplaced("a quote has content: mark it with [ and ]")
    fields = {
        "quote_id": quote["id"],
        "mode": quote["mode"],
        "speaker_id": quote["speaker"],
        "official_id": quote["official"],
        "parent_id": quote["parent"],
        "speaker_name": names.get(quote["speaker"] or ""),
    }
    return quote_record(places.text, fields, ranges)


def _official(official: Record, places: Places, names: Mapping[str, str]) -> Record:
    mentions = sorted({where for form in official["mentions"] for where in _form(form, places, ())})
    keys = (
        "office",
        "organisation",
        "organisation_id",
        "jurisdiction",
        "jurisdiction_id",
        "topics",
        "status",
    )
    title = _title(official["title"], mentions, places) if official["title"] else None
    return {
        "official_id": official["id"],
        "entity_id": official["entity"],
        "name": names.get(official["entity"] or ""),
        **{key: official[key] for key in keys},
        "title": span(places.text, *title) if title else None,
        "mentions": [span(places.text, *where) for where in mentions],
        "confidence": None,
    }


def _title(form: str, mentions: Sequence[Range], places: Places) -> Range:
    """The title: the marked place, else where the words stand in a mention, else where they stand first."""
    if "[" in form:
        return place(form, places)["content"][0]
    found = places.of(form)
    if not found:
        raise Unplaced(f"title {form!r} does not stand in the text; copy the words from it")
    return next((w for w in found if any(s <= w[0] and w[1] <= e for s, e in mentions)), found[0])


def _entity(
    entity: Record, named: Sequence[Range], quotes: Sequence[Record], officials: Sequence[Record], text: str
) -> Record:
    """The entity with its names, and the words that stand for it as a speaker or an official."""
    spoken = [s for q in quotes if q["speaker_id"] == entity["id"] for s in q["speaker"]]
    held = [s for o in officials if o["entity_id"] == entity["id"] for s in o["mentions"]]
    others = {
        (s["start"], s["end"])
        for s in [*spoken, *held]
        if not any(s["start"] <= start and end <= s["end"] for start, end in named)
    }
    mentions = [(where, "name") for where in named] + [
        (where, _kind(text[slice(*where)])) for where in others
    ]
    return {
        "entity_id": entity["id"],
        "type": entity["type"],
        "name": entity["name"],
        "link": entity["link"],
        "mentions": [{**span(text, *where), "kind": kind} for where, kind in sorted(mentions)],
        "confidence": None,
    }


def _kind(words: str) -> str:
    return "pronoun" if words.casefold() in _PRONOUNS else "nominal"
