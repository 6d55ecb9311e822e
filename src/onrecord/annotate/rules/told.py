"""Offices that a verb tells, without a title: "X, who has headed the Water Board", "the Board, led by X"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .layout import Layout, Range
from .names import Name
from .offices import Post, Title
from .posts import Holding, bodies
from .words import word_class

#: Verbs that tell an office, with it.
_LEADING = {
    "leads": "leader",
    "lead": "leader",
    "led": "leader",
    "heads": "head",
    "head": "head",
    "headed": "head",
    "runs": "head",
    "run": "head",
    "ran": "head",
    "directs": "director",
    "direct": "director",
    "directed": "director",
    "chairs": "chair",
    "chair": "chair",
    "chaired": "chair",
    "commands": "commander",
    "command": "commander",
    "commanded": "commander",
    "governs": "governor",
}
_PASSIVE = frozenset({"led", "headed", "chaired", "commanded", "run", "directed"})
#: Forms that are no office without an auxiliary before them: "is to lead", "the lead".
_BARE = frozenset({"lead", "head", "run", "direct", "chair", "command"})
_PAST = frozenset({"led", "ran", "headed", "chaired", "directed", "commanded"})
_AHEAD = frozenset({"will", "to"})
_PERFECT = frozenset({"has", "have", "'s"})
_BETWEEN = frozenset({"who", "also", "now", "has", "have", "is", "will", "to", "since", "currently", "still"})
#: How far before its verb a person may stand.
_REACH = 14
_ADDRESS = frozenset({"mr.", "mr", "mrs.", "mrs", "ms.", "ms", "president"})
_PASSING = frozenset(
    {"delegation", "delegations", "mission", "trip", "talks", "dialogue", "campaign", "protest"}
)
#: Words of a body in small letters, at most.
_BODY = 5


def told(layout: Layout, names: Mapping[int, Name]) -> Iterator[Holding]:
    """The offices of an article that a verb tells."""
    lows = layout.tokens.lows
    for at, low in enumerate(lows):
        office = _LEADING.get(low)
        if office is None or at < 2 or at in names:
            continue
        passive = low in _PASSIVE and lows[at + 1 : at + 2] == ["by"]
        before = lows[at - 1]
        if low in _BARE and before not in _AHEAD and before not in _PERFECT and not passive:
            continue
        body: Name | Range | None
        if passive:
            person, body = _person_at(names, at + 2), _body_before(lows, names, at)
            who = False
        else:
            person, who = _person_before(layout, names, at)
            body = _body_at(lows, names, at + 1)
            if person and body is None and person.first >= 2 and lows[person.first - 1] == "which":
                body = _body_before(lows, names, person.first - 1)
        if person is None or body is None or _passing(lows, body):
            continue
        title = Title(at, at + 1, office, office, Post(office, ("gov.admin",), "v"))
        extent = min(person.first, at), max(person.last, at + 1)
        status = "current"
        if before in _AHEAD:
            status = "designate"
        elif not passive and who and before == "who" and low in _PAST:
            status = "former"
        yield Holding(title, at, at + 1, status, "", [], body, person, extent, office)


def _passing(lows: list[str], body: Name | Range) -> bool:
    """Whether what is led is no body that lasts: a delegation, a trip, talks."""
    last = body.last if isinstance(body, Name) else body[1]
    return lows[last - 1] in _PASSING


def _person_at(names: Mapping[int, Name], at: int) -> Name | None:
    name = names.get(at)
    return name if name and name.first == at and name.type == "PERSON" else None


def _person_before(layout: Layout, names: Mapping[int, Name], at: int) -> tuple[Name | None, bool]:
    """The person before a verb, and whether "who" stands between.

    "X chairs", "X has commanded", "X of the Centre Party, who chairs", "X, 61, who has led".
    """
    lows = layout.tokens.lows
    k = at - 1
    who = False
    while k >= 0 and lows[k] in _BETWEEN:
        who |= lows[k] == "who"
        k -= 1
    if not who:
        if k > 2 and lows[k] == "," and lows[k - 1].isdigit() and lows[k - 2] == ",":
            k -= 3
        name = names.get(k)
        return (name if name and name.type == "PERSON" else None), False
    for j in range(k, max(k - _REACH, -1), -1):
        name = names.get(j)
        if name and name.type == "PERSON":
            return name, True
        if lows[j] in (".", "!", "?", ";", "and", "said") or lows[j] in word_class("auxiliary"):
            return None, True
        if layout.within[j] != layout.within[at]:
            return None, True
    return None, True


def _body_at(lows: list[str], names: Mapping[int, Name], at: int) -> Name | Range | None:
    """The body behind a verb: a name, that of a country before it, or "the foreign affairs committee"."""
    determined = at < len(lows) and lows[at] in word_class("determiner")
    at += determined
    at += at < len(lows) and lows[at] in _ADDRESS
    name = names.get(at)
    if name and name.first == at and name.type in ("NORP", "GPE", "PERSON"):
        at = name.last + (name.last < len(lows) and lows[name.last] in ("'s", "'"))
        name, determined = names.get(at), True
    found: Name | Range | None = None
    if name:
        found = name if name.first == at and name.type == "ORG" else None
        if found is None or lows[name.last : name.last + 1] not in (["'s"], ["'"]):
            return found
        at, determined = name.last + 1, True
        name = names.get(at)
        if name:
            return name if name.first == at and name.type == "ORG" else found
    for last in range(at, min(at + _BODY, len(lows))):
        if last in names or not (lows[last].isalpha() or lows[last] == "'s"):
            break
        if determined and lows[last] in bodies():
            found = (at, last + 1)
    return found


def _body_before(lows: list[str], names: Mapping[int, Name], at: int) -> Name | None:
    name = names.get(at - 1 - (lows[at - 1] == ","))
    return name if name and name.type == "ORG" else None
