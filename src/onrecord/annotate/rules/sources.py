"""Sources: the words that say whose quote it is, beside a cue."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from .cues import cue_forms
from .layout import Layout, Range
from .words import word_class

_HARD = frozenset(';:—–(“"`') | {"''", "``", "..."}
_REACH = 60


@cache
def finite_verbs() -> frozenset[str]:
    """Words that end a noun phrase before a cue because they are verbs themselves."""
    plain = word_class("verb") | word_class("auxiliary") | word_class("tag")
    return plain - {"led", "made", "left", "held", "built", "'s", "’s", "being", "been"}


@cache
def _openers() -> frozenset[str]:
    """Words that stand before a subject without belonging to it."""
    plain = word_class("adverb") | word_class("conjunction") | word_class("subordinator")
    return (plain | {",", ".", "-", "*", "•", "also"}) - {"first", "who", "which", "here", "there"}


def source_before(layout: Layout, begin: int, floor: int, names: Mapping[int, Range]) -> Range | None:
    """The noun phrase that ends where a cue begins; None where there is none.

    Args:
        layout: The article.
        begin: The cue's first token.
        floor: The first token that the source may have.
        names: The range of the name that each token belongs to.
    """
    last = begin
    lows = layout.tokens.lows
    if last - 1 < floor or layout.within[last - 1] >= 0:
        return None
    if lows[last - 1] in word_class("subject") and last - 1 not in names:
        if lows[last - 1] == "that":
            return _antecedent(layout, last - 1, floor, names)
        return (last - 1, last) if lows[last - 1] not in ("there", "this") else None
    closed = lows[last - 1] == ","
    first = _scan(layout, last - 1 - closed, floor, names, closed)
    return _clean(layout, first, last - closed, names, closed=closed)


def _antecedent(layout: Layout, at: int, floor: int, names: Mapping[int, Range]) -> Range | None:
    """The noun phrase before a relative pronoun."""
    at -= at > floor and layout.tokens.lows[at - 1] == ","
    if at <= floor or layout.within[at - 1] >= 0:
        return None
    return _clean(layout, _scan(layout, at - 1, floor, names, closed=False), at, names)


def _scan(layout: Layout, at: int, floor: int, names: Mapping[int, Range], closed: bool) -> int:
    """The first token of the phrase that ends at ``at``, by walking left.

    ``closed``: a comma stands between phrase and cue, so that an apposition or a relative clause
    comes before it, and one comma more may be crossed for each.
    """
    floor = max(floor, at - _REACH)
    crossed = 0
    k = at
    while k >= floor:
        if k in names:
            k = max(names[k][0], floor) - 1
            continue
        low = layout.tokens.lows[k]
        if low == ")":
            k = _over_brackets(layout, k, floor) - 1
            continue
        if low == ",":
            single = (k + 1) in names and names[k + 1][1] >= at
            further = crossed < 4 and (crossed == 0 or _apposed(layout, k, names))
            lone = single and _described(layout, k, floor, names)
            if k <= floor or not (further if closed else lone):
                return k + 1
            crossed += 1
        elif _stops(layout, k):
            if not _relative(layout, k, floor):
                return k + 1
            k = _relative(layout, k, floor)
            continue
        k -= 1
    return k + 1


def _over_brackets(layout: Layout, k: int, floor: int) -> int:
    for at in range(k, max(floor, k - 12) - 1, -1):
        if layout.tokens.lows[at] == "(":
            return at
    return k


def _stops(layout: Layout, k: int) -> bool:
    low = layout.tokens.lows[k]
    if low in _HARD or (layout.within[k] >= 0 and _whole(layout, k)):
        return True
    if low in word_class("subordinator"):
        return low not in ("and", "or") or not _joins(layout, k)
    return low in finite_verbs() or (low in cue_forms() and _past(low) and low != "called")


def _past(low: str) -> bool:
    return low.endswith("ed") or low in ("said", "told", "wrote", "found", "says", "thought")


def _whole(layout: Layout, k: int) -> bool:
    """Whether the quotation at ``k`` is no mere fragment: long, or with a mark before its end."""
    last = layout.quoted[layout.within[k]][1]
    return _long(layout, k) or layout.tokens.words[last - 2] in (",", ".", "?", "!")


def _long(layout: Layout, k: int) -> bool:
    first, last = layout.quoted[layout.within[k]]
    return last - first > 7


def _joins(layout: Layout, k: int) -> bool:
    """Whether "and" joins two noun phrases: no verb before it in its stretch."""
    lows = layout.tokens.lows
    for at in range(k - 1, max(k - 8, -1), -1):
        low = lows[at]
        if low in finite_verbs() or low in cue_forms():
            return False
        if layout.within[at] >= 0 or low in (";", ".", ":"):
            return False
        if low == ",":
            return lows[k - 1] != ","
    return True


def _relative(layout: Layout, k: int, floor: int) -> int:
    """The token before the relative pronoun whose clause ``k`` is in; 0 where there is none."""
    lows = layout.tokens.lows
    if lows[k] in (";", ":", "“", '"'):
        return 0
    for at in range(k, max(floor, k - 14) - 1, -1):
        which = lows[at] == "which" and at > floor and lows[at - 1] == ","
        if lows[at] in ("who", "whose", "whom") or which:
            return at - 1 if at - 1 >= floor else 0
        if at < k and lows[at] in (",", "and", "but", ";"):
            return 0
    return 0


def _apposed(layout: Layout, k: int, names: Mapping[int, Range]) -> bool:
    """Whether what stands left of a comma is itself part of the chain of appositions."""
    lows = layout.tokens.lows
    low = lows[k + 1]
    return low in ("a", "an", "the", "who", "and", "or") or (
        k + 1 not in names
        and low.isalpha()
        and low not in word_class("subject")
        and low not in word_class("preposition")
    )


def _described(layout: Layout, k: int, floor: int, names: Mapping[int, Range]) -> bool:
    """Whether a description with article or possessive ends at ``k`` ("its leader, Ona Tell")."""
    lows = layout.tokens.lows
    for at in range(k - 1, max(floor, k - 8) - 1, -1):
        low = lows[at]
        if low in word_class("preposition") - {"of", "for"} or low in finite_verbs():
            return False
        if low in ("the", "his", "her", "its", "their", "'s", "a", "an", "'"):
            start = at if low != "'s" else names.get(at - 1, (at - 1, at))[0]
            before = lows[start - 1] if start > floor else ""
            return before in _openers() or start <= floor
    return False


def _clean(
    layout: Layout, first: int, last: int, names: Mapping[int, Range], *, closed: bool = False
) -> Range | None:
    """Strip what stands before the phrase; None where nothing is left that could speak."""
    lows = layout.tokens.lows
    while first < last and first not in names and lows[first] in _openers():
        first += 1
    if first < last and first not in names and lows[first] in word_class("preposition"):
        first = _after_preposition(layout, first, last, names)
    while first < last and not lows[first][0].isalnum() and layout.within[first] < 0:
        first += 1
    while last > first and lows[last - 1] in (",", "-", "(", "–", "."):
        last -= 1
    after = names[first][1] if first in names and not closed else last
    if after < last and lows[after] in ("in", "on", "during", "at", "after", "before", "via"):
        last = after
    if first >= last or all(lows[at] in word_class("weekdays") for at in range(first, last)):
        return None
    return first, last


def _after_preposition(layout: Layout, first: int, last: int, names: Mapping[int, Range]) -> int:
    """The subject after an opening phrase without comma: "In a speech the mayor"."""
    lows = layout.tokens.lows
    for at in range(last - 1, first, -1):
        if at in names and names[at][1] == last:
            return max(names[at][0], first)
        if lows[at] in ("the", "a", "an", "his", "her", "their", "its") and at > first + 1:
            return at
    return last


def source_after(
    layout: Layout, at: int, limit: int, names: Mapping[int, Range], *, apposed: bool = True
) -> Range | None:
    """The noun phrase that begins at ``at``, with its appositions; None where there is none."""
    lows = layout.tokens.lows
    if at >= limit or layout.within[at] >= 0:
        return None
    if lows[at] in ("he", "she", "they", "it", "i", "we"):
        return at, at + 1
    if not (at in names or lows[at][0].isalnum()) or lows[at] in word_class("clausal"):
        return None
    if at not in names and lows[at] in word_class("preposition"):
        return None
    end = _segment(layout, at, limit, names, nominal=at not in names)
    while apposed and end + 1 < limit and lows[end] == "," and _apposition(layout, end + 1, names):
        end = _segment(layout, end + 1, limit, names, nominal=True)
    return (at, end) if end > at else None


def _segment(layout: Layout, at: int, limit: int, names: Mapping[int, Range], *, nominal: bool) -> int:
    """The end of one stretch of a noun phrase, up to a comma, a quotation or an adverbial."""
    lows, k = layout.tokens.lows, at
    relative = False
    while k < limit:
        if k in names:
            k = names[k][1]
            continue
        low = lows[k]
        if low == "(":
            k = _close_bracket(layout, k, limit)
            continue
        if low in ",.;:—–?!" or (layout.within[k] >= 0 and _long(layout, k)):
            break
        relative = relative or low in ("who", "whose")
        if not relative and k > at and _adverbial(layout, k, nominal):
            break
        k += 1
    return k


def _close_bracket(layout: Layout, k: int, limit: int) -> int:
    for at in range(k, min(limit, k + 12)):
        if layout.tokens.lows[at] == ")":
            return at + 1
    return k + 1


def _adverbial(layout: Layout, k: int, nominal: bool) -> bool:
    low = layout.tokens.lows[k]
    if low in ("of", "and", "-", "'s"):
        return False
    if low in ("at", "with", "from", "for", "in", "on", "to", "by", "about"):
        return not nominal or _occasion(layout, k + 1)
    clause = low in word_class("subordinator") or low in word_class("subject")
    return clause or low in word_class("adverbial") or low in word_class("weekdays")


def _occasion(layout: Layout, at: int) -> bool:
    """Whether a preposition brings the time or the medium of saying: "on Monday", "in a letter"."""
    near = layout.tokens.lows[at : at + 4]
    if not near or near[0] in word_class("weekdays") or near[0] in word_class("calendar"):
        return True
    return near[0] in ("a", "an", "his", "her", "the") and any(
        word in word_class("document") for word in near
    )


def _apposition(layout: Layout, at: int, names: Mapping[int, Range]) -> bool:
    lows = layout.tokens.lows
    if at in names:
        end = names[at][1]
        return end < len(lows) and lows[end] in ("'s", ".", ",") and lows[end] != ","
    low = lows[at]
    if low in ("a", "an", "the", "who", "whose", "one", "his", "her") or low[0].isdigit():
        return True
    blocked = word_class("subordinator") | word_class("preposition") | word_class("adverb")
    plain = low not in blocked and low not in word_class("subject") and low.isalpha()
    return plain and not low.endswith("ing") and layout.tokens.words[at][0].islower()
