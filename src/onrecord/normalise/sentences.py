"""Sentence boundaries in edited English, without a model.

A boundary is a mark that may end a sentence, closing quotation marks and brackets, white space, and
a character that may begin one. The exceptions are a table: abbreviations, initials, ordinals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Range = tuple[int, int]

_BOUNDARY = re.compile(
    r"(?P<mark>[.!?\u2026]+)(?P<close>[\"'\u201d\u2019)\]\u00bb]{0,4})(?P<space>\s+)"
    r"(?P<open>[\"'\u201c\u2018(\[\u00ab\u2014\u2013-]{0,4}\s?)(?P<next>\w|[@#$\u00a3\u20ac]|\Z)"
)
_LAST_WORD = re.compile(r"[\w.\u2019'&-]{1,40}\Z")
_WINDOW = 40
_LONGEST = 8

# After these a sentence never ends: what follows is their name, number or place.
_NEVER = frozenset(
    """mr mrs ms dr prof rev fr sr st mt ft gen maj col lt cmdr capt sgt cpl pvt adm brig sen sens rep reps
    gov govs pres supt insp det hon messrs mme mlle ald amb atty dist asst assoc dep dir treas
    vs v viz cf al fig vol pp ed eds op approx est ca e.g i.e eg ie lt.gov maj.gen lt.col lt.gen brig.gen
    sgt.maj""".split()
)
# After these it never ends before a number.
_NUMBERED = frozenset("no nos art p sec".split())
# After these it ends if the next word could begin one: they also stand last.
_SOMETIMES = frozenset(
    """u.s u.k u.n e.u u.s.a d.c a.m p.m a.d b.c jr sr inc ltd corp co bros llc l.p plc etc ph.d m.d b.a m.a
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev n.h n.j
    n.m n.y n.c n.d okla ore pa r.i s.c s.d tenn tex vt va wash w.va wis wyo ave blvd rd sq ct ont
    que""".split()
)
# Words that begin a new sentence after an abbreviation of the second kind.
_STARTERS = frozenset(
    """the a an this that these those he she it they we i you his her its their our my in on at by for from
    but and or so yet as if when while after before since until because although though however there here
    what who how why where which to with without under over during not no some many most several all both
    one two mr mrs ms dr also still now then last next earlier later according asked""".split()
)
_INITIAL = re.compile(r"(?:^|[\s.(\"\u201c])[A-Z]\Z")


def sentences(text: str, paragraphs: Iterable[Range]) -> list[Range]:
    """The sentences of each paragraph, in order, without white space at either end.

    >>> text = 'Sen. Odu Varga (I-VT) left. "Will she return?" he asked. Nobody knew.'
    >>> [text[s:e] for s, e in sentences(text, [(0, len(text))])]
    ['Sen. Odu Varga (I-VT) left.', '"Will she return?" he asked.', 'Nobody knew.']
    """
    return [sentence for paragraph in paragraphs for sentence in _split(text, *paragraph)]


def _split(text: str, start: int, end: int) -> Iterator[Range]:
    begin = start
    for match in _BOUNDARY.finditer(text, start, end):
        if _plainly_ends(text, match) or _ends(text, match, begin):
            yield begin, match.end("close")
            begin = match.end("space")
    if begin < end:
        yield begin, end


def _plainly_ends(text: str, match: re.Match[str]) -> bool:
    """A full stop between a word that is longer than any abbreviation and a capital."""
    mark, closed, _, _, following = match.groups()
    at = match.start()
    long = at >= _LONGEST and text[at - _LONGEST : at].isalpha()
    return mark == "." and not closed and following.isupper() and long


def _ends(text: str, match: re.Match[str], begin: int) -> bool:
    first, closed = match["next"], match["close"]
    if not first or match["mark"] != ".":
        return _may_begin(first, closed, match["open"], "." in match["mark"])
    before = text[max(begin, match.start() - _WINDOW) : match.start()]
    if not closed and (
        (before[-1:].isdigit() and before.strip().isdigit()) or _abbreviated(before, text, match)
    ):
        return False
    return not first.islower() or (bool(match["open"].strip()) and not closed)


def _may_begin(first: str, closed: str, opening: str, dots: bool) -> bool:
    """After "?", "!" or an ellipsis: a lower-case word goes on, as in ``"Why?" he asked``."""
    if first.islower():
        return False
    return bool(closed or opening.strip() or not dots or first.isupper() or first.isdigit())


def _abbreviated(before: str, text: str, match: re.Match[str]) -> bool:
    word = _last_word(before)
    if word in _NUMBERED:
        return match["next"].isdigit()
    if word in _NEVER:
        return True
    return (word in _SOMETIMES or (before[-1:].isupper() and bool(_INITIAL.search(before)))) and not _starts(
        text, match
    )


def _last_word(before: str) -> str:
    word = before[before.rfind(" ") + 1 :]
    if not word.isalpha():  # the space is then not where the word begins
        found = _LAST_WORD.search(before)
        word = found[0].strip("'\u2019") if found else ""
    return word.lower()


def _starts(text: str, match: re.Match[str]) -> bool:
    following = _WORD_AT.match(text, match.start("next"))
    return bool(match["open"].strip()) or (
        bool(following) and following[0][:1].isupper() and following[0].lower() in _STARTERS  # type: ignore[index]
    )


_WORD_AT = re.compile(r"[\w\u2019']{1,30}")
