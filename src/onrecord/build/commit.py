"""Make a finished build the dataset, in one step that a kill can't halve.

The new card, manifest and list of rejections are made ready in a folder. Renaming that folder is the
commit: from then on the build is finished, by this call or by the next one. Old shards go last, so
that card and manifest each describe a complete dataset at every moment.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from ..read.source import BUILT

WORK = BUILT
_READY = "ready"
FILES = ("rejected.jsonl", "README.md", "manifest.json")


def commit(out: Path, contents: Mapping[str, bytes]) -> None:
    """Replace the files of `FILES` and remove the shards that the new manifest does not list."""
    partial = out / WORK / f"{_READY}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    for name, data in contents.items():
        (partial / name).write_bytes(data)
    partial.rename(out / WORK / _READY)
    finish(out)


def finish(out: Path) -> None:
    """Finish a commit that was interrupted, if there is one."""
    ready = out / WORK / _READY
    if not ready.is_dir():
        return
    for name in FILES:
        if (ready / name).exists():
            (ready / name).replace(out / name)
    _sweep(out)
    shutil.rmtree(ready)


def _sweep(out: Path) -> None:
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    listed = {file["path"] for file in manifest["files"]}
    folders = {path.split("/")[0] for path in listed if "/" in path} | set(_tables(out))
    for folder in folders:
        for path in (out / folder).glob("*.parquet"):
            if path.relative_to(out).as_posix() not in listed:
                path.unlink()


def _tables(out: Path) -> list[str]:
    from ..schema import TABLES

    return [name for name in TABLES if (out / name).is_dir()]
