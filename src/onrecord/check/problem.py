"""What a check finds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One violation: where, which rule, and what is wrong, in the order in which they are printed.

    ``path`` is a JSON path in a record, ``file`` and ``place`` say where the record stands.
    """

    file: str
    place: str
    path: str
    rule: str
    level: Level
    message: str

    def __str__(self) -> str:
        where = ":".join(part for part in (self.file, self.place, self.path) if part)
        return f"{where}: {self.level} {self.rule}: {self.message}"

    def record(self) -> dict[str, Any]:
        """The problem for a program."""
        return asdict(self)
