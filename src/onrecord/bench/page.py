"""Errors as one page: gold and system side by side in the words around them, by class. No script in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from .errors import CLASSES, Error

_AROUND = 160  # characters shown before and behind
_ROLES = {"content": "c", "cue": "q", "speaker": "s", "mentions": "m", "title": "t"}
_STYLE = """
body{font:15px/1.45 Georgia,serif;margin:2em auto;max-width:75em;padding:0 1em;color:#222}
h1,h2{font-family:system-ui,sans-serif;font-weight:600}
h2{margin-top:2.2em;border-top:1px solid #ccc;padding-top:.6em}
table{border-collapse:collapse;width:100%;table-layout:fixed} nav table{width:auto}
td,th{vertical-align:top;padding:.5em .8em;text-align:left;border-bottom:1px solid #eee}
th{font:600 13px system-ui} small{color:#777;font:12px system-ui} em{color:#999}
mark{background:none;border-radius:2px;padding:0 1px}
.c{background:#fdeeb5} .q{background:#cfe8cf} .s{background:#cfdffb} .m,.t{background:#f6d5e5}
"""


def page(found: Sequence[Error], texts: Mapping[str, str], title: str, most: int = 100) -> str:
    """The page of these errors; ``most`` of a class are shown, spread over the articles; all are counted."""
    counts = Counter(error.kind for error in found)
    name = escape(title)
    head = f"<!doctype html><html lang=en><meta charset=utf-8><title>{name}</title><style>{_STYLE}</style>"
    return "".join([head, f"<h1>{name}</h1>", _contents(counts), *_classes(found, counts, texts, most)])


def _contents(counts: Mapping[str, int]) -> str:
    rows = (
        f"<tr><td><a href='#{_anchor(kind)}'>{kind}</a><td>{counts[kind]}<td>{escape(meaning)}"
        for kind, meaning in CLASSES.items()
        if counts.get(kind)
    )
    legend = (
        "<p><small><mark class=c>content</mark> <mark class=q>cue</mark> <mark class=s>speaker</mark> "
        "<mark class=m>name or official</mark></small></p>"
    )
    return f"<nav><table><tr><th>class<th>count<th>what it is{''.join(rows)}</table></nav>{legend}"


def _anchor(kind: str) -> str:
    return kind.replace(" ", "-")


def _classes(
    found: Sequence[Error], counts: Mapping[str, int], texts: Mapping[str, str], most: int
) -> Iterator[str]:
    for kind in CLASSES:
        if not counts.get(kind):
            continue
        of = [error for error in found if error.kind == kind]
        shown = of[:: max(len(of) // most, 1)][:most]
        yield f"<h2 id='{_anchor(kind)}'>{kind} <small>{len(shown)} of {len(of)}</small></h2>"
        yield "<table><tr><th>gold<th>system"
        for error in shown:
            text = texts[error.article_id]
            yield f"<tr><td>{_side(error.gold, error, text)}<td>{_side(error.found, error, text)}"
        yield "</table>"


def _side(item: Mapping[str, Any] | None, error: Error, text: str) -> str:
    place = f"<br><small>{escape(error.article_id)}:{error.place}</small>"
    if item is None:
        return f"<em>nothing</em>{place}"
    return _marked(item, text) + _facts(item) + place


def _marked(item: Mapping[str, Any], text: str) -> str:
    spans = sorted(
        (span["start"], span["end"], _ROLES[role]) for role in _ROLES for span in _spans(item, role)
    )
    if "start" in item:  # a mention by itself
        spans.append((item["start"], item["end"], _ROLES["mentions"]))
    if not spans:
        return ""
    first, last = spans[0][0], max(end for _, end, _ in spans)
    at, out = max(first - _AROUND, 0), []
    for start, end, role in spans:
        if start >= at:
            out.append(f"{escape(text[at:start])}<mark class={role}>{escape(text[start:end])}</mark>")
            at = end
    out.append(escape(text[at : max(last, at) + _AROUND]))
    return "".join(out)


def _spans(item: Mapping[str, Any], role: str) -> list[Mapping[str, Any]]:
    value = item.get(role)
    return value if isinstance(value, list) else [value] if value else []


_FACTS = ("type", "speaker_name", "office", "organisation", "jurisdiction", "status", "confidence")


def _facts(item: Mapping[str, Any]) -> str:
    told = [f"{key.replace('_', ' ')}: {item[key]}" for key in _FACTS if item.get(key) not in (None, "")]
    return f"<br><small>{escape(' · '.join(told))}</small>" if told else ""
