"""PolNeAR: invented folders of its shape, and the corpus itself where it stands beside the repository."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.read import documents
from onrecord.read.document import Document, ImportedQuote, Rejection
from onrecord.read.polnear import read_polnear
from onrecord.read.standoff import misplaced, parse_standoff

TEXT = "Harbour closed.\n\nAna Lund said\nno.\n"
ANN = (
    "T1\tSource 17 25\tAna Lund\nT2\tCue 26 30\tsaid\nT3\tContent 30 33\tno\nT4\tAttribution 26 30\tsaid\n"
    "T5\tDiscard 0 15\tHarbour closed.\nT6\tDiscuss 0 7\tHarbour\n"
    "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\nE2\tAttribution-no-source:T4\n"
    "#1\tAnnotatorNotes T1\tis it she?\n"
)
HEADER = "compartment\tfilename\tpublisher\tpublication_date\tauthor\ttitle\n"
CORPUS = Path(__file__).parents[3] / "shared" / "data" / "polnear"
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"PolNeAR is not at {CORPUS.name} beside the repository"
)


def folder(root: Path, **files: str | bytes) -> Path:
    for name, content in {"text/st_1.txt": TEXT, "attributions/st_1_d4.ann": ANN, **files}.items():
        path = root / "train" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root / "train"


def test_a_text_with_its_attributions(tmp_path: Path) -> None:
    (found,) = read_polnear(folder(tmp_path), "train/")
    assert isinstance(found, Document)
    assert found.article_id == "train/text/st_1"
    assert found.file == (tmp_path / "train/text/st_1.txt").as_posix()
    (gold,) = found.gold
    assert (gold.annotator, gold.entities) == ("d4", None)
    assert gold.quotes == (ImportedQuote(((31, 33),), ((26, 30),), ((17, 25),)),)


def test_annotators_and_texts_without_any(tmp_path: Path) -> None:
    part = folder(tmp_path, **{"attributions/st_1_a0.ann": "", "text/st_2.txt": TEXT})
    first, second = read_polnear(part)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert [(gold.annotator, len(gold.quotes or ())) for gold in first.gold] == [("a0", 0), ("d4", 1)]
    assert first.gold[0].quotes == ()  # nothing was found, which is not that nothing was looked for
    assert second.gold == ()


METADATA = {
    "whole": ("nyt\t2031-05-04\tBy ANA LUND\tThe \"Harbour", {
        "publisher": "The New York Times", "published": "2031-05-04", "byline": ["ANA LUND"],
        "title": "The \"Harbour", "language": "en"}),
    "none": ("velden\tNone\tNone\tNone", {"publisher": "velden", "language": "en"}),
    "short": ("velden", {"publisher": "velden", "language": "en"}),
}  # fmt: skip


@pytest.mark.parametrize("where", ["metadata.tsv", "../metadata.tsv"])
@pytest.mark.parametrize(("row", "meta"), METADATA.values(), ids=METADATA)
def test_metadata(tmp_path: Path, where: str, row: str, meta: dict[str, object]) -> None:
    (found,) = read_polnear(folder(tmp_path, **{where: f"{HEADER}train\tst_1\t{row}\n"}))
    assert isinstance(found, Document)
    assert found.meta == meta


def test_annotations_without_text(tmp_path: Path) -> None:
    part = folder(tmp_path, **{"attributions/none_d4.ann": ANN})
    _, rejection = read_polnear(part)
    assert isinstance(rejection, Rejection)
    assert (rejection.reason, rejection.file) == ("gold", (part / "attributions/none_d4.ann").as_posix())


def test_no_such_folder(tmp_path: Path) -> None:
    assert list(read_polnear(tmp_path / "none")) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=100), st.binary(max_size=100), st.binary(max_size=100))
def test_no_bytes_raise(tmp_path: Path, text: bytes, ann: bytes, table: bytes) -> None:
    part = folder(tmp_path, **{
        "text/st_2.txt": text, "attributions/st_1_d4.ann": ann, "metadata.tsv": HEADER.encode() + table,
    })  # fmt: skip
    assert len(list(read_polnear(part))) >= 2


COUNTS = {"train": (840, 919, 22_501 - 34, 16), "dev": (84, 94, 2_320 - 1, 2)}


@needs_corpus
@pytest.mark.parametrize("part", COUNTS)
def test_the_corpus_is_read_whole(part: str) -> None:
    texts, layers, events, several = COUNTS[part]
    found = list(read_polnear(CORPUS / part, f"{part}/"))
    documents = [item for item in found if isinstance(item, Document)]
    assert len(documents) == len(found) == texts
    assert sum(len(item.gold) for item in documents) == layers
    assert sum(len(item.gold) > 1 for item in documents) == several
    quotes = sum(len(gold.quotes or ()) for item in documents for gold in item.gold)
    assert events - 2 <= quotes <= events  # two events of the corpus have roles, but no content
    assert all({"publisher", "published", "title"} <= set(item.meta) for item in documents)


@needs_corpus
def test_every_surface_of_the_corpus_is_its_slice_but_for_three() -> None:
    wrong = 0
    for text in sorted(CORPUS.glob("*/text/*.txt")):
        content = text.read_bytes().decode()
        for ann in sorted((text.parents[1] / "attributions").glob(f"{text.stem}_*.ann")):
            found = parse_standoff(ann.read_bytes().decode(), content)
            assert found.problems == []
            wrong += misplaced(found)
    assert wrong == 3


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("filename\ttitle\nstory\tHarbour closed\n", []),
        ("title,author\nHarbour closed,Ana Lund\n", [("malformed", "line 1")]),
        ("", [("malformed", "line 1")]),
    ],
)
def test_the_table_is_no_dump_and_is_said_to_be_broken(
    tmp_path: Path, table: str, said: list[tuple[str, str]]
) -> None:
    for name in ("text", "attributions"):
        (tmp_path / "part" / name).mkdir(parents=True)
    (tmp_path / "part" / "text" / "story.txt").write_text("The harbour is closed.")
    (tmp_path / "metadata.tsv").write_text(table)
    found = list(documents([tmp_path]))
    assert [(item.reason, item.place) for item in found if isinstance(item, Rejection)] == said
    (story,) = [item for item in found if isinstance(item, Document)]
    assert story.meta.get("title") == (None if said else "Harbour closed")
