"""Which offices speak, with DuckDB."""

import sys
from pathlib import Path

import duckdb

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "dataset")
query = """
    SELECT office, count(*) AS quotes
    FROM read_parquet(?) AS quote JOIN read_parquet(?) AS official USING (article_id, official_id)
    GROUP BY office ORDER BY quotes DESC, office LIMIT 10
"""
print(duckdb.execute(query, [str(folder / t / "*.parquet") for t in ("quotes", "officials")]).fetchall())
