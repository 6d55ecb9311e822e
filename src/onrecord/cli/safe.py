"""Text from articles and file names on its way to a terminal."""

from __future__ import annotations

_CONTROLS = [*range(0x20), *range(0x7F, 0xA0), 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_TABLE = {code: "\ufffd" for code in _CONTROLS if chr(code) not in "\n\t"}


def safe(text: str) -> str:
    """The text without what would move the cursor, change colours or turn the direction of writing.

    >>> safe("Orlen\\x1b[2J")
    'Orlen\ufffd[2J'
    """
    return text.translate(_TABLE)
