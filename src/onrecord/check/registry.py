"""What a registry of offices must hold to, and whether what articles say of officials agrees with it.

Days are inclusive: a predecessor's last day is the day before the successor's first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any, NamedTuple

from ..schema import faults
from .problem import Problem

Record = Mapping[str, Any]
Table = Sequence["Row"]
Finding = tuple[str, str, str, str]  # rule, level, JSON path, message

_KINDS = {"persons": "person", "posts": "post", "occupancies": "occupancy"}
_FIRST, _LAST = "0000-00-00", "9999-99-99"
_ELSEWHERE = re.compile(r"Q\d+|.*[:/].*")  # a Wikidata item or another register's address

#: The rules of a registry and of officials beside one: id, level, what it asks.
RULES = (
    ("registry-id", "error", "ids are unique in their table"),
    ("registry-reference", "error", "an occupancy is of a person and a post of the registry"),
    ("registry-dates", "error", "an occupancy lies within its person's life and its post's existence"),
    ("registry-twice", "error", "a person holds the same post once at a time"),
    ("registry-holder", "error", "a post of one holder has one at a time, and one acting at most"),
    ("registry-link", "error", "a person's link is one of the registry's persons"),
    ("office-date", "error", "a status agrees with the registry on the day of publication or the day before"),
    ("office-unknown", "warning", "a linked official holds such an office in the registry at some time"),
)  # fmt: skip


class Row(NamedTuple):
    """A row of the registry, and where it stands."""

    file: str
    place: str
    record: dict[str, Any]


class Registry:
    """Persons, posts and occupancies, each checked once.

    ``problems`` of the tables are found first; what breaks the schema is left out of the rest.
    """

    def __init__(self, tables: Mapping[str, Iterable[Row]]) -> None:
        self.problems: list[Problem] = []
        self._tables = {name: list(self._valid(name, tables.get(name, ()))) for name in _KINDS}
        self.persons = {row.record["person_id"]: row.record for row in self._tables["persons"]}
        self.posts = {row.record["post_id"]: row.record for row in self._tables["posts"]}
        self._held: dict[str, list[Record]] = defaultdict(list)
        for row in self._tables["occupancies"]:
            if row.record["post_id"] in self.posts:
                self._held[row.record["person_id"]].append(row.record)
        for row, rule, path, message in self._findings():
            self.problems.append(Problem(row.file, row.place, path, rule, "error", message))

    def _valid(self, table: str, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            found = list(faults(_KINDS[table], row.record))
            if not found:
                yield row
            for fault in found:
                self.problems.append(
                    Problem(row.file, row.place, fault.path, "schema", "error", fault.message[:300])
                )

    def _findings(self) -> Iterator[tuple[Row, str, str, str]]:
        for table, kind in _KINDS.items():
            yield from _repeated_ids(self._tables[table], f"{kind}_id")
        by_post: dict[str, list[Row]] = defaultdict(list)
        for row in self._tables["occupancies"]:
            yield from self._references(row)
            yield from self._dates(row)
            by_post[row.record["post_id"]].append(row)
        for post_id, rows in by_post.items():
            yield from _overlaps(rows, single=self.posts.get(post_id, {}).get("single_holder", False))

    def _references(self, row: Row) -> Iterator[tuple[Row, str, str, str]]:
        for key, known in (("person_id", self.persons), ("post_id", self.posts)):
            if row.record[key] not in known:
                message = f"{row.record[key]!r} is no {key} of the registry; add it there or correct the id"
                yield row, "registry-reference", f"$.{key}", message

    def _dates(self, row: Row) -> Iterator[tuple[Row, str, str, str]]:
        start, end = _days(row.record)
        person = self.persons.get(row.record["person_id"], {})
        post_start, post_end = _days(self.posts.get(row.record["post_id"], {}))
        limits = (
            ("start_date", start > end, f"begins on {start}, after its end on {end}"),
            ("start_date", start < (person.get("birth_date") or _FIRST) and start != _FIRST,
             f"begins on {start}, before the person's birth on {person.get('birth_date')}"),
            ("end_date", person.get("death_date") and end > person["death_date"],
             f"ends on {_shown(end)}, after the person's death on {person.get('death_date')}"),
            ("start_date", start < post_start and start != _FIRST,
             f"begins on {start}, before the post's start on {post_start}"),
            ("end_date", end > post_end, f"ends on {_shown(end)}, after the post's end on {post_end}"),
        )  # fmt: skip
        for path, broken, message in limits:
            if broken:
                yield row, "registry-dates", f"$.{path}", message

    def findings(self, article: Record) -> Iterator[Finding]:
        """What an article's entities and officials say against the registry."""
        links = {}
        for i, entity in enumerate(article["entities"]):
            link = entity["link"]
            if entity["type"] != "PERSON" or link is None or _ELSEWHERE.fullmatch(link):
                continue
            links[entity["entity_id"]] = link
            if link not in self.persons:
                message = f"{link!r} is no person_id of the registry; add the person or correct the link"
                yield "registry-link", "error", f"$.entities[{i}].link", message
        for i, official in enumerate(article["officials"]):
            person = links.get(official["entity_id"])
            if person in self.persons:
                yield from self._official(official, str(person), article["published"], f"$.officials[{i}]")

    def _official(self, official: Record, person: str, day: str | None, path: str) -> Iterator[Finding]:
        held = [o for o in self._held[person] if _same_office(official, self.posts[o["post_id"]])]
        what = f"{official['office']!r} ({official['jurisdiction'] or official['organisation']})"
        if not held:
            if any(_may_be(official, self.posts[o["post_id"]]) for o in self._held[person]):
                return
            message = (
                f"{person!r} never holds {what} in the registry; add the occupancy or correct the office"
            )
            yield "office-unknown", "warning", f"{path}.office", message
        elif day is not None and not any(_agrees(official["status"], o, day) for o in held):
            terms = "; ".join(" to ".join(map(_shown, _days(o))) for o in held)
            message = f"{official['status']!r} on {day}, but {person!r} holds {what} {terms}"
            yield "office-date", "error", f"{path}.status", message


