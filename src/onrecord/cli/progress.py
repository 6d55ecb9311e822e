"""How far a build is: a bar on a terminal, plain lines in a pipe."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

_EVERY = 10.0  # seconds between two lines in a pipe


class Lines:
    """Progress on stderr. ``advance`` is called with a stage and how much of it was done."""

    def __init__(self, *, quiet: bool) -> None:
        self._console = Console(stderr=True, quiet=quiet)
        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,.0f}"),
            TextColumn("{task.fields[rate]}"), TimeElapsedColumn(), TimeRemainingColumn(),
            console=self._console, disable=not self._console.is_terminal,
        )  # fmt: skip
        self._tasks: dict[str, TaskID] = {}
        self._done: dict[str, int] = {}
        self._begun = self._printed = time.monotonic()

    def __enter__(self) -> Lines:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def advance(self, stage: str, count: int) -> None:
        """Count what was done of a stage."""
        self._done[stage] = self._done.get(stage, 0) + count
        rate = f"{self._done[stage] / max(time.monotonic() - self._begun, 1e-3):,.0f}/s"
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=None, rate=rate)
        self._bar.update(self._tasks[stage], advance=count, rate=rate)
        if not self._console.is_terminal and time.monotonic() - self._printed > _EVERY:
            self._printed = time.monotonic()
            self._console.print(f"{stage}: {self._done[stage]:,} ({rate})", highlight=False)
