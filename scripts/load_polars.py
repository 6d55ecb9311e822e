"""Quotes by type, lazily, with polars."""

import sys
from pathlib import Path

import polars as pl

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "dataset")
quotes = pl.scan_parquet(folder / "quotes" / "*.parquet")
print(quotes.group_by("type").len().sort("len", descending=True).collect())
