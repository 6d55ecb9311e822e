"""One raw document to one article record: the pure function that a build maps over its input."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import normalise, read
from .annotate import NONE, Annotator, automatic, confident
from .check import Problem, check_article
from .corpus import Gold
from .layers import imported
from .marks import compiled, judgements, moved, parse
from .read.document import Document, Rejection, Unreadable
from .schema import LAYERS

Record = dict[str, Any]
_FIELDS = ("publisher", "url", "title", "published", "language", "licence")
UNVERSIONED = "0.0.0"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an article depends on beside its document."""

    annotator: Annotator | None = None
    as_is: bool = False
    version: str = UNVERSIONED
    defaults: Mapping[str, Any] = field(default_factory=dict)
    min_confidence: float = 0.0

    def steps(self) -> dict[str, str]:
        """The version of every step, as the manifest records them and caches are keyed by them."""
        name = f"{self.annotator.name} {self.annotator.version}" if self.annotator else "none"
        name += (
            f", confidence {self.min_confidence} and more" if self.annotator and self.min_confidence else ""
        )
        return {
            "read": read.VERSION,
            "normalise": "as-is" if self.as_is else normalise.VERSION,
            "annotate": name,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: its record, each annotator's own layers, and what was refused."""

    record: Record | None
    annotations: list[Record] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)


def process(document: Document, settings: Settings, gold: Gold | None = None) -> Outcome:
    """Read, normalise, annotate and check one document. It never raises on bad input."""
    try:
        return _process(document, settings, gold)
    except Unreadable as error:
        return Outcome(None, [], [_rejection(document, error.reason, error.detail)])
    except RecursionError:
        return Outcome(None, [], [_rejection(document, "malformed", "nested too deep to be read")])
    except Exception as error:  # the one place where a fault of ours must not stop a build
        detail = f"{type(error).__name__}: {error}; this is a fault of the program, please report it"
        return Outcome(None, [], [_rejection(document, "failed", detail)])


def _process(document: Document, settings: Settings, gold: Gold | None) -> Outcome:
    raw = read.parse(document)
    normalised = normalise.normalise(raw, as_is=settings.as_is)
    record = _record(document, raw, normalised, settings, gold.about if gold else {})
    rejections: list[Rejection] = []
    own = _gold_layers(document, normalised, gold, record, rejections)
    _annotate(document, record, settings, own, rejections)
    problems = [problem for problem in check_article(record) if problem.level == "error"]
    if problems:
        return Outcome(None, [], [*rejections, _invalid(document, problems)])
    keys = {key: record[key] for key in ("article_id", "published", "publisher")}
    annotations = [{**keys, "annotator": name, **layers} for name, layers in own]
    return Outcome(record, annotations, rejections)


def _record(
    document: Document,
    raw: read.RawArticle,
    normalised: normalise.Normalised,
    settings: Settings,
    about: Mapping[str, Any],
) -> Record:
    text = normalised.tracked.text
    meta = {**settings.defaults, **normalised.meta, **{k: v for k, v in raw.meta.items() if v}, **about}
    return {
        "article_id": document.article_id,
        **{key: meta.get(key) for key in _FIELDS},
        "byline": list(meta.get("byline") or []),
        "tags": list(meta.get("tags") or []),
        "text": text,
        "paragraphs": [{"start": s, "end": e} for s, e in normalised.paragraphs],
        "sentences": [{"start": s, "end": e} for s, e in normalised.sentences],
        "removed": [
            {"start": s, "end": e, "reason": reason, "text": words}
            for s, e, reason, words in normalised.tracked.pieces()
        ],
        "raw_format": document.format,
        "raw_sha256": hashlib.sha256(document.data).hexdigest(),
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "offset_map": normalised.tracked.map.records(),
        "near_duplicate_of": None,
        **{layer: [] for layer in LAYERS},
        "provenance": dict.fromkeys(LAYERS),
        "version": settings.version,
    }


Own = list[tuple[str, dict[str, Any]]]


