"""Who is quoted most, with pandas."""

import sys
from pathlib import Path

import pandas as pd

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "dataset")
quotes = pd.read_parquet(folder / "quotes")
print(quotes["speaker_name"].value_counts().head(10).to_string())
