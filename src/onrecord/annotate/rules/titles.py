"""Titles of offices in a text: the words that name a post, whoever holds it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .tokens import Tokens
from .words import Phrases, rows, split


@dataclass(frozen=True, slots=True)
class Post:
    """What ``titles.tsv`` says of a title: office, topics, and what must stand beside it."""

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
def _posts() -> Phrases[Post]:
    table = rows("titles.tsv")
    return Phrases((form, Post(office, tuple(split(t)), needs)) for form, office, t, needs in table)


@cache
def _portfolios() -> dict[str, str]:
    return {word: full or word for word, full, *_ in rows("portfolios.tsv")}


@cache
def _portfolio_phrases() -> Phrases[str]:
    return Phrases(_portfolios().items())


@cache
def _ranks() -> frozenset[str]:
    return frozenset(word for word, *_ in rows("ranks.txt"))


def find_titles(tokens: Tokens) -> list[Title]:
    """Every title, longest first, with rank and portfolio ("first deputy prime minister")."""
    posts, lows = _posts(), tokens.lows
    out: list[Title] = []
    done = 0
    for at, low in enumerate(lows):
        if at < done or low not in posts:
            continue
        hit = posts.match(lows, at)
        if hit is None or (low in _ranks() and _ranks_next(lows, at, hit[0])):
            continue
        title = _title(tokens, at, hit[0], hit[1], out[-1].last if out else 0)
        if title is None:
            continue
        if out and title.first < out[-1].last:
            continue
        out.append(title)
        done = title.last
    return out


def _ranks_next(lows: list[str], at: int, end: int) -> bool:
    """Whether a word such as "deputy" or "chief" stands before an office, as its rank."""
    if end >= len(lows) or end - at > 1:
        return False
    low = lows[end]
    return low in _posts() or low in _portfolios() or low in _ranks()


def _title(tokens: Tokens, at: int, end: int, post: Post, floor: int) -> Title | None:
    lows = tokens.lows
    if _glued(tokens, at):
        return None
    head = lows[end - 1]
    first = at
    areas: list[str] = []
    if _takes_portfolio(post):
        first, areas = _portfolio_before(tokens, at, floor)
    first, rank = _rank_before(lows, first, floor)
    end, after = _portfolio_after(lows, end, post) if not areas else (end, "")
    office = _office(post, areas, after)
    if rank and "gov.head" in post.topics:
        topics = tuple("gov.executive" if t == "gov.head" else t for t in post.topics)
        post = Post(post.office, topics, post.needs)
    return Title(first, end, head, " ".join([*rank, office]), post)


def _glued(tokens: Tokens, at: int) -> bool:
    """Whether a word hangs on another by a hyphen ("ex-" does not count)."""
    if at < 2 or tokens.words[at - 1] != "-" or tokens.ends[at - 1] < tokens.starts[at]:
        return False
    return tokens.lows[at - 2] not in ("ex", "then", "vice", "co")


def _takes_portfolio(post: Post) -> bool:
    return post.office in ("minister", "secretary", "undersecretary", "commissioner")


def _portfolio_before(tokens: Tokens, at: int, floor: int) -> tuple[int, list[str]]:
    """The portfolios before a head: "health and transport" minister."""
    lows, known = tokens.lows, _portfolios()
    areas: list[str] = []
    first = at
    while first > floor:
        low = lows[first - 1]
        two = f"{lows[first - 2]} {low}" if first - 1 > floor else ""
        if two in known:
            areas.insert(0, known[two])
            first -= 2
        elif low in known and tokens.words[first - 1] != "State":
            areas.insert(0, known[low])
            first -= 1
        elif areas and low in ("and", ",", "&") and lows[first - 2] in known:
            first -= 1
        else:
            break
    return first, areas


def _rank_before(lows: list[str], first: int, floor: int) -> tuple[int, list[str]]:
    rank: list[str] = []
    while first > floor and lows[first - 1] in _ranks():
        first -= 1
        rank.insert(0, lows[first])
    return first, rank


def _portfolio_after(lows: list[str], end: int, post: Post) -> tuple[int, str]:
    """The portfolio after a head: minister "of foreign affairs", "for health and sport"."""
    if not _takes_portfolio(post) or end + 1 >= len(lows) or lows[end] not in ("of", "for"):
        return end, ""
    at = end + 1 + (lows[end + 1] == "the")
    hit = _portfolio_phrases().match(lows, at) if at < len(lows) else None
    if hit is None:
        return end, ""
    last, area = hit
    if last + 1 < len(lows) and lows[last] == "and":
        more = _portfolio_phrases().match(lows, last + 1)
        if more:
            last, area = more[0], f"{area} and {more[1]}"
    return last, area


def _office(post: Post, areas: list[str], after: str) -> str:
    office = post.office
    if not areas and not after:
        return office
    area = after or " and ".join(areas)
    if office == "secretary" and area == "foreign affairs" and not after:
        return "foreign secretary"
    if office in ("secretary", "undersecretary", "commissioner", "minister"):
        return f"{office} of {area}" if not (office == "minister" and area == "prime") else office
    return f"{area} {office}"
