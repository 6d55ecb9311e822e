"""Sources to a dataset folder: streaming, parallel, incremental, atomic."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from .. import corpus
from ..dataset.card import card, manifest
from ..dataset.parquet import Written, described, write_table
from ..engines.local import ordered, processes
from ..read import NoSource
from ..schema import SCHEMA_VERSION
from ..version import VERSION as CODE_VERSION
from .commit import WORK, commit, finish
from .duplicates import ORDER, choose, dropped, near_duplicates
from .plan import Options, Report
from .shards import Shard, cut, write
from .state import State
from .work import Recipe, recipe, work

__all__ = ["Busy", "NotADataset", "Options", "Report", "build"]

_SPLIT = "train"
_STATE = "state.db"


class Busy(RuntimeError):
    """Another build is at work in the folder."""


class NotADataset(ValueError):
    """The folder holds something else, which a build must not touch."""


def build(sources: Sequence[str | Path], out: str | Path, options: Options | None = None) -> Report:
    """Build a dataset folder of raw articles.

    The same sources and versions give the same bytes, whatever the number of processes and however
    often the build was interrupted. What of the sources is unchanged since the last build into the
    same folder is not worked on again.

    Raises:
        NoSource: A source does not exist.
        Busy: Another build writes into the folder.
        NotADataset: The folder is not empty and was not made by a build.
        UnknownAnnotator: No annotator of the name is installed.
    """
    options, folder = options or Options(), Path(out)
    if not sources:
        raise NoSource("no source was given; give files, folders, globs, or - for stdin")
    _refuse_foreign(folder)
    (folder / WORK).mkdir(parents=True, exist_ok=True)
    with _locked(folder), closing(_opened(folder)) as state:
        finish(folder)
        return _build(sources, folder, state, options)


def _build(sources: Sequence[str | Path], out: Path, state: State, options: Options) -> Report:
    jobs = processes(options.jobs)
    home = next((found for source in sources if (found := corpus.find(source))), corpus.Corpus())
    method = recipe(options, home.meta)
    worked = work(sources, state, method, options, jobs)
    choose(state)
    near = near_duplicates(state)
    shards = list(_shards(state, home, near))
    files = [*_written(shards, out, state, jobs, options), *_registry(home, out)]
    rejected = list(_rejected(state))
    meta = _meta(home, out, method)
    commit(
        out,
        {
            "rejected.jsonl": "".join(line + "\n" for line in rejected).encode(),
            "README.md": card(meta, files).encode(),
            "manifest.json": manifest(meta, method.settings().steps(), files, len(rejected)).encode(),
        },
    )
    state.prune()
    articles = sum(file.rows for file in files if file.config == "articles")
    return Report(articles, len(rejected), worked, len(near), tuple(files))


def _refuse_foreign(out: Path) -> None:
    if out.exists() and not (out / WORK).is_dir() and (not out.is_dir() or any(out.iterdir())):
        raise NotADataset(f"{out} holds something that no build made; give a new or empty folder for --out")


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    with (out / WORK / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(f"another build is at work in {out}; wait for it, or give another --out") from error
        yield


def _opened(out: Path) -> State:
    (out / WORK / ".gitignore").write_text("*\n")
    for left in (out / WORK).glob("*.parquet.*"):
        left.unlink()
    return State(out / WORK / _STATE)


def _meta(home: corpus.Corpus, out: Path, method: Recipe) -> dict[str, Any]:
    name = home.meta.get("dataset") or out.resolve().name
    return {**home.meta, "dataset": name, "version": method.version, "code_version": CODE_VERSION}


def _shards(state: State, home: corpus.Corpus, near: Mapping[str, str]) -> Iterator[Shard]:
    salt = f"{SCHEMA_VERSION} {CODE_VERSION}"
    splits = sorted({*home.splits.values()} or {_SPLIT}, key=_split_order)
    for split in splits:
        rows = state.select(f"SELECT key, article_id, published FROM temp.chosen {ORDER}")
        members = (
            (key, article_id, published, near.get(article_id))
            for key, article_id, published in rows
            if home.splits.get(article_id, _SPLIT) == split
        )
        yield from cut(members, split, salt, home.meta.get("canary"))


def _split_order(split: str) -> tuple[int, str]:
    known = ["train", "validation", "test"]
    return (known.index(split) if split in known else len(known), split)


def _written(
    shards: Iterable[Shard], out: Path, state: State, jobs: int, options: Options
) -> Iterator[Written]:
    """The files of the shards; those that stand there already are not written again."""
    known = {name: json.loads(files) for name, files in state.select("SELECT name, files FROM shard")}
    kept: dict[str, list[Written]] = {}
    todo = []
    for shard in shards:
        files = [Written(*file) for file in known.get(shard.name, ())]
        if files and all(_stands(out, file) for file in files):
            kept[shard.name] = files
        else:
            todo.append(shard)
    state.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    task = partial(write, database=out / WORK / _STATE, out=out)
    fresh = ordered(task, todo, min(jobs, max(len(todo), 1)))
    written = 0
    for shard in shards:
        if shard.name not in kept:
            kept[shard.name] = next(fresh)
            state.execute(
                "INSERT OR REPLACE INTO shard VALUES (?, ?)", shard.name, json.dumps(kept[shard.name])
            )
            written += 1
            options.progress("shards", 1, written / len(todo))
        yield from kept[shard.name]
    _forget(state, kept)


def _stands(out: Path, file: Written) -> bool:
    path = out / file.path
    return path.is_file() and path.stat().st_size == file.bytes


def _forget(state: State, kept: Mapping[str, object]) -> None:
    for (name,) in list(state.select("SELECT name FROM shard")):
        if name not in kept:
            state.execute("DELETE FROM shard WHERE name = ?", name)


def _registry(home: corpus.Corpus, out: Path) -> Iterator[Written]:
    for table in corpus.REGISTRY:
        rows = list(home.registry(table))
        if rows:
            path = out / table / f"{_SPLIT}.parquet"
            path.parent.mkdir(exist_ok=True)
            partial_file = out / WORK / f"{table}.parquet.tmp"
            count = write_table(table, rows, partial_file, home.meta.get("canary"))
            partial_file.replace(path)
            yield described(path, out, table, _SPLIT, count)


def _rejected(state: State) -> Iterator[str]:
    """The lines of rejected.jsonl, in the order of the sources."""
    lines = [(seq, refused) for seq, refused in state.select(_REFUSED)]
    for seq, rejections in state.select(_REFUSED_WORK):
        lines += [(seq, json.dumps(r, ensure_ascii=False)) for r in json.loads(rejections)]
    for seq, *values in dropped(state):
        record = dict(zip(("file", "place", "article_id", "reason", "detail"), values, strict=True))
        lines.append((seq, json.dumps(record, ensure_ascii=False)))
    return (line for _, line in sorted(lines))


_REFUSED = "SELECT seq, refused FROM input WHERE refused IS NOT NULL"
_REFUSED_WORK = "SELECT seq, rejections FROM input JOIN work USING (key) WHERE rejections != ''"
