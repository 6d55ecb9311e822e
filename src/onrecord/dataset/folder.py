"""A dataset folder as a program sees it: its manifest, its files, its records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .parquet import read_table


class NoDataset(ValueError):
    """The folder holds no dataset."""


class Folder:
    """A dataset folder, read through its manifest."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        try:
            self.manifest: dict[str, Any] = json.loads((self.path / "manifest.json").read_bytes())
        except FileNotFoundError as error:
            raise NoDataset(f"{path}: no manifest.json; give a folder made by 'onrecord build'") from error
        except ValueError as error:
            raise NoDataset(f"{path}/manifest.json: no JSON ({error}); build the dataset again") from error

    def files(self, table: str, split: str | None = None) -> list[Path]:
        """The Parquet files of a table, or of one split of it, in order of date."""
        listed = [file for file in self.manifest["files"] if file["config"] == table]
        return [self.path / file["path"] for file in listed if split in (None, file["split"])]

    def rows(
        self, table: str, columns: list[str] | None = None, split: str | None = None
    ) -> Iterator[dict[str, Any]]:
        """The rows of a table, a batch at a time."""
        for file in self.files(table, split):
            yield from read_table(file, columns)

    def article(self, article_id: str) -> dict[str, Any] | None:
        """One article's record."""
        for file in self.files("articles"):
            if any(row["article_id"] == article_id for row in read_table(file, ["article_id"])):
                return next(row for row in read_table(file) if row["article_id"] == article_id)
        return None
