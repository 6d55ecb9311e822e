"""Names that an office shows to be people's, whatever they were taken for: "Auditor General Ruon Hye-dam"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .layout import Layout
from .names import WEAK, Name, gazetteer, heads, honorifics
from .offices import Title, find_offices, title_at
from .words import word_class

#: A person's name beside an office has this many words.
_FEWEST, _MOST = 2, 5
#: Numerals that belong to the office before a name: "Foreign Minister II Dar".
_NUMERALS = frozenset({"II", "III"})
#: Letters behind a name that are none of it.
_LETTERS_AFTER = frozenset({"QC", "KC", "MP", "MEP", "OBE", "MBE", "CBE", "PhD", "MD"})
#: Letters in which a country and its people agree: at least, and at most looked at.
_STEM, _LETTERS = 5, 24


def mended(layout: Layout, names: Sequence[Name]) -> list[Name]:
    """The names with their parts together: "Ruon Hye" and "-dam", "Petra" and "Galsworth"; without titles."""
    out: list[Name] = []
    for name in sorted(names, key=lambda name: name.first):
        before = out[-1] if out else None
        if before and name.first < before.last:
            continue  # within a chain of hyphens that has been followed to its end
        _whole(layout, name)
        _without_title(layout, name)
        if before and name.first == before.last and _one_person(layout, before, name):
            before.last, before.type, before.key = name.last, "PERSON", ""
            before.gender = before.gender or name.gender
        else:
            out.append(name)
    correct(layout, out)
    _countries(layout, out)
    return out


def _countries(layout: Layout, names: Sequence[Name]) -> None:
    """Make places of the single words that the article has a people of: "Drovna" beside "Drovnans"."""
    words = layout.tokens.words
    peoples = {words[name.first] for name in names if name.type == "NORP" and not name.key}
    stems = {people[:size] for people in peoples for size in range(_STEM, min(len(people), _LETTERS))}
    for name in names:
        word = words[name.first]
        alone = name.last - name.first == 1 and not name.key and name.type in ("PERSON", "ORG")
        if alone and word not in peoples and word[: max(_STEM, len(word) - 1)] in stems:
            name.type = "GPE"


def _whole(layout: Layout, name: Name) -> None:
    """Take in the rest of a word with hyphens that the name ends in."""
    words, starts, ends = layout.tokens.words, layout.tokens.starts, layout.tokens.ends

    def glued(at: int) -> bool:
        return at < len(words) and starts[at] == ends[at - 1]

    while glued(name.last) and (words[name.last] == "-" or words[name.last - 1] == "-"):
        dash = words[name.last] == "-"
        following = name.last + dash
        if dash and not glued(following):
            return
        if name.type != "PERSON" and not words[following][0].isupper():
            return
        name.last = following + 1


def _without_title(layout: Layout, name: Name) -> None:
    """Leave a title at the beginning of a person's name out of it: "Cllr Winifred Sprague"."""
    if name.type != "PERSON":
        return
    if layout.tokens.words[name.last - 1] in _LETTERS_AFTER and name.last - name.first > 1:
        name.last -= 1
    if layout.tokens.words[name.first] in _NUMERALS and name.last - name.first > 1:
        name.first += 1
    hit = title_at(layout.tokens, name.first)
    if hit and hit < name.last:
        name.first = hit


def _one_person(layout: Layout, before: Name, name: Name) -> bool:
    """Whether two names side by side are the parts of one person's."""
    if "PERSON" not in (before.type, name.type) or before.key or name.key:
        return False
    other = before if name.type == "PERSON" else name
    words = [word for word in layout.tokens.words[other.first : other.last] if word[0].isalpha()]
    lows = {word.lower() for word in words}
    return len(words) == 1 and words[0][0].isupper() and not any(lows & kinds for kinds in heads().values())


def correct(layout: Layout, names: list[Name]) -> None:
    """Make people of the names right beside an office, and of what the article calls them elsewhere."""
    by_token = {k: name for name in names for k in range(name.first, name.last)}
    words = layout.tokens.words
    people: set[tuple[str, ...]] = set()
    surnames: set[str] = set()
    for title in find_offices(layout.tokens, by_token):
        fresh = _unseen(layout, by_token, title)
        if fresh:
            names.append(fresh)
            by_token |= dict.fromkeys(range(fresh.first, fresh.last), fresh)
        for name in _beside(layout, by_token, title):
            if name.type != "PERSON" and _personal(layout, name):
                people.add(tuple(words[name.first : name.last]))
                surnames.add(words[name.last - 1])
    for name in names:
        form = tuple(words[name.first : name.last])
        alone = len(form) == 1 and form[0] in surnames and not name.key
        if form in people or alone:
            name.type = "PERSON"
    names.sort(key=lambda name: name.first)


def _unseen(layout: Layout, names: Mapping[int, Name], title: Title) -> Name | None:
    """A name right behind an office with a capital that nobody saw: "Justices Hiram Foss, Milton Stasiak"."""
    words = layout.tokens.words
    end = title.last
    while end < len(words) and end - title.last < _MOST and words[end][0].isupper() and end not in names:
        if words[end].lower() in word_class("calendar"):
            break
        end += 1
    if end - title.last < _FEWEST or not words[title.first][0].isupper():
        return None
    name = Name(title.last, end, "PERSON", WEAK)
    return name if _personal(layout, name) else None


def _beside(layout: Layout, names: Mapping[int, Name], title: Title) -> Iterator[Name]:
    """The names right behind an office, in apposition to it, or before it and a comma."""
    lows, words = layout.tokens.lows, layout.tokens.words
    at = title.last + (title.last < len(lows) and lows[title.last] == ",")
    while at < len(lows) and at not in names and words[at] in honorifics():
        at += 1
    if at in names and names[at].first == at:
        yield names[at]
    k = title.first - 1
    k -= k >= 0 and lows[k] in ("the", "a", "an", "its", "acting", "former", "deputy")
    if k > 0 and lows[k] == "," and k - 1 in names:
        yield names[k - 1]


def _personal(layout: Layout, name: Name) -> bool:
    """Whether a name may be a person's: words with capitals, none of which tells a body or place."""
    words = layout.tokens.words[name.first : name.last]
    lows = {word.lower() for word in words}
    known = gazetteer().match([word.replace("’", "'") for word in words], 0)
    return (
        _FEWEST <= len([word for word in words if word[0].isalpha()]) <= _MOST
        and not name.key
        and known is None
        and not any(lows & kinds for kinds in heads().values())
        and not lows & {"of", "the", "and", "for"}
    )
