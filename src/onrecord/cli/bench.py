"""``onrecord bench``: a system's work against gold."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from ..annotate import DEFAULT, find
from ..bench.errors import CLASSES, Error, errors
from ..bench.page import page
from ..dataset.folder import Folder, NoDataset
from ..schema import LAYERS

app = typer.Typer(no_args_is_help=True, help="A system's work against gold.")


def found_errors(folder: Folder, annotator: str, split: str | None) -> tuple[list[Error], dict[str, str]]:
    """Every departure of an annotator from the gold of a dataset, and the texts they stand in.

    Raises:
        NoDataset: No article of the split has gold.
    """
    system = find(annotator)
    made: list[Error] = []
    texts = {}
    for article in folder.rows("articles", split=split):
        gold = [layer for layer in LAYERS if article["provenance"][layer] == "gold"]
        if gold:
            bare: dict[str, Any] = {**article, **{layer: [] for layer in LAYERS}}
            layers = system.annotate(bare) if system else {}
            known = {**article, **{layer: [] for layer in LAYERS if layer not in gold}}
            made += errors(known, {layer: layers.get(layer, []) for layer in gold})  # type: ignore[misc]
            texts[article["article_id"]] = article["text"]
    if not texts:
        where = f"{folder.path}, split {split}" if split else str(folder.path)
        raise NoDataset(f"{where}: no article with gold layers; build a corpus with gold annotations")
    return made, texts


def errors_command(
    dataset: Annotated[Path, typer.Argument(help="A dataset folder that was built from gold.")],
    annotator: Annotated[str, typer.Option(help="The system that is looked at.")] = DEFAULT,
    split: Annotated[str | None, typer.Option(help="Only this split.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The HTML page to write.")] = None,
    most: Annotated[int, typer.Option(min=1, help="How many of each class the page shows.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="Print every error as a line of JSON.")] = False,
) -> None:
    """Where an annotator departs from the gold, by class; --out writes a page, both side by side."""
    made, texts = found_errors(Folder(dataset), annotator, split)
    if out is not None:
        out.write_text(page(made, texts, f"{annotator} on {dataset.name}", most), encoding="utf-8")
    if as_json:
        for error in made:
            typer.echo(json.dumps(error._asdict(), ensure_ascii=False))
        return
    counts = Counter(error.kind for error in made)
    width = max(map(len, CLASSES))
    for kind, meaning in CLASSES.items():
        typer.echo(f"{kind:{width}}  {counts[kind]:6,}  {meaning}")
