"""Which articles go into the dataset: exact duplicates dropped, near-duplicates marked.

Near-duplicates are found by MinHash (Broder 1997) over word 5-grams with locality-sensitive hashing:
`BANDS` bands of `ROWS` values; two articles that agree in a band and in at least `SIMILAR` of all
values are near-duplicates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import numpy as np
from rensa import RMinHash

from .state import State

BANDS, ROWS = 8, 8
PERMUTATIONS = BANDS * ROWS
SIMILAR = 0.8
_SEED = 1997
_NGRAM = 5
_CHUNK = 4096  # signatures that are in memory at once
_WORD = re.compile(r"\w+")


def signature(text: str) -> bytes:
    """The MinHash signature of a text: `PERMUTATIONS` unsigned 32-bit numbers, little-endian."""
    words = _WORD.findall(text.lower())
    shifted = [words[i:] for i in range(_NGRAM)]
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update(list(map(" ".join, zip(*shifted, strict=False))) or [" ".join(words)])
    return np.asarray(sketch.digest(), dtype="<u4").tobytes()


def choose(state: State) -> None:
    """Fill the table ``chosen`` with the articles of the dataset: the first of every id and text."""
    state.execute("DROP TABLE IF EXISTS temp.named")
    state.execute(
        "CREATE TEMP TABLE named AS SELECT min(seq) AS seq, article_id FROM input JOIN work USING (key) "
        "WHERE text_sha IS NOT NULL GROUP BY article_id"
    )
    state.execute("DROP TABLE IF EXISTS temp.chosen")
    state.execute(
        "CREATE TEMP TABLE chosen AS SELECT min(seq) AS seq, key, input.article_id AS article_id, "
        "published, text_sha, signature FROM temp.named JOIN input USING (seq) JOIN work USING (key) "
        "GROUP BY text_sha"
    )
    state.execute("CREATE INDEX temp.by_date ON chosen (published IS NULL, published, article_id)")


def dropped(state: State) -> Iterator[tuple[int, str, str | None, str, str, str]]:
    """The articles that were not chosen: seq, file, place, id, reason, detail."""
    state.execute("DROP TABLE IF EXISTS temp.gone")
    state.execute(
        "CREATE TEMP TABLE gone AS SELECT seq FROM input JOIN work USING (key) WHERE text_sha IS NOT NULL "
        "EXCEPT SELECT seq FROM temp.chosen"
    )
    if next(state.select("SELECT count(*) FROM temp.gone")) == (0,):
        return
    rows = state.select(
        "SELECT i.seq, i.file, i.place, i.article_id, n.seq, c.article_id, f.file "
        "FROM temp.gone JOIN input i USING (seq) JOIN work w USING (key) LEFT JOIN temp.named n USING (seq) "
        "JOIN temp.named m ON m.article_id = i.article_id JOIN input f ON f.seq = m.seq "
        "LEFT JOIN temp.chosen c ON c.text_sha = w.text_sha ORDER BY i.seq"
    )
    for seq, file, place, article_id, first, original, first_file in rows:
        if first is None:
            detail = f"{article_id!r} is the id of an article of {first_file} already; rename one of them"
            yield seq, file, place, article_id, "duplicate-id", detail
        else:
            yield seq, file, place, article_id, "duplicate", f"the same text as {original!r}, which is kept"


ORDER = "ORDER BY published IS NULL, published, article_id"


def near_duplicates(state: State) -> dict[str, str]:
    """Each near-duplicate's id and that of the first article, in the dataset's order, that it is like."""
    count = next(state.select("SELECT count(*) FROM temp.chosen"))[0]
    pairs: set[tuple[int, int]] = set()
    for values in _bands(state, count).T:
        pairs |= _agreeing(values)
    if not pairs:
        return {}
    found: dict[int, int] = {}
    wanted = _rows(state, {index for pair in pairs for index in pair})
    for earlier, later in sorted(pairs):
        if later not in found and np.mean(wanted[earlier][1] == wanted[later][1]) >= SIMILAR:
            found[later] = found.get(earlier, earlier)
    return {wanted[later][0]: wanted[first][0] for later, first in found.items()}


def _bands(state: State, count: int) -> np.ndarray:
    """A hash of each band, a row an article (64 bytes). Pairs are verified, so collisions do no harm."""
    factors = np.random.default_rng(_SEED).integers(1, 2**63, ROWS, dtype=np.uint64) | np.uint64(1)
    hashes = np.empty((count, BANDS), dtype=np.uint64)
    rows = state.select(f"SELECT signature FROM temp.chosen {ORDER}")
    for start in range(0, count, _CHUNK):
        block = b"".join(signed for (signed,) in islice(rows, _CHUNK))
        values = np.frombuffer(block, dtype="<u4").reshape(-1, BANDS, ROWS)
        hashes[start : start + len(values)] = (values * factors).sum(axis=2, dtype=np.uint64)
    return hashes


def _agreeing(values: np.ndarray) -> set[tuple[int, int]]:
    """Pairs of each article with the first of those that share its value."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    sizes = np.diff(np.r_[starts, len(ordered)])
    pairs: set[tuple[int, int]] = set()
    for start, size in zip(starts[sizes > 1], sizes[sizes > 1], strict=True):
        first, *others = order[start : start + size].tolist()
        pairs.update((first, other) for other in others)
    return pairs


def _rows(state: State, wanted: set[int]) -> dict[int, tuple[str, np.ndarray]]:
    rows = state.select(f"SELECT article_id, signature FROM temp.chosen {ORDER}")
    return {
        index: (article_id, np.frombuffer(signed, dtype="<u4"))
        for index, (article_id, signed) in enumerate(rows)
        if index in wanted
    }
