"""Who wrote an article, from the ways in which bylines are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_MAX_LENGTH = 2000

_BY = re.compile(r"(?:(?:written|posted|reported|story|analysis)\s{1,3})?by(?:\s*:\s*|\s{1,3})", re.I)
_CONTACT = re.compile(r"[\s,.;|(]{0,5}(?:(?:e-?mail|twitter|follow)\b|https?:|www\.|\S{0,80}@)", re.I)
_LISTED = re.compile(r"'([^'\[\]]{1,200})'(?=\s{0,3}[,\]])|\"([^\"\[\]]{1,200})\"(?=\s{0,3}[,\]])")
_SEPARATOR = re.compile(r"\s{0,3}[;|\n\u2022]\s{0,3}")
_AND = re.compile(r",?\s{1,3}(?:and|&|with)\s{1,3}", re.IGNORECASE)
_COMMA = re.compile(r"\s{0,3},\s{0,3}")
_SUFFIX = re.compile(r"(?:[js]r\.?|i{2,3}|iv|ph\.?\s?d\.?|m\.?d\.?|esq\.?)$", re.IGNORECASE)
_INITIALS_OR_NAME = re.compile(r"[^\W\d_][\w'\u2019.-]{0,40}$")
_PARTICLES = {"al", "bin", "da", "de", "del", "der", "di", "du", "el", "la", "le", "van", "von", "y"}
_NO_PERSON = {
    "affairs", "agencies", "agency", "analyst", "and", "at", "bureau", "chief", "columnist",
    "contributor", "correspondent", "council", "daily", "department", "desk", "director", "editor",
    "editorial", "for", "foundation", "gazette", "group", "herald", "in", "institute", "journal",
    "magazine", "media", "minister", "ministry", "network", "news", "newspaper", "newsroom", "of",
    "office", "post", "president", "press", "producer", "professor", "reporter", "reporters",
    "reuters", "review", "secretary", "senior", "service", "spokesman", "spokesperson",
    "spokeswoman", "staff", "studio", "team", "the", "times", "today", "tribune", "university",
    "washington", "wire", "with", "writer",
    "association", "broadcasting", "chronicle", "committee", "company", "corporation", "globe",
    "government", "inc", "international", "ltd", "mail", "national", "observer", "online", "party",
    "radio", "standard", "star", "state", "states", "sun", "telegraph", "television", "tv", "union",
    "united", "world",
}  # fmt: skip
_NOBODY = {"", "none", "null", "nan", "n/a", "na", "unknown", "-", "[]"}


def parse_byline(value: Any) -> list[str]:
    """The names of a byline, one each, without "By", offices, outlets and addresses.

    A list of names is taken as it is. What is not surely several people stays one name, so that a
    ministry's name is not cut in two.

    >>> parse_byline("By Ana Lund and Tom Berg, Velden Daily")
    ['Ana Lund', 'Tom Berg']
    >>> parse_byline("Ministry of Trade and Industry"), parse_byline("Ana Lund, Minister of Trade")
    (['Ministry of Trade and Industry'], ['Ana Lund'])
    """
    found = (name for part in _written(value) for name in _names(part))
    return list(dict.fromkeys(name for name in found if name.lower() not in _NOBODY))


def _written(value: Any) -> Iterator[str]:
    """The strings in which a value names people: itself, or its members, or theirs."""
    if isinstance(value, str) and len(value) <= _MAX_LENGTH:
        listed = _LISTED.findall(value) if value[:1] == "[" and value[-1:] == "]" else []
        yield from (one or other for one, other in listed) if listed else (value,)
    elif isinstance(value, dict):
        yield from _written(value.get("name"))
    elif isinstance(value, (list, tuple)):
        for item in value[:100]:
            if isinstance(item, (str, dict)):
                yield from _written(item)


def _names(written: str) -> Iterator[str]:
    for part in _SEPARATOR.split(written.strip()):
        text = _BY.sub("", part.strip(), count=1) if _BY.match(part.strip()) else part.strip()
        contact = _CONTACT.search(text)
        text = (text[: contact.start()] if contact else text).strip(" ,;|(")
        yield from _people(_without_stop(text))


def _without_stop(text: str) -> str:
    """A text without the full stop of a sentence; that of "Jr." and of an initial stays."""
    return text[:-1] if re.search(r"\w{4}\.$", text) else text


def _people(text: str) -> Iterator[str]:
    """The people of "A, B and C"; the whole text where its parts are not all names."""
    parts = [_split_and(part) for part in _COMMA.split(text)]
    first, *rest = [part for group in parts for part in group if part] or [text]
    if _is_person(first):
        yield _with_suffix(first, rest)
        yield from (part for part in rest if _is_person(part))
    elif not any(_is_person(part) for part in rest):
        yield _collapse(text)
    else:
        yield from (part for part in [first, *rest] if part == first or _is_person(part))


def _split_and(text: str) -> list[str]:
    parts = _AND.split(text)
    people = [part for part in parts if _is_person(part)]
    return [_collapse(part) for part in parts] if people and _all_named(parts) else [_collapse(text)]


def _all_named(parts: list[str]) -> bool:
    return all(_is_person(part) or part == "" for part in parts)


def _with_suffix(name: str, rest: list[str]) -> str:
    return f"{name}, {rest[0]}" if rest and _SUFFIX.match(rest[0]) else name


def _is_person(text: str) -> bool:
    """Whether a text is surely a person's name: two to five words, capitalised, none an office."""
    words = text.split()
    if not 2 <= len(words) <= 5 or _NO_PERSON & {word.lower().strip(".") for word in words}:
        return False
    return all(_INITIALS_OR_NAME.match(word) and (word[0].isupper() or word in _PARTICLES) for word in words)


def _collapse(text: str) -> str:
    return " ".join(text.split())[:300]
