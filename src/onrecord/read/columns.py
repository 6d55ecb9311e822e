"""Which column of a dump is which field: by the user's map, else by the names that dumps use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .document import Format

# Names are compared without case and punctuation: "Published At" is `published_at`. The first one
# that a dump has, and that is not empty in the row, is taken.
_TEXT = (
    "maintext main_text article_text full_text text plain_text body body_text text_body article_body "
    "content article_content content_text contents story_text news_text story article document"
)
_HTML = "html raw_html html_content content_html body_html html_body article_html page_html"
_METADATA = {
    "id": "id uid uuid guid _id doc_id document_id article_id news_id story_id item_id filename",
    "title": "title headline head_line article_title news_title heading",
    "byline": "byline by_line author authors author_name author_names writer creator",
    "published": "published published_at date_published publish_date date_publish published_date "
    "publication_date date_of_publication publication_datetime pub_date pub_time publish_time "
    "publish_datetime publication_time article_date date date_time",
    "url": "url link source_url article_url article_link page_url web_url canonical_url permalink "
    "document_identifier",
    "publisher": "publisher publication publication_name outlet outlet_name newspaper source_name "
    "source site_name source_common_name site media_name news_source source_domain domain",
    "language": "language lang language_code article_language",
    "licence": "licence license rights",
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a dump: those that may hold the body, best first, and those of each field."""

    body: tuple[tuple[str, Format | None], ...]
    fields: Mapping[str, tuple[str, ...]]

    @property
    def names(self) -> list[str]:
        """Every column that is read."""
        found = [name for name, _ in self.body]
        return list(dict.fromkeys(found + [n for names in self.fields.values() for n in names]))


#: The record fields that a map may name a column for.
MAPPABLE = ("text", "html", *_METADATA)


def recognise(names: Iterable[str], mapped: Mapping[str, str]) -> Columns | None:
    """The columns among ``names``, or None where none of them holds the article's body.

    ``mapped`` gives the column for a record field and wins over the names that are known; a body
    that is mapped is the only one looked at.
    """
    given = list(names)
    by_name: dict[str, str] = {}
    for name in given:
        by_name.setdefault(_bare(name), name)
    body = _mapped_body(given, mapped) if {"text", "html"} & set(mapped) else _known_body(by_name)
    if not body:
        return None
    fields = {
        field: _mapped(given, mapped[field]) if field in mapped else _known(by_name, known)
        for field, known in _METADATA.items()
    }
    return Columns(body, fields)


def no_body(names: Iterable[str], mapped: Mapping[str, str]) -> str:
    """What to tell the user about a file in which no column is the body."""
    found = ", ".join(repr(name[:40]) for name, _ in zip(names, range(30), strict=False))
    sought = " or ".join(repr(mapped[f][:40]) for f in ("text", "html") if f in mapped)
    problem = f"no column {sought}" if sought else "no column is known to hold the article"
    return f"{problem}; there are {found or 'none'}; name the one that does: --map text=COLUMN"


def _mapped_body(names: list[str], mapped: Mapping[str, str]) -> tuple[tuple[str, Format | None], ...]:
    text = ((n, _format(n)) for n in _mapped(names, mapped.get("text", "")))
    html: list[tuple[str, Format | None]] = [(n, "html") for n in _mapped(names, mapped.get("html", ""))]
    return (*text, *html)


def _known_body(by_name: Mapping[str, str]) -> tuple[tuple[str, Format | None], ...]:
    return tuple((name, _format(name)) for name in _known(by_name, f"{_TEXT} {_HTML}"))


def _known(by_name: Mapping[str, str], known: str) -> tuple[str, ...]:
    return tuple(by_name[bare] for bare in map(_bare, known.split()) if bare in by_name)


def _mapped(names: list[str], name: str) -> tuple[str, ...]:
    """The column that is meant: as it is written, else but for case and punctuation."""
    if name in names:
        return (name,)
    return tuple(n for n in names if name and _bare(n) == _bare(name))[:1]


def _format(name: str) -> Format | None:
    """Html by the column's name; None where only the value can tell."""
    return "html" if _bare(name) in _HTML_BARE else None


def _bare(name: str) -> str:
    return re.sub(r"[\W_]", "", name[:200].lower())


_HTML_BARE = {_bare(name) for name in _HTML.split()}
