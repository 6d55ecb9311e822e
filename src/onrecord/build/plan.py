"""What a build is asked to do, and what it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..annotate import DEFAULT
from ..dataset.parquet import Written

#: Called with a stage, how much more of it is done, and the share that is done now: 0 to 1, or None.
Progress = Callable[[str, int, float | None], None]


def silent(stage: str, more: int, share: float | None) -> None:
    """Progress that nobody sees."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. ``columns`` maps fields to columns of dumps; ``jobs`` None is one a core.

    ``min_confidence`` leaves out automatic annotations of less.
    """

    annotator: str = DEFAULT
    as_is: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    jobs: int | None = None
    version: str | None = None
    progress: Progress = silent
    min_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: articles in the dataset, lines of rejected.jsonl, documents worked on anew."""

    articles: int
    rejected: int
    worked: int
    near_duplicates: int
    files: tuple[Written, ...]

    def record(self) -> dict[str, Any]:
        """The counts, for a program."""
        counts = {key: getattr(self, key) for key in ("articles", "rejected", "worked", "near_duplicates")}
        return {**counts, "files": len(self.files)}
