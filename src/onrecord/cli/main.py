"""The commands: what they are called, what they take, what they print. The work is done elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from difflib import get_close_matches
from functools import wraps
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from ..annotate import DEFAULT, NONE, UnknownAnnotator, find
from ..article import Settings, process
from ..build import Busy, NotADataset, Options, build
from ..check.dataset import summary, validate
from ..corpus import BadCorpus
from ..dataset.diff import diff
from ..dataset.folder import Folder, NoDataset
from ..dataset.stats import stats
from ..read import NoSource, Rejection, documents
from ..version import VERSION
from .bench import app as bench_app
from .bench import errors_command
from .progress import Lines
from .safe import safe
from .show import diff_text, show_article, stats_text

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Who said what, and in which office: build, check and look at annotated news.",
)
app.add_typer(bench_app, name="bench")
_REFUSALS = (NoSource, NoDataset, Busy, NotADataset, UnknownAnnotator, BadCorpus, FileNotFoundError)
_USAGE = 2
_IDS = 20_000  # ids that are compared with one that is not found

Sources = Annotated[list[str], typer.Argument(help="Files, folders, globs, or - for stdin.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")]
AnnotatorName = Annotated[
    str, typer.Option("--annotator", help=f"Who annotates; {NONE!r} leaves layers empty.")
]
AsIs = Annotated[
    bool, typer.Option("--as-is", help="The input is clean text: keep it character for character.")
]
Columns = Annotated[
    list[str] | None,
    typer.Option("--map", help="FIELD=COLUMN of a dump, such as text=content. May be repeated."),
]
MinConfidence = Annotated[
    float, typer.Option("--min-confidence", min=0, max=1, help="Leave out automatic annotations of less.")
]
DatasetPath = Annotated[Path, typer.Argument(help="A dataset folder.")]


def _refusing(command: Callable[..., None]) -> Callable[..., None]:
    """Turn what a user can mend into one line on stderr and exit status 2."""

    @wraps(command)
    def wrapped(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
        except _REFUSALS as error:
            typer.echo(safe(f"onrecord: {error}"), err=True)
            raise typer.Exit(_USAGE) from error
        except BrokenPipeError:
            sys.stderr.close()

    return wrapped


def _columns(pairs: list[str] | None) -> dict[str, str]:
    split = [pair.partition("=") for pair in pairs or ()]
    for field, sign, column in split:
        if not (field and sign and column):
            raise typer.BadParameter(f"{field!r}; give FIELD=COLUMN, such as text=content")
    return {field: column for field, _, column in split}


bench_app.command("errors")(_refusing(errors_command))


@app.command("build")
@_refusing
def build_command(
    sources: Sources,
    out: Annotated[Path, typer.Option("--out", "-o", help="The dataset folder to write.")],
    annotator: AnnotatorName = DEFAULT,
    min_confidence: MinConfidence = 0.0,
    as_is: AsIs = False,
    columns: Columns = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Processes; default one a core.")
    ] = None,
    version: Annotated[str | None, typer.Option(help="The dataset's version, x.y.z.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if anything was rejected.")] = False,
    as_json: Json = False,
) -> None:
    """Build a dataset folder of raw articles: Parquet, card and manifest."""
    with Lines(quiet=as_json) as progress:
        options = Options(
            annotator, as_is, _columns(columns), jobs, version, progress.advance, min_confidence
        )
        report = build(sources, out, options)
    counts = report.record()
    text = (
        "{articles} articles ({near_duplicates} near-duplicates) in {out}, {worked} worked on, "
        "{rejected} lines in rejected.jsonl"
    )
    typer.echo(json.dumps(counts) if as_json else text.format(out=out, **counts))
    if strict and report.rejected:
        raise typer.Exit(1)


@app.command("annotate")
@_refusing
def annotate_command(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, globs; default - (stdin).")
    ] = None,
    annotator: AnnotatorName = DEFAULT,
    min_confidence: MinConfidence = 0.0,
    as_is: AsIs = False,
    columns: Columns = None,
) -> None:
    """Print articles as JSON lines of article records. What can't be read goes to stderr; then exit 1."""
    settings, refused = Settings(find(annotator), as_is, min_confidence=min_confidence), 0
    for found in documents(sources or ["-"], _columns(columns)):
        outcome = None if isinstance(found, Rejection) else process(found, settings)
        if outcome and outcome.record:
            typer.echo(json.dumps(outcome.record, ensure_ascii=False))
        for rejection in [found] if isinstance(found, Rejection) else outcome.rejections if outcome else []:
            refused += 1
            where = f"{rejection.file}:{rejection.place}" if rejection.place else rejection.file
            typer.echo(safe(f"{where}: {rejection.reason}: {rejection.detail}"), err=True)
    if refused:
        raise typer.Exit(1)


