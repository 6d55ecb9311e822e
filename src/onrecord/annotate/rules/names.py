"""Names: where they stand in the text, and of which type each is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .layout import Layout
from .words import Phrases, rows, split, word_class

#: How sure the rule is that found a name.
SURE, LIKELY, GUESS, WEAK = 0.95, 0.8, 0.55, 0.4


@dataclass(slots=True, eq=False)
class Name:
    """A mention by name: its tokens, its type, the key of its referent where a list knows it."""

    first: int
    last: int
    type: str
    sure: float
    key: str = ""
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a gazetteer says of a phrase: type and key (the usual name of the referent)."""

    type: str
    key: str


@cache
def gazetteer() -> Phrases[Known]:
    """Countries, places, peoples and well-known organisations, as written."""
    entries: list[tuple[str, Known]] = []
    for country, others, people, capital in rows("countries.tsv"):
        entries += [(name, Known("GPE", country)) for name in (country, *split(others))]
        entries += [(name, Known("NORP", f"{country} (people)")) for name in split(people)]
        entries += [(capital, Known("GPE", capital))] if capital else []
    for kind, names, *_ in rows("places.tsv"):
        entries += [(name, Known(kind, name)) for name in split(names)]
    for kind, name, others, _ in rows("organisations.tsv"):
        entries += [(form, Known(kind, name)) for form in (name, *split(others))]
    return Phrases(entries, lower=False)


@cache
def given_names() -> dict[str, str]:
    """Given names with ``m``, ``f``, or ``u`` where both bear them."""
    out: dict[str, str] = {}
    for gender, names, *_ in rows("given_names.tsv"):
        for name in split(names):
            out[name] = gender if out.get(name, gender) == gender else "u"
    return out


@cache
def honorifics() -> dict[str, str]:
    """Forms of address that are no office, with the gender that they tell."""
    return {form: gender for gender, forms, *_ in rows("honorifics.tsv") for form in split(forms)}


@cache
def heads() -> dict[str, frozenset[str]]:
    """Words that tell the type of a name by standing last (``ORG``) or first (``ORG-FIRST``)."""
    return {kind: frozenset(split(words)) for kind, words, *_ in rows("heads.tsv")}


def shouted(layout: Layout) -> list[bool]:
    """For each token, whether its paragraph is all capitals or a Title Case line."""
    tokens = layout.tokens
    out = [False] * len(tokens)
    small = word_class("connector") | word_class("preposition") | word_class("determiner")
    for first, last in layout.paragraphs:
        words = [w for w in tokens.words[first:last] if w[0].isalpha() and w.lower() not in small]
        if len(words) < 3:
            continue
        upper = sum(w.isupper() and len(w) > 1 for w in words)
        title = sum(w[0].isupper() for w in words)
        closed = tokens.words[last - 1] in '.?!”"’'
        if upper > 0.6 * len(words) or (title > 0.75 * len(words) and not closed):
            out[first:last] = [True] * (last - first)
    return out
