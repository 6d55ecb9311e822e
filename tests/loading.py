"""Load a dataset before and after a rebuild at the same path; print the version of `datasets`.

Run as a program, so that the test can choose which `datasets` it imports: python loading.py WORK_FOLDER
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import datasets

import onrecord
from onrecord import Options, build


def everything(out: Path, cache: str) -> dict[str, datasets.Dataset]:
    """Every table, loaded and streamed, compared with the manifest and the declared features."""
    files = json.loads((out / "manifest.json").read_bytes())["files"]
    tables = {}
    for name in sorted({file["config"] for file in files}):
        table = datasets.load_dataset(str(out), name, split="train", cache_dir=cache)
        rows = sum(file["rows"] for file in files if file["config"] == name)
        streamed = datasets.load_dataset(str(out), name, split="train", streaming=True)
        assert table.num_rows == sum(1 for _ in streamed) == rows, name
        assert table.features == onrecord.schema.features(name), name
        tables[name] = table
    return tables


def main(work: Path) -> None:
    source, out, cache = work / "in", work / "out", str(work / "cache")
    options = Options(jobs=1)
    build([source], out, options)
    before = everything(out, cache)
    assert before.keys() >= {"articles", "entities", "quotes", "officials", "annotations", "persons", "posts"}
    raw = next(path for path in sorted((source / "raw").rglob("*.txt")))
    raw.write_text(raw.read_text(encoding="utf-8") + "\n\nNobody in Orlen had seen it.\n", encoding="utf-8")
    build([source], out, options)
    after = everything(out, cache)
    assert not any("Nobody in Orlen had seen it." in text for text in before["articles"]["text"])
    assert any("Nobody in Orlen had seen it." in text for text in after["articles"]["text"])
    print(datasets.__version__)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
