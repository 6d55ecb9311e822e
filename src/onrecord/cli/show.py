"""What `show`, `stats` and `diff` print. Articles' text is printed as text, never as markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .safe import safe

Record = Mapping[str, Any]

_STYLES = {
    "content": "green",
    "cue": "bold magenta",
    "speaker": "underline",
    "PERSON": "bold cyan",
    "ORG": "yellow",
    "GPE": "bold blue",
    "NORP": "blue",
    "LOC": "bright_blue",
    "FAC": "bright_blue",
    "EVENT": "bright_yellow",
    "official": "reverse",
}


def show_article(article: Record, console: Console) -> None:
    """The article with its layers marked, then its quotes and officials as tables."""
    console.print(Text(safe(article["title"] or article["article_id"]), style="bold"))
    facts = (article["publisher"], article["published"], ", ".join(article["byline"]), article["article_id"])
    console.print(Text(safe(" · ".join(fact for fact in facts if fact)), style="dim"))
    console.print(Text("  ").join(Text(name, style) for name, style in _STYLES.items()), Text(), sep="\n")
    text = Text(safe(article["text"]))
    for style, span in _marks(article):
        text.stylize(style, span["start"], span["end"])
    console.print(Padding(text, (0, 2)))
    for table in _tables(article):
        console.print(table)


def _marks(article: Record) -> Iterator[tuple[str, Record]]:
    for quote in article["quotes"]:
        for role in ("content", "cue", "speaker"):
            yield from ((_STYLES[role], span) for span in quote[role])
    for entity in article["entities"]:
        yield from ((_STYLES[entity["type"]], m) for m in entity["mentions"] if m["kind"] == "name")
    for official in article["officials"]:
        if official["title"]:
            yield _STYLES["official"], official["title"]


def _tables(article: Record) -> Iterator[Table]:
    if article["quotes"]:
        yield _table("quotes", ("type", "speaker", "cue", "content"), map(_quote_row, article["quotes"]))
    if article["officials"]:
        yield _table("officials", _OFFICIAL, ([o[key] for key in _OFFICIAL] for o in article["officials"]))


_OFFICIAL = ("name", "office", "organisation", "jurisdiction", "status")


def _quote_row(quote: Record) -> list[str | None]:
    speaker = quote["speaker_name"] or " ".join(s["text"] for s in quote["speaker"])
    return [quote["type"], speaker, " ".join(s["text"] for s in quote["cue"]), quote["text"]]


def _table(title: str, heads: tuple[str, ...], rows: Any) -> Table:
    table = Table(*heads, title=title, title_justify="left", show_lines=False)
    for row in rows:
        table.add_row(*(Text(safe(value or "")) for value in row))
    return table


def stats_text(found: Record, console: Console) -> None:
    """The numbers of a dataset, a table for each group."""
    for group, values in found.items():
        table = Table(show_header=False, title=group, title_justify="left")
        rows = values.items() if isinstance(values, dict) else [("", values)]
        for name, value in rows:
            shown = f"{value:,}" if isinstance(value, int) else _joined(value)
            table.add_row(
                Text(safe(str(name))),
                Text(safe(shown), justify="right" if isinstance(value, int) else "left"),
            )
        console.print(table)


def _joined(value: Any) -> str:
    return ", ".join(f"{k}: {v:,}" for k, v in value.items()) if isinstance(value, dict) else str(value)


def diff_text(found: Record) -> str:
    """The difference in lines, as a changelog would have it."""
    articles = found["articles"]
    lines = [f"+ {article_id}" for article_id in articles["added"]]
    lines += [f"- {article_id}" for article_id in articles["removed"]]
    lines += [f"~ {article_id}: {', '.join(parts)}" for article_id, parts in articles["changed"].items()]
    lines += [
        f"{layer}: {counts['added']} added, {counts['removed']} removed, {counts['changed']} changed"
        for layer, counts in found["annotations"].items()
    ]
    versions = found["versions"]
    return safe(
        "\n".join([*lines, f"{versions['old']} -> {versions['new']}; this is a step of: {found['step']}"])
    )
