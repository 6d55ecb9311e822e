"""Offices in a text: the words that name a post, whoever holds it, with rank, field and what is "of" it.

They are found twice: before the names, which they help to find, and again when the names are known, which
belong to some ("relief commissioner", "deputy head of department").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .names import Name
from .tokens import Tokens
from .words import Phrases, rows, split, word_class

_MINISTERIAL = frozenset({"minister", "secretary", "undersecretary"})
#: The longest field behind a head: "minister of agriculture, food and rural affairs".
_FIELD = 8
_MINISTERS = frozenset({"minister", "ministers", "secretary", "secretaries"})
_PREPOSITIONS = frozenset({"of", "for"})
#: Abbreviations of several.
_PLURAL = frozenset("sens. reps. govs. profs. mps".split())
#: Offices that are called by the level of what they are of: "Marsh County commissioner".
_OF_COUNTIES = frozenset({"commissioner", "clerk", "engineer", "attorney", "treasurer", "collector"})
#: Words in capitals before a head that are none of its field.
_NO_FIELD = frozenset(
    "prime,former,deputy,vice,assistant,acting,first,chief,cabinet,state,junior,senior,foreign,under,general,"
    "press,permanent,private,parliamentary,the,then,interim,new,second,secretary,minister,monday,tuesday,"
    "wednesday,thursday,friday,saturday,sunday,meanwhile".split(",")
)
#: Members of a house, before whom "National" is a party's name.
_HOUSE = frozenset({"mp", "mps", "deputy", "senator", "sen.", "representative", "rep.", "member"})
#: Words behind a field that make a body of it: "director of the power station".
_BODIES = frozenset({"station", "plant", "agency", "bureau", "office", "authority", "board", "ministry"})
_LEVELS = frozenset({"county", "city", "town", "district"})
#: Heads whose field may be any words in small letters: "head of records".
_OPEN = frozenset({"head", "director", "chief", "inspector", "commissioner", "registrar", "officer"})


@dataclass(frozen=True, slots=True)
class Post:
    """What ``offices.tsv`` says of a title: office, topics, and what must stand beside it."""

    office: str
    topics: tuple[str, ...]
    needs: str


@dataclass(slots=True)
class Title:
    """A title in the text: its tokens, its last word, its office in full, its post, whether of several."""

    first: int
    last: int
    head: str
    office: str
    post: Post
    plural: bool = False


@cache
def _posts() -> Phrases[tuple[Post, bool]]:
    """Every title with its post, and whether it is a plural."""
    entries = [
        (form, (Post(office, tuple(split(topics)), needs), False))
        for form, office, topics, needs in rows("offices.tsv")
    ]
    entries += [(_plural(form), (post, True)) for form, (post, _) in entries if form[-1] not in "s."]
    return Phrases(entries)


def _plural(form: str) -> str:
    """The plural of a title; that of "secretary general" is of its first word.

    >>> _plural("secretary"), _plural("attorney general"), _plural("chief of staff")
    ('secretaries', 'attorneys general', 'chiefs of staff')
    """
    words = form.split()
    at = next((k for k, word in enumerate(words) if word in ("of", "general") and k), len(words)) - 1
    word = words[at]
    words[at] = f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeo" else f"{word}s"
    return " ".join(words)


@cache
def areas() -> dict[str, str]:
    """Fields of ministers by the words that stand for them: "foreign" for "foreign affairs"."""
    return {word: full or word for word, full, *_ in rows("portfolios.tsv")}


@cache
def _ranks() -> frozenset[str]:
    return frozenset(word for word, *_ in rows("ranks.txt"))


def find_offices(tokens: Tokens, names: Mapping[int, Name]) -> list[Title]:
    """Every office, longest first, in the order of the text; none lies in the name of a body or place."""
    posts, lows = _posts(), tokens.lows
    out: list[Title] = []
    for at in posts.starts(lows):
        done = out[-1].last if out else 0
        hit = posts.match(lows, at) if at >= done else None
        if hit is not None and not _named(names, at) and not _goes_on(tokens, hit[0]):
            out.append(_office(tokens, names, at, hit, done))
    return out


def title_at(tokens: Tokens, at: int) -> int:
    """Where a title ends that begins at a token with a capital; 0 where there is none."""
    hit = _posts().match(tokens.lows, at) if tokens.lows[at] in _posts() else None
    return hit[0] if hit and tokens.words[at][0].isupper() else 0


def _named(names: Mapping[int, Name], at: int) -> bool:
    name = names.get(at)
    return name is not None and (name.type != "PERSON" or name.first < at)


def _goes_on(tokens: Tokens, end: int) -> bool:
    """Whether a head is the first part of a longer office, as "deputy" is before "minister"."""
    lows = tokens.lows
    if end >= len(lows):
        return False
    if lows[end - 1] in areas():
        if lows[end] in _MINISTERS:
            return True
        if lows[end] == "and" and any(low in _MINISTERS for low in lows[end + 2 : end + 4]):
            return True
    following = lows[end] in _posts() or lows[end] in areas() or lows[end] in _ranks()
    return lows[end - 1] in _ranks() and following


def _office(
    tokens: Tokens, names: Mapping[int, Name], at: int, hit: tuple[int, tuple[Post, bool]], floor: int
) -> Title:
    end, (post, plural) = hit
    lows = tokens.lows
    first, fields = _before(tokens, names, at, post, floor)
    if not fields and post.office in _OF_COUNTIES and first - 1 in names and lows[first - 1] in _LEVELS:
        fields = [lows[first - 1]]
    first, rank = _rank(lows, names, first, floor)
    after = ""
    if not fields:
        end, after = _after(tokens, names, end, post)
    if lows[end : end + 1] == ["ii"] and post.office in _MINISTERIAL:
        end, rank = end + 1, ["second", *rank]
    topics = post.topics
    if rank and "gov.head" in topics:
        topics = tuple("gov.executive" if topic == "gov.head" else topic for topic in topics)
    plural = plural or lows[end - 1] in _PLURAL
    needs = "n" if plural else post.needs
    office = " ".join([*rank, _spelt(post.office, fields, after)])
    return Title(first, end, lows[hit[0] - 1], office, Post(post.office, topics, needs), plural)


def _rank(lows: list[str], names: Mapping[int, Name], first: int, floor: int) -> tuple[int, list[str]]:
    rank: list[str] = []
    house = lows[first] in _HOUSE
    while first > floor and _is_rank(lows, first - 1) and first - 1 not in names:
        if house and lows[first - 1] == "national":
            break
        first -= 1
        rank.insert(0, lows[first])
    return first, rank


def _is_rank(lows: list[str], at: int) -> bool:
    """Whether a word is the rank of the office behind it ("under" of a secretary alone)."""
    if lows[at] == "under":
        return lows[at + 1].startswith("secretar")
    if lows[at] in ("regional", "provincial"):
        return lows[at + 1] in ("president", "minister")
    return lows[at] in _ranks()


def _before(
    tokens: Tokens, names: Mapping[int, Name], at: int, post: Post, floor: int
) -> tuple[int, list[str]]:
    """The fields before a head: "health and transport" minister, "relief" commissioner."""
    lows, known = tokens.lows, areas()
    out: list[str] = []
    ministerial = post.office in _MINISTERIAL
    if not ministerial and post.office not in word_class("fielded"):
        return at, out
    first = at
    while first > floor and first - 1 not in names:
        low = lows[first - 1]
        two = f"{lows[first - 2]} {low}" if first - 1 > floor and first - 2 not in names else ""
        if ministerial and two in known:
            out.insert(0, known[two])
            first -= 2
        elif ministerial and low in known and tokens.words[first - 1] != "State":
            out.insert(0, known[low])
            first -= 1
        elif ministerial and low == "affairs" and first - 2 >= floor and lows[first - 2].isalpha():
            out.insert(0, f"{lows[first - 2]} affairs")
            first -= 2
        elif not ministerial and low in word_class("field"):
            out.insert(0, low)
            first -= 1
        elif ministerial and out and low in ("and", ",", "&") and lows[first - 2] in known:
            first -= 1
        else:
            break
    if names and ministerial and not out and tokens.words[at][0].isupper():
        first, out = _capitals_before(tokens, names, at, floor)
    return first, out


def _capitals_before(tokens: Tokens, names: Mapping[int, Name], at: int, floor: int) -> tuple[int, list[str]]:
    """A field that no list knows, in capitals before a head: "Road Transport and Bridges" Minister."""
    lows, words = tokens.lows, tokens.words
    first = at
    while first > max(floor, at - _FIELD) and first - 1 not in names:
        capital = words[first - 1][0].isupper() and words[first - 1].isalpha() and len(words[first - 1]) > 3
        if lows[first - 1] in _NO_FIELD or not (capital or lows[first - 1] == "and"):
            break
        first -= 1
    while first < at and lows[first] == "and":
        first += 1
    single = at - first == 1 and lows[first] not in areas() and lows[first] not in word_class("fieldword")
    return (at, []) if first == at or single else (first, [" ".join(lows[first:at])])


def _after(tokens: Tokens, names: Mapping[int, Name], end: int, post: Post) -> tuple[int, str]:
    """The field behind a head: minister "of mines and energy", head "of records"."""
    lows = tokens.lows
    open_ = post.office in _OPEN
    if end + 1 >= len(lows) or lows[end] not in _PREPOSITIONS or not (open_ or post.office in _MINISTERIAL):
        return end, ""
    # Before the names are known, a word with a capital may begin one.
    capitals = bool(names) and post.office in _MINISTERIAL
    at = end + 1 + (lows[end + 1] == "the")
    last = at
    while last < min(len(lows), at + _FIELD) and _free(lows, names, last) and _field(tokens, last, capitals):
        last += 1
    while last > at and lows[last - 1] in ("and", ",", "the", "of"):
        last -= 1
    if post.office in _MINISTERIAL and lows[last : last + 1] == ["for"] and lows[at:last] == ["state"]:
        last += 1
        while (
            last < min(len(lows), at + 2 * _FIELD)
            and _free(lows, names, last)
            and _field(tokens, last, capitals)
        ):
            last += 1
    while last > at and lows[last - 1] in ("and", ",", "the", "of", "for"):
        last -= 1
    if last == at or (open_ and last < len(lows) and lows[last] in _BODIES):
        return end, ""
    words = [areas().get(low, low) if last - at == 1 else low for low in lows[at:last]]
    return last, " ".join(words).replace(" ,", ",")


def _free(lows: list[str], names: Mapping[int, Name], at: int) -> bool:
    """Whether a word may be of a field: no name's, but that of a region before "affairs", or of the field."""
    name = names.get(at)
    if name is None:
        return True
    if name.type == "ORG":
        ends = lows[name.last - 1]
        return "affairs" in (ends, *lows[name.last : name.last + 1]) or ends in word_class("fieldword")
    return name.type in ("NORP", "LOC", "GPE") and "affairs" in lows[at : at + _FIELD // 2]


def _field(tokens: Tokens, at: int, capitals: bool) -> bool:
    """Whether a word is of a field: one that a list has, or with ``capitals`` any that begins with one."""
    low, word = tokens.lows[at], tokens.words[at]
    if low in word_class("fieldword") or low in areas():
        return True
    if low in ("and", ",", "the", "of"):
        following = tokens.lows[at + 1] if at + 1 < len(tokens) else ""
        known = (
            following in areas() or following in word_class("fieldword") or following in ("the", "of", "and")
        )
        return known or (capitals and low == "," and _in_list(tokens, at))
    return capitals and word[0].isupper() and low.isalpha()


def _in_list(tokens: Tokens, at: int) -> bool:
    """Whether a comma stands in a list in capitals with an "and": "Democracy, Human Rights, and Labor"."""
    for k in range(at + 1, min(at + _FIELD, len(tokens))):
        if tokens.lows[k] == "and":
            return k > at + 1
        if not (tokens.words[k][0].isupper() or tokens.lows[k] == ","):
            return False
    return False


def _spelt(office: str, fields: list[str], after: str) -> str:
    """The office in full, as the corpus' guidelines spell it.

    >>> _spelt("minister", ["health", "transport"], ""), _spelt("commissioner", ["police"], "")
    ('minister of health and transport', 'commissioner of police')
    """
    if office in _MINISTERIAL and (after or fields):
        return f"{office} of {after or ' and '.join(fields)}"
    if office == "commissioner" and fields == ["police"]:
        return "commissioner of police"
    return " ".join([*fields, office]) + (f" of {after}" if after else "")
