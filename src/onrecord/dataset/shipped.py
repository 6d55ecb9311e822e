"""The corpus that the package ships, built on first use."""

from __future__ import annotations

import time
from pathlib import Path

from platformdirs import user_cache_path

from ..build import Busy, Options, build
from ..corpus import find
from ..version import VERSION

_HERE = Path(__file__).parent
_PATIENCE = 600  # seconds that another process may take to build it


def source() -> Path:
    """Where the corpus' sources are: inside the installed package, or beside its sources."""
    packaged = _HERE.parent / "world"
    return packaged if packaged.is_dir() else _HERE.parents[2] / "corpus" / "world"


def world() -> Path:
    """The dataset folder of the corpus *world*.

    A wheel holds the corpus as its source of truth, and the tables are derived from it once, into the
    user's cache; the build takes seconds and gives the same bytes everywhere. In a checkout it follows
    every change of the sources.

    Raises:
        BadCorpus: The shipped files are broken; install the package again.
    """
    corpus = find(source())
    version = corpus.meta.get("version") if corpus else None
    folder = user_cache_path("onrecord") / f"world-{version}-{VERSION}"
    packaged = source().parent == _HERE.parent
    if not (packaged and (folder / "manifest.json").is_file()):
        _build(folder)
    return folder


def _build(folder: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            build([source()], folder, Options(annotator="none", jobs=1))
            return
        except Busy:  # somebody else is making it
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
