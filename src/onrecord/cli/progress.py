"""How far a build is: a bar on a terminal, plain lines in a pipe."""

from __future__ import annotations

import time
from datetime import timedelta
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

_EVERY = 10.0  # seconds between two lines in a pipe
_FIRST = 2.0  # seconds of a stage before which no time left is told: it would be a guess


class Lines:
    """Progress on stderr. ``advance`` is called with a stage, how much more is done, and the share done."""

    def __init__(self, *, quiet: bool, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, quiet=quiet)
        self._bar = Progress(
            TextColumn("{task.description:>8}"), BarColumn(), TextColumn("{task.fields[done]}"),
            TimeElapsedColumn(), console=self._console, disable=not self._console.is_terminal,
        )  # fmt: skip
        self._tasks: dict[str, TaskID] = {}
        self._done: dict[str, int] = {}
        self._begun: dict[str, float] = {}
        self._printed = self._last = time.monotonic()

    def __enter__(self) -> Lines:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def advance(self, stage: str, more: int, share: float | None) -> None:
        """Count what was done of a stage. ``share`` is None where the whole is not known."""
        now = time.monotonic()
        begun = self._begun.setdefault(stage, self._last)
        self._last = now
        self._done[stage] = self._done.get(stage, 0) + more
        said = described(self._done[stage], now - begun, share)
        if not self._console.is_terminal:
            if now - self._printed > _EVERY:
                self._printed = now
                self._console.print(f"{stage}: {said}", highlight=False, soft_wrap=True)
            return
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=None if share is None else 1.0, done=said)
        self._bar.update(self._tasks[stage], completed=share, done=said)


def described(done: int, seconds: float, share: float | None) -> str:
    """What was done, how fast, and how long the rest will take at that pace.

    >>> described(1200, 10.0, 0.25)
    '1,200 (120/s, 0:00:30 left)'
    >>> described(1200, 10.0, None)
    '1,200 (120/s)'
    """
    rate = f"{done / max(seconds, 1e-3):,.0f}/s"
    if not share or seconds < _FIRST or share >= 1:
        return f"{done:,} ({rate})"
    left = timedelta(seconds=round(seconds * (1 - share) / share))
    return f"{done:,} ({rate}, {left} left)"