@app.command("train")
@_refusing
def train_command(
    gold: Annotated[list[Path], typer.Argument(help="Dataset folders that were built from gold.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The file of weights to write (.npz).")],
    plain: Annotated[
        list[Path] | None, typer.Option(help="A dataset folder whose text alone is used, by the teacher.")
    ] = None,
    teacher: Annotated[
        bool,
        typer.Option(
            help="Learn from a tuned pretrained encoder too; it misleads where gold is some hundred articles."
        ),
    ] = True,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the examples.")] = 10,
    seed: Annotated[int, typer.Option(help="Seed of all that is drawn by lot.")] = 0,
    most: Annotated[int, typer.Option(min=0, help="Paragraphs taken of each plain dataset.")] = 60_000,
    tuned: Annotated[
        Path | None, typer.Option(help="A file that keeps the tuned teacher, for a run that is stopped.")
    ] = None,
) -> None:
    """Train the learned annotator on gold: needs the extra 'train' (pip install 'onrecord[train]')."""
    from ..train import Recipe, train

    with Lines(quiet=False) as progress:

        def told(stage: str, step: int, total: int, _: float) -> None:
            progress.advance(stage, 1, step / total)

        train(gold, plain or [], out, Recipe(teacher, epochs, seed, most, tuned), told)
    typer.echo(f"{out}: use it with --annotator learned:{out}")


@app.command("validate")
@_refusing
def validate_command(
    path: Annotated[
        Path, typer.Argument(help="A dataset, a gold file, a corpus, or JSON lines of articles.")
    ],
    as_json: Json = False,
) -> None:
    """Print every problem, sorted and placed; exit 1 if there is an error."""
    problems = validate(path)
    found = summary(problems)
    if as_json:
        typer.echo(json.dumps(found, indent=1))
    else:
        for problem in problems:
            typer.echo(safe(str(problem)))
        typer.echo(f"{found['errors']} errors, {found['warnings']} warnings")
    if found["errors"]:
        raise typer.Exit(1)


@app.command("stats")
@_refusing
def stats_command(path: DatasetPath, as_json: Json = False) -> None:
    """What a dataset holds, in numbers."""
    found = stats(Folder(path))
    typer.echo(json.dumps(found, indent=1, ensure_ascii=False)) if as_json else stats_text(found, Console())


@app.command("show")
@_refusing
def show_command(
    article_id: Annotated[str, typer.Argument(help="The article's id.")],
    path: Annotated[Path, typer.Option("--dataset", "-d", help="A dataset folder.")] = Path("dataset"),
    as_json: Json = False,
) -> None:
    """One article, its layers marked in colour."""
    folder = Folder(path)
    article = folder.article(article_id)
    if article is None:
        raise NoDataset(f"no article {article_id!r} in {path}; {_like(article_id, folder)}")
    typer.echo(json.dumps(article, indent=1, ensure_ascii=False)) if as_json else show_article(
        article, Console()
    )


def _like(article_id: str, folder: Folder) -> str:
    """Ids that were meant, perhaps."""
    known = [row["article_id"] for row in islice(folder.rows("articles", ["article_id"]), _IDS)]
    near = get_close_matches(article_id, known, n=3, cutoff=0.5) or known[:3]
    return (
        f"some of its ids are {', '.join(map(repr, near))}; all are in the column article_id of its articles"
    )


@app.command("diff")
@_refusing
def diff_command(
    old: Annotated[Path, typer.Argument(help="The older dataset folder.")],
    new: Annotated[Path, typer.Argument(help="The newer dataset folder.")],
    as_json: Json = False,
) -> None:
    """Which articles and annotations were added, removed and changed, and the version step that means."""
    found = diff(Folder(old), Folder(new))
    typer.echo(json.dumps(found, indent=1) if as_json else diff_text(found))


@app.callback(invoke_without_command=True)
def _version(show: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if show:
        typer.echo(f"onrecord {VERSION}")
        raise typer.Exit


def main() -> None:
    """Run the command line."""
    app()
