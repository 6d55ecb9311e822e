"""The documents of a build, worked on in batches; what is known already is not worked on again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from .. import check, corpus
from ..annotate import Annotator, find
from ..article import UNVERSIONED, Settings, process
from ..engines.local import ordered
from ..read import Document, Rejection, documents
from ..read.document import Known
from ..read.source import Meter
from ..schema import SCHEMA_VERSION
from .duplicates import signature
from .plan import Options, silent
from .shards import pack
from .state import Input, Row, State, Work
from .unchanged import Unchanged

_BATCH = 32

Gold = corpus.Gold | None


@dataclass(frozen=True, slots=True)
class Recipe:
    """How documents become records, in a form that goes to another process."""

    annotator: str
    as_is: bool
    version: str
    licence: str | None
    min_confidence: float = 0.0

    def settings(self) -> Settings:
        """The settings, with the annotator loaded."""
        defaults = {"licence": self.licence} if self.licence else {}
        return Settings(_annotator(self.annotator), self.as_is, self.version, defaults, self.min_confidence)

    def salt(self) -> bytes:
        """What every key depends on beside the document."""
        steps = {**self.settings().steps(), "check": check.VERSION, "schema": SCHEMA_VERSION}
        return json.dumps([steps, self.version, self.licence], sort_keys=True).encode()


@cache
def _annotator(name: str) -> Annotator | None:
    return find(name)


class Task(NamedTuple):
    """A document to be worked on, under its key, with its gold annotations."""

    key: bytes
    document: Document
    gold: Gold


def recipe(options: Options, meta: Mapping[str, Any]) -> Recipe:
    """The recipe of a build of these options, and of a corpus' settings if it has some."""
    version = options.version or meta.get("version") or UNVERSIONED
    return Recipe(options.annotator, options.as_is, version, meta.get("licence"), options.min_confidence)


def work(sources: Sequence[str | Path], state: State, recipe: Recipe, options: Options, jobs: int) -> int:
    """Do what is not done yet and list the inputs; return how many documents were worked on."""
    worked = 0
    meter = None if options.progress is silent else Meter(sources)
    salt = recipe.salt()
    unchanged = Unchanged(state, hashlib.sha256(salt).digest())
    found = _read(sources, options.columns, meter, unchanged)
    batches = _planned(_batches(found, _BATCH), state, salt, unchanged)
    # The engine sees only what has to be done; the rest waits beside its batch.
    for planned, results in _done(batches, recipe, jobs):
        state.add(planned.inputs, results, planned.files)
        worked += len(results)
        options.progress("articles", len(planned.inputs), meter.share() if meter else None)
    return worked


Found = Document | Rejection


def _read(
    sources: Sequence[str | Path], columns: Mapping[str, str], meter: Meter | None, unchanged: Unchanged
) -> Iterator[tuple[Found, Gold]]:
    for source in sources:
        home = corpus.find(source)
        paths = [Path(source) / "raw"] if home else [source]
        for found in documents(paths, columns, meter, None if home else unchanged.key):
            yield found, home.gold(found.article_id) if home and found.article_id else None


def _batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


class _Planned(NamedTuple):
    inputs: list[Input]
    tasks: list[Task]
    files: list[Row]


def _planned(
    batches: Iterable[list[tuple[Found, Gold]]], state: State, salt: bytes, unchanged: Unchanged
) -> Iterator[_Planned]:
    seq = 0
    pending: set[bytes] = set()  # the same document twice: the engine has it, the state not yet
    for batch in batches:
        inputs, tasks, files = [], {}, []
        for found, gold in batch:
            seq += 1
            if isinstance(found, Rejection):
                unchanged.forget(found.file)
                inputs.append(
                    Input(seq, None, found.article_id, found.file, found.place, json.dumps(asdict(found)))
                )
                continue
            if isinstance(found, Known):
                inputs.append(Input(seq, found.key, found.article_id, found.file, None, None))
                continue
            key = _key(found, gold, salt)
            if row := unchanged.row(found, key):
                files.append(row)
            inputs.append(Input(seq, key, found.article_id, found.file, found.place, None))
            if key not in pending:
                tasks[key] = Task(key, found, gold)
        known = state.known(tasks)
        todo = [task for key, task in tasks.items() if key not in known]
        pending.update(task.key for task in todo)
        yield _Planned(inputs, todo, files)


def _key(document: Document, gold: Gold, salt: bytes) -> bytes:
    """The hash of all that the document's record depends on."""
    described = repr((document.article_id, document.format, document.encoding, document.meta, document.gold))
    digest = hashlib.sha256(salt + described.encode(errors="backslashreplace"))
    digest.update(repr(gold).encode(errors="backslashreplace"))
    digest.update(b"\0")
    digest.update(document.data)
    return digest.digest()[:16]


def _done(batches: Iterable[_Planned], recipe: Recipe, jobs: int) -> Iterator[tuple[_Planned, list[Work]]]:
    waiting: list[_Planned] = []

    def tasks() -> Iterator[list[Task]]:
        for planned in batches:
            waiting.append(planned._replace(tasks=[]))
            yield planned.tasks

    for results in ordered(partial(_batch, recipe), tasks(), jobs):
        yield waiting.pop(0), results


def _batch(recipe: Recipe, tasks: list[Task]) -> list[Work]:
    settings = recipe.settings() if tasks else Settings()
    return [_one(task, settings) for task in tasks]


def _one(task: Task, settings: Settings) -> Work:
    outcome = process(task.document, settings, task.gold)
    rejections = json.dumps([asdict(r) for r in outcome.rejections]) if outcome.rejections else ""
    if outcome.record is None:
        return Work(task.key, None, None, None, None, rejections)
    record = outcome.record
    blob = pack(record, outcome.annotations)
    sha = bytes.fromhex(record["text_sha256"])
    return Work(task.key, record["published"], sha, signature(record["text"]), blob, rejections)
