"""Which annotation files belong to which text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from .source import SourceFile

_TEXTS = {".txt", ".text", ""}
_ANNOTATIONS = ".ann"
_SEPARATORS = "_."


def paired(
    files: Callable[[], Iterable[SourceFile]],
) -> tuple[dict[Path, list[SourceFile]], list[SourceFile]]:
    """The annotation files of each text, by the text's path, and those of none.

    ``files`` lists the files anew at every call: there may be too many to hold.

    They stand beside the text or, as in PolNeAR, in a folder ``attributions`` beside its folder
    ``text``, and are named as it is, or as it is and the annotator: ``NAME.ann``, ``NAME_ANNOTATOR.ann``.
    """
    annotations = [file for file in files() if file.ending == _ANNOTATIONS]
    wanted = {place for file in annotations for place in _places(file)}
    texts: dict[tuple[Path, str], Path] = {}
    for file in files() if annotations else ():
        if file.ending in _TEXTS and (place := (file.path.parent, stem(file))) in wanted:
            texts[place] = file.path
    pairs: dict[Path, list[SourceFile]] = {}
    orphans: list[SourceFile] = []
    for file in annotations:
        text = next((texts[place] for place in _places(file) if place in texts), None)
        (orphans if text is None else pairs.setdefault(text, [])).append(file)
    return pairs, orphans


def stem(file: SourceFile) -> str:
    """The file's name without its endings."""
    return PurePosixPath(file.article_id).name


def _places(file: SourceFile) -> Iterator[tuple[Path, str]]:
    """Where the text of an annotation file may stand: folder and name, likeliest first."""
    name, folder = stem(file), file.path.parent
    folders = [folder, folder.parent / "text"] if folder.name == "attributions" else [folder]
    for shorter in (name, *(name.rpartition(separator)[0] for separator in _SEPARATORS)):
        for place in folders:
            if shorter:
                yield place, shorter