def _gold_layers(
    document: Document,
    normalised: normalise.Normalised,
    gold: Gold | None,
    record: Record,
    rejections: list[Rejection],
) -> Own:
    """Each annotator's layers; the first one's stand for the article."""
    if gold is not None:
        return _corpus_gold(document, gold, record, rejections)
    own: Own = []
    for annotator in document.gold:
        layers, lost = imported(annotator, record["text"], normalised.tracked.map)
        own.append((annotator.annotator, {**layers, "judgements": []}))
        if lost:
            detail = f"{lost} quotes of {annotator.annotator!r} lie in what the ledger lists as removed"
            rejections.append(_rejection(document, "gold", detail))
    return own


def _corpus_gold(document: Document, gold: Gold, record: Record, rejections: list[Rejection]) -> Own:
    """The layers of the gold file, and those of the annotators that it was adjudicated from."""
    own: Own = []
    for source in (gold.marks, *gold.own):
        marks = parse(source)
        name = marks.header.get("annotator", "gold" if not own else "unnamed")
        fault = _foreign(marks.header, record) if not own else None
        if fault:
            rejections.append(_rejection(document, "gold", fault))
            return []
        text = gold.clean if gold.clean is not None else record["text"]
        placed, problems = compiled(marks, text)
        layers, lost = moved(placed, text, record["text"])
        rejections += [_rejection(document, "gold", f"{name}: {problem}") for problem in [*problems, *lost]]
        own.append((name, {**layers, "judgements": judgements(marks, layers, own[0][1]) if own else []}))
    return own


def _foreign(header: Mapping[str, str], record: Record) -> str | None:
    """Why a gold file is not one of this raw document."""
    found = header.get("raw_sha256", "none")
    if found == record["raw_sha256"]:
        return None
    return (
        f"the gold file is for a raw document of SHA-256 {found[:12]}…, this one has "
        f"{record['raw_sha256'][:12]}…; annotate it again or restore the raw document"
    )


def _annotate(
    document: Document, record: Record, settings: Settings, own: Own, rejections: list[Rejection]
) -> None:
    first = own[0][1] if own else {}
    needed = any(first.get(layer) is None for layer in LAYERS)
    made, source = _automatic(document, record, settings, rejections) if needed else ({}, None)
    whole = all(first.get(layer) is None for layer in LAYERS)
    for layer in LAYERS:
        gold = first.get(layer)
        found: Any = made.get(layer)
        if gold is not None:
            record[layer], record["provenance"][layer] = gold, "gold"
        elif found is not None:
            record[layer] = found if whole else [_unlinked(item, first) for item in found]
            record["provenance"][layer] = source


def _automatic(
    document: Document, record: Record, settings: Settings, rejections: list[Rejection]
) -> tuple[Any, str | None]:
    """The annotator's layers. One that fails leaves the article without them, and a line that says so."""
    try:
        layers, source = automatic(record, settings.annotator)
        return (confident(layers, settings.min_confidence) if settings.min_confidence else layers), source
    except Exception as error:
        name = settings.annotator.name if settings.annotator else NONE
        detail = f"annotator {name!r}: {type(error).__name__}: {error}; the article has no layers of it"
        rejections.append(_rejection(document, "failed", detail))
        return {}, None


_LINKS = {
    "entities": ("entity_id", "organisation_id", "jurisdiction_id", "speaker_id"),
    "officials": ("official_id",),
}


def _unlinked(item: Record, gold: Mapping[str, Any]) -> Record:
    """An automatic record beside a gold layer: its links into the layer that was replaced are null."""
    own = next(iter(item))
    links = [key for layer, keys in _LINKS.items() if gold.get(layer) is not None for key in keys]
    return {key: None if key in links and key != own else value for key, value in item.items()}


def _rejection(document: Document, reason: str, detail: str) -> Rejection:
    return Rejection(document.file, document.place, document.article_id, reason, detail)


def _invalid(document: Document, problems: list[Problem]) -> Rejection:
    first = problems[0]
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return _rejection(document, "invalid", f"{first.rule} at {first.path}: {first.message}{more}")
