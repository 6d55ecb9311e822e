"""Texts with standoff annotations beside them."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.read.annotated import read_annotated
from onrecord.read.document import Document, ImportedEntity, ImportedGold, ImportedQuote, Rejection
from onrecord.read.pairs import paired
from onrecord.read.source import SourceFile

TEXT = "“It is closed,” Ana Lund of Velden said, “for now.”\nThe ministry denied it.\n"
END = TEXT.index("\n")
PIECES = ("“It is closed,”", "“for now.”")
CONTENT = tuple((TEXT.index(piece), TEXT.index(piece) + len(piece)) for piece in PIECES)


def at(words: str) -> tuple[tuple[int, int], ...]:
    return ((TEXT.index(words), TEXT.index(words) + len(words)),)


def line(key: str, kind: str, *pieces: str, shift: int = 0) -> str:
    ranges = ";".join(
        f"{TEXT.index(piece) + shift} {TEXT.index(piece) + len(piece) + shift}" for piece in pieces
    )
    return f"{key}\t{kind} {ranges}\t{' '.join(pieces)}\n"


SPANS = (
    line("T1", "Content", *PIECES) + line("T2", "Cue", "said") + line("T3", "Source", "Ana Lund of Velden")
)
QUOTE = ImportedQuote(CONTENT, at("said"), at("Ana Lund of Velden"))


def read(folder: Path, text: str | bytes, **anns: str | bytes) -> tuple[Document, list[Rejection]]:
    files = {"story.txt": text, **{f"story{name}.ann": ann for name, ann in anns.items()}}
    for name, content in files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    text_file, *ann_files = [SourceFile(folder / name, name) for name in files]
    *rejections, found = read_annotated(text_file, ann_files)
    assert isinstance(found, Document)
    assert all(isinstance(item, Rejection) for item in rejections)
    return found, rejections  # type: ignore[return-value]


def one(folder: Path, ann: str, text: str | bytes = TEXT) -> ImportedGold:
    found, rejections = read(folder, text, _ana=ann)
    assert rejections == []
    return found.gold[0]


def test_the_document_is_the_text(tmp_path: Path) -> None:
    found, _ = read(tmp_path, TEXT, _ana=SPANS)
    assert (found.article_id, found.format, found.data) == ("story", "text", TEXT.encode())


QUOTES = {
    "event": SPANS + "E1\tAttribution:T2 Content:T1 Cue:T2 Source:T3\n",
    "event, other names": SPANS + "E1\tReport:T2 Quote:T1 Cue:T2 Speaker:T3\n",
    "event, two contents": line("T1", "Content", PIECES[0]) + line("T4", "Content", PIECES[1])
    + SPANS.split("\n", 1)[1] + "E1\tAttribution:T2 Content:T1 Content2:T4 Cue:T2 Source:T3\n",
    "event, trigger is the content": SPANS.replace("Content", "Quote") + "E1\tQuote:T1 Cue:T2 Source:T3\n",
    "event before its spans": "E1\tAttribution:T2 Content:T1 Cue:T2 Source:T3\n" + SPANS,
    "relations by name": SPANS + "R1\tsource Arg1:T1 Arg2:T3\nR2\tcue Arg1:T1 Arg2:T2\n",
    "relations by type of span": SPANS + "R1\tRel Arg1:T3 Arg2:T1\nR2\tRel Arg1:T1 Arg2:T2\n",
    "windows line ends": (SPANS + "E1\tAttribution:T2 Content:T1 Cue:T2 Source:T3\n").replace("\n", "\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("ann", QUOTES.values(), ids=QUOTES)
def test_quotes(tmp_path: Path, ann: str) -> None:
    assert one(tmp_path, ann) == ImportedGold("ana", (QUOTE,), None)


def test_spans_alone_are_quotes_without_speaker(tmp_path: Path) -> None:
    assert one(tmp_path, line("T1", "Content", *PIECES)).quotes == (ImportedQuote(CONTENT),)


def test_events_without_content_are_no_quotes(tmp_path: Path) -> None:
    ann = (
        line("T2", "Attribution", "said")
        + line("T3", "Source", "Ana Lund")
        + "E1\tAttribution:T2 Source:T3\n"
    )
    assert one(tmp_path, ann) == ImportedGold("ana", None, None)


def test_entities(tmp_path: Path) -> None:
    ann = (
        line("T1", "Person", "Ana Lund") + line("T2", "Location", "Velden") + line("T3", "Colour", "closed")
        + line("T4", "Organisation", "The ministry")
        + "N1\tReference T2 Wikidata:Q99\tVelden\nN2\tReference T1 X:1\tx\n"
    )  # fmt: skip
    assert one(tmp_path, ann) == ImportedGold(
        "ana",
        None,
        (
            ImportedEntity("PERSON", at("Ana Lund")),
            ImportedEntity("LOC", at("Velden"), "Q99"),
            ImportedEntity("ORG", at("The ministry")),
        ),
    )


def test_annotators_are_kept_apart_and_sorted(tmp_path: Path) -> None:
    person = line("T1", "Person", "Ana Lund")
    found, _ = read(tmp_path, TEXT, _tom=person, _ana=person + line("T2", "GPE", "Velden"))
    assert [(gold.annotator, len(gold.entities or ())) for gold in found.gold] == [("ana", 2), ("tom", 1)]


def test_one_annotator_without_a_name_is_gold(tmp_path: Path) -> None:
    found, _ = read(tmp_path, TEXT, **{"": line("T1", "Person", "Ana Lund")})
    assert [gold.annotator for gold in found.gold] == ["gold"]


def test_a_byte_order_mark_counts_as_one_and_is_not_in_the_text(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        gold = one(tmp_path, line("T1", "Person", "Ana Lund", shift=1), TEXT.encode(encoding))
        assert gold.entities == (ImportedEntity("PERSON", at("Ana Lund")),)


def test_a_windows_line_end_counts_as_two(tmp_path: Path) -> None:
    gold = one(tmp_path, line("T1", "ORG", "The ministry", shift=1), TEXT.replace("\n", "\r\n"))
    (start, end) = at("The ministry")[0]
    assert gold.entities == (ImportedEntity("ORG", ((start + 1, end + 1),)),)


def test_ranges_in_any_order(tmp_path: Path) -> None:
    assert one(tmp_path, line("T1", "Content", *reversed(PIECES))).quotes == (ImportedQuote(CONTENT),)


def test_spans_are_shrunk(tmp_path: Path) -> None:
    gold = one(
        tmp_path,
        line("T1", "Person", " Ana Lund ") + line("T2", "ORG", "\nThe ministry ").replace("\n", " ", 1),
    )
    assert gold.entities is not None
    assert [entity.ranges for entity in gold.entities] == [at("Ana Lund"), at("The ministry")]


def test_what_is_no_annotation_is_passed_over(tmp_path: Path) -> None:
    noise = '\n"a further line of a span\n#1\tAnnotatorNotes T1\tis it?\nA1\tNegated E1\n'
    noise += "*\tEquiv T1 T2\nT\nTx\t\n"
    assert one(tmp_path, noise + line("T1", "Person", "Ana Lund")).entities is not None


PROBLEMS = {
    "outside": (
        "T9\tPerson 9000 9009\tAna Lund\n",
        "T9: 9000 9009 lies outside the text, which has 76 characters",
    ),
    "backwards": ("T9\tPerson 9 2\tx\n", "T9: 9 2 lies outside"),
    "no ranges": ("T9\tPerson\tx\n", "T9: 'Person' is no type with ranges"),
    "white space": (
        f"T9\tPerson {END} {END + 1}\t \n",
        f"T9: nothing but white space stands at {END} {END + 1}",
    ),
    "no event": ("E9\t\n", "E9: '' is no event"),
    "no relation": ("R9\tsource Arg1:T1\n", "R9: 'source Arg1:T1' is no relation"),
}


@pytest.mark.parametrize(("bad", "detail"), PROBLEMS.values(), ids=PROBLEMS)
def test_unusable_annotations_are_named_and_the_rest_is_kept(tmp_path: Path, bad: str, detail: str) -> None:
    found, (rejection,) = read(tmp_path, TEXT, _ana=line("T1", "Person", "Ana Lund") + bad)
    assert (rejection.reason, rejection.place, rejection.article_id) == ("gold", "line 2", "story")
    assert rejection.detail.startswith(detail)
    assert found.gold[0].entities == (ImportedEntity("PERSON", at("Ana Lund")),)


def test_annotations_of_another_text_are_no_gold(tmp_path: Path) -> None:
    found, (rejection,) = read(
        tmp_path, "Another story, of quite other words and of the same length or so. " * 2, _ana=SPANS
    )
    assert found.gold == ()
    assert rejection.detail.startswith("3 of 3 spans have other words than stand at their place")


def test_a_damaged_annotation_file_leaves_the_text(tmp_path: Path) -> None:
    found, (rejection,) = read(
        tmp_path, TEXT, _ana=b"\x1f\x8bnonsense", _tom=line("T1", "Person", "Ana Lund")
    )
    assert [gold.annotator for gold in found.gold] == ["tom"]
    assert rejection.reason == "gold"


@pytest.mark.parametrize(
    ("data", "reason"), [(b"\0" * 99, "undecodable"), (b"\x1f\x8bnonsense", "unreadable")]
)
def test_a_text_that_is_none(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "story.txt").write_bytes(data)
    (tmp_path / "story.ann").write_text("")
    text, ann = (SourceFile(tmp_path / name, name) for name in ("story.txt", "story.ann"))
    (found,) = read_annotated(text, [ann])
    assert isinstance(found, Rejection)
    assert found.reason == reason


def test_pairs() -> None:
    names = [
        "a/story.txt", "a/story.ann", "a/story_tom.ann", "a/story_two.txt", "a/story_two.ann", "a/other.ann",
        "b/text/tale.txt", "b/attributions/tale_ana.ann", "b/attributions/none_ana.ann", "a/page.html",
        "a/page.ann",
    ]  # fmt: skip
    pairs, orphans = paired(lambda: [SourceFile(Path(name), name) for name in names])
    assert {text.as_posix(): [ann.key for ann in anns] for text, anns in pairs.items()} == {
        "a/story.txt": ["a/story.ann", "a/story_tom.ann"],
        "a/story_two.txt": ["a/story_two.ann"],
        "b/text/tale.txt": ["b/attributions/tale_ana.ann"],
    }
    assert [file.key for file in orphans] == ["a/other.ann", "b/attributions/none_ana.ann", "a/page.ann"]


def test_many_spans_take_linear_time(tmp_path: Path) -> None:
    text = "Ana Lund said no. " * 20_000
    ann = "".join(
        f"T{n}\tContent {n * 18 + 14} {n * 18 + 16}\tno\nE{n}\tAttribution:T{n} Content:T{n}\n"
        for n in range(20_000)
    )
    assert len(one(tmp_path, ann, text).quotes or ()) == 20_000
    hostile = "T1\tPerson " + "0 1;" * 100_000 + "\n" + "E1\t" + "A:" * 100_000
    read(tmp_path, text, _ana=hostile)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(text=st.binary(max_size=100), ann=st.binary(max_size=200))
def test_no_bytes_raise(tmp_path: Path, text: bytes, ann: bytes) -> None:
    for content in (text, TEXT.encode()):
        (tmp_path / "story.txt").write_bytes(content)
        for broken in (ann, SPANS.encode() + b"E1\t" + ann, b"T1\t" + ann, b"T1\tPerson " + ann):
            (tmp_path / "story.ann").write_bytes(broken)
            files = [SourceFile(tmp_path / name, name) for name in ("story.txt", "story.ann")]
            assert list(read_annotated(files[0], files[1:]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text("ab \n\r\té“”\U0001f600", min_size=1, max_size=40), st.data())
def test_ranges_lie_in_the_text_and_begin_and_end_in_words(
    tmp_path: Path, text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    surface = " ".join(text[start:end].split())
    (tmp_path / "story.txt").write_bytes(text.encode())
    (tmp_path / "story.ann").write_text(f"T1\tPerson {start} {end}\t{surface}\n", encoding="utf-8")
    files = [SourceFile(tmp_path / name, name) for name in ("story.txt", "story.ann")]
    *_, found = read_annotated(files[0], files[1:])
    if isinstance(found, Document) and surface:
        ((low, high),) = found.gold[0].entities[0].ranges  # type: ignore[index]
        assert text[low:high] == text[start:end].strip()