def _repeated_ids(rows: Table, key: str) -> Iterator[tuple[Row, str, str, str]]:
    seen: dict[str, Row] = {}
    for row in rows:
        first = seen.setdefault(row.record[key], row)
        if first is not row:
            message = f"{row.record[key]!r} is taken by {first.place}; give each row an id of its own"
            yield row, "registry-id", f"$.{key}", message


def _overlaps(rows: Table, *, single: bool) -> Iterator[tuple[Row, str, str, str]]:
    for one, two in combinations(rows, 2):
        if not _overlap(one.record, two.record):
            continue
        other = f"{one.record['person_id']!r} ({one.place}) {' to '.join(map(_shown, _days(one.record)))}"
        if one.record["person_id"] == two.record["person_id"]:
            yield two, "registry-twice", "$.start_date", f"holds the post already: {other}"
        elif single and one.record["acting"] == two.record["acting"]:  # who acts stands in for the holder
            yield two, "registry-holder", "$.start_date", f"the post has one holder, then held by {other}"


def _overlap(one: Record, two: Record) -> bool:
    (start, end), (other_start, other_end) = _days(one), _days(two)
    return start <= other_end and other_start <= end


def _same_office(official: Record, post: Record) -> bool:
    """Whether a post is the office that an article tells, which may say less of it than the registry.

    "Judge" may be a special judge, and of an office between states the unit may go unsaid.
    """
    said, listed = official["office"].casefold(), post["label"].casefold()
    if not f" {listed}".endswith(f" {said}") and not f" {said}".endswith(f" {listed}"):
        return False
    return _same_place(official, post)


def _may_be(official: Record, post: Record) -> bool:
    """Whether a post may be meant by an office, too loosely to hold dates against it.

    A minister of transport may be one of transport and harbours; who is told to run something is a "head".
    """
    said, listed = _words(official["office"]), _words(post["label"])
    return (said == {"head"} or said <= listed or listed <= said) and _same_place(official, post)


def _same_place(official: Record, post: Record) -> bool:
    claims = [(official[key], post[key]) for key in ("jurisdiction", "organisation") if official[key]]
    between_states = post["jurisdiction"] is None and official["jurisdiction"] is None
    return between_states or not claims or any(_same_name(said, listed) for said, listed in claims)


def _words(office: str) -> set[str]:
    return set(office.casefold().replace("-", " ").split()) - {"of", "the", "and", "for"}


def _same_name(one: str, two: str | None) -> bool:
    return two is not None and (one.casefold() in two.casefold() or two.casefold() in one.casefold())


def _agrees(status: str, occupancy: Record, day: str) -> bool:
    """Whether the status fits on the day of publication or, as papers report of yesterday, the day before."""
    start, end = _days(occupancy)
    if status == "former":
        return end <= day
    if status == "designate":
        return start >= day
    before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    return start <= day and before <= end and (status != "acting" or occupancy["acting"])


def _days(record: Record) -> tuple[str, str]:
    """First and last day in ISO form, which sorts as days do."""
    return record.get("start_date") or _FIRST, record.get("end_date") or _LAST


def _shown(day: str) -> str:
    return {_FIRST: "an unknown day", _LAST: "an open end"}.get(day, day)
