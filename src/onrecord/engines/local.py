"""Map a pure function over a stream of tasks in processes of this machine, in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 3  # tasks a process, so that memory stays bounded and no process waits


def processes(wanted: int | None) -> int:
    """How many processes to use: as wanted, else one a core that this process may run on."""
    return wanted or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else wanted or 1


def ordered(function: Callable[[Task], Result], tasks: Iterable[Task], jobs: int) -> Iterator[Result]:
    """The results in the order of the tasks, at most a few tasks ahead of the one that is asked for.

    With one job everything runs in this process. A worker that is killed raises
    `concurrent.futures.process.BrokenProcessPool` instead of hanging.
    """
    if jobs == 1:
        yield from map(function, tasks)
        return
    context = get_context("forkserver")
    # Imported once, then inherited by every process; pyarrow needs pandas at its first conversion.
    context.set_forkserver_preload([_module(function), "pandas"])
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting: deque[Future[Result]] = deque()
        for task in tasks:
            waiting.append(pool.submit(function, task))
            if len(waiting) >= _AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _module(function: Callable[..., object]) -> str:
    return getattr(function, "func", function).__module__
