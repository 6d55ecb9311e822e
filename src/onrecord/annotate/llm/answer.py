"""From a language model's words to records: everything is looked for in the text, nothing is trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from ...layers import quote_record, span
from ...marks import compiled
from ...marks.excerpt import Places, Range, shortest
from ...marks.lines import Marks
from ...schema import faults

Record = dict[str, Any]
_ROLES = ("content", "cue", "speaker")
_MOST_PARTS = 6  # the contents of a quote that are put in order with cue and speaker


class Answer:
    """One answer and the text that it is of; ``unplaced`` counts the words that do not stand there."""

    def __init__(self, said: Any, text: str) -> None:
        self._said: Mapping[str, Any] = said if isinstance(said, dict) else {}
        self._places = Places(text)
        self._text = text
        self.unplaced = 0

    def layers(self) -> dict[str, list[Record]]:
        """The layers, as records of the schema, links to what was not found set to null."""
        entities = list(self._entities())
        quotes = list(self._valid("quote", map(self._quote, self._items("quotes"))))
        officials = list(self._valid("official", map(self._official, self._items("officials"))))
        _unlink({"entities": entities, "quotes": quotes, "officials": officials})
        return {"entities": entities, "quotes": quotes, "officials": officials}

    def _items(self, layer: str) -> list[Record]:
        items = self._said.get(layer)
        return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []

    def _valid(self, kind: str, records: Iterator[Record | None]) -> Iterator[Record]:
        seen: set[str] = set()
        for record in records:
            if record is None:
                continue
            identity = record[f"{kind}_id"]
            if identity in seen or next(faults(kind, record), None) is not None:
                self.unplaced += 1
                continue
            seen.add(identity)
            yield record

    def _entities(self) -> Iterator[Record]:
        """Entities by their names; every place of a name counts, as in annotations by people."""
        marks, seen = Marks(), set[str]()
        for item in self._items("entities"):
            mentions = item.get("mentions")
            words = (
                [m.get("text") for m in mentions if isinstance(m, dict)] if isinstance(mentions, list) else []
            )
            said = [form for form in [item.get("name"), *words] if isinstance(form, str) and form.strip()]
            forms = list(dict.fromkeys(said))
            there = [form for form in forms if "[" not in form and self._places.of(form)]
            self.unplaced += len(forms) - len(there)
            identity = item.get("entity_id")
            if there and isinstance(identity, str) and identity not in seen:
                seen.add(identity)
                marks.entities.append(
                    {"id": identity, "type": item.get("type"), "name": there[0], "link": None, "forms": there,
                     "not": [], "line": 0}
                )  # fmt: skip
        made, problems = compiled(marks, self._text)
        self.unplaced += len(problems)
        for record in made["entities"]:
            names = [mention["text"] for mention in record["mentions"]]
            yield {**record, "name": record["name"] if record["name"] in names else max(names, key=len)}

    def _quote(self, item: Record) -> Record | None:
        words = {role: list(self._known(item.get(role))) for role in _ROLES}
        ranges = self._closest(words) if words["content"] else None
        if ranges is None:
            self.unplaced += 1
            return None
        keys = ("quote_id", "mode", "speaker_id", "official_id", "parent_id")
        return quote_record(self._text, {key: item.get(key) for key in keys}, ranges)

    def _known(self, said: Any) -> Iterator[str]:
        """The words of a role that stand in the text, paragraph by paragraph."""
        for words in said if isinstance(said, list) else [said]:
            for piece in str(words).split("\n") if isinstance(words, str) else ():
                if piece.strip() and self._places.of(piece.strip()):
                    yield piece.strip()
                elif piece.strip():
                    self.unplaced += 1

    def _closest(self, words: Mapping[str, Sequence[str]]) -> dict[str, list[Range]] | None:
        """The ranges of the parts where they stand closest together, cue and speaker anywhere among them."""
        content = [("content", piece) for piece in words["content"]]
        others = [(role, piece) for role in ("cue", "speaker") for piece in words[role][:1]]
        best: list[tuple[str, Range]] | None = None
        for order in _orders(content, others):
            found = [self._places.of(piece) for _, piece in order]
            for chain in shortest(found):
                if best is None or chain[-1][1] - chain[0][0] < best[-1][1][1] - best[0][1][0]:
                    best = [(role, where) for (role, _), where in zip(order, chain, strict=True)]
        if best is None:
            return None
        return {role: [where for kind, where in best if kind == role] for role in _ROLES}

    def _official(self, item: Record) -> Record | None:
        mentions = sorted(
            {where for words in self._known(item.get("mentions")) for where in self._places.of(words)}
        )
        title = next(
            (where for words in self._known(item.get("title")) for where in self._places.of(words)), None
        )
        if not mentions:
            self.unplaced += 1
            return None
        keys = ("official_id", "entity_id", "office", "organisation", "organisation_id", "jurisdiction",
                "jurisdiction_id", "topics", "status")  # fmt: skip
        return {
            **{key: item.get(key) for key in keys},
            "name": None,
            "title": span(self._text, *title) if title else None,
            "mentions": [span(self._text, *where) for where in mentions],
            "confidence": None,
        }


def _orders(
    content: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]
) -> Iterator[list[tuple[str, str]]]:
    """The contents in their order, with cue and speaker at every place among them."""
    if len(content) > _MOST_PARTS:
        yield list(content)
        return
    total = len(content) + len(others)
    for taken in combinations(range(total), len(others)):
        for row in {tuple(others), tuple(reversed(others))}:
            first, rest = iter(row), iter(content)
            yield [next(first) if i in taken else next(rest) for i in range(total)]


def _unlink(layers: Mapping[str, list[Record]]) -> None:
    """Links to records that are not there become null, and names follow from links."""
    known = {layer: {item[f"{kind}_id"] for item in layers[layer]} for layer, kind in _KINDS.items()}
    names = {entity["entity_id"]: entity["name"] for entity in layers["entities"]}
    for layer, key, target in _LINKS:
        for item in layers[layer]:
            if item[key] not in known[target]:
                item[key] = None
    for quote in layers["quotes"]:
        quote["speaker_name"] = names.get(quote["speaker_id"])
        if quote["parent_id"] == quote["quote_id"]:
            quote["parent_id"] = None
    for official in layers["officials"]:
        official["name"] = names.get(official["entity_id"])


_KINDS = {"entities": "entity", "quotes": "quote", "officials": "official"}
_LINKS = (
    ("quotes", "speaker_id", "entities"),
    ("quotes", "official_id", "officials"),
    ("quotes", "parent_id", "quotes"),
    ("officials", "entity_id", "entities"),
    ("officials", "organisation_id", "entities"),
    ("officials", "jurisdiction_id", "entities"),
)
