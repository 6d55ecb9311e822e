"""Articles a second of each step on plain text, and how builds scale: processes, size, a changed article, kills.

    python benchmarks/throughput.py steps|processes|memory|change|kills [--data ../shared/data] [--articles N]

Steps are timed on PolNeAR's texts as they are, over and over. Builds need articles of which no two are alike:
each has the length of one of the texts and paragraphs drawn from all of them, and so something of every dirt
that one of them has; they take about 1.6 times as long. Ratios are printed, since machines differ.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from ftfy import fix_text

from onrecord.article import Settings, _record
from onrecord.build.duplicates import signature
from onrecord.build.shards import pack, unpack
from onrecord.check import check_article
from onrecord.dataset.parquet import ROW_GROUP, write_table
from onrecord.normalise import normalise
from onrecord.read import Document, parse


def texts(data: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((data / "polnear").glob("*/text/*.txt"))]


def steps(args: argparse.Namespace) -> None:
    spent: Counter[str] = Counter()
    articles = enumerate(islice(cycle(texts(args.data)), args.articles))
    with tempfile.TemporaryDirectory() as folder:
        while group := list(islice(articles, ROW_GROUP)):
            packed = [step_by_step(number, data, spent) for number, data in group]
            begin = time.perf_counter()
            records = [unpack(blob)["record"] for blob in packed]
            middle = time.perf_counter()
            write_table("articles", records, Path(folder) / "a.parquet")
            spent["state"] += middle - begin
            spent["write"] += time.perf_counter() - middle
    total = sum(spent.values())
    for name, seconds in spent.items():
        print(f"{name:16} {seconds / total:6.1%}  {seconds / args.articles * 1000:.3f} ms an article")
    asked = sum(spent[name] for name in ("normalise", "check", "write"))
    print(
        f"normalise, check and write: {args.articles / asked:,.0f} articles/s over {args.articles} articles"
    )
    print(f"all steps: {args.articles / total:,.0f} articles/s")
    decoded = [data.decode() for data in texts(args.data)]
    begin = time.perf_counter()
    for text in decoded:
        fix_text(text)
    peer = (time.perf_counter() - begin) / len(decoded)
    print(
        f"normalise takes {spent['normalise'] / args.articles / peer:.2f} of the time of ftfy.fix_text alone"
    )


def step_by_step(number: int, data: bytes, spent: Counter[str]) -> bytes:
    marks = [time.perf_counter()]
    document = Document(str(number), "text", data, "x")
    raw = parse(document)
    marks.append(time.perf_counter())
    found = normalise(raw)
    marks.append(time.perf_counter())
    record = _record(document, raw, found, Settings())
    problems = [problem for problem in check_article(record) if problem.level == "error"]
    assert not problems
    marks.append(time.perf_counter())
    signature(record["text"])
    marks.append(time.perf_counter())
    blob = pack(record, [])
    marks.append(time.perf_counter())
    names = ("read", "normalise", "check", "near-duplicates", "state")
    for name, one, two in zip(names, marks, marks[1:], strict=False):
        spent[name] += two - one
    return blob


def corpus(folder: Path, data: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number, article in enumerate(drawn(data, count)):
        (folder / f"{number:06}.txt").write_bytes(article)
    return folder


def drawn(data: Path, count: int) -> Iterator[bytes]:
    """Articles of drawn paragraphs."""
    originals = texts(data)
    pool = [paragraph for text in originals for paragraph in text.split(b"\n\n")]
    rng = random.Random(13)
    for number in range(count):
        left, parts = len(originals[number % len(originals)]), []
        while left > 0:
            parts.append(rng.choice(pool))
            left -= len(parts[-1]) + 2
        yield b"\n\n".join(parts)


BUILD = "import sys\nfrom onrecord import build, Options\nbuild([sys.argv[1]], sys.argv[2], Options(annotator=sys.argv[4], jobs=int(sys.argv[3])))"


def run(source: Path, out: Path, jobs: int, annotator: str) -> tuple[float, int]:
    """Seconds and peak memory (bytes, largest process) of one build in a process of its own."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", BUILD, str(source), str(out), str(jobs), annotator], check=True)
    return time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def processes(args: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = corpus(Path(folder) / "in", args.data, args.articles)
        one, _ = run(source, Path(folder) / "one", 1, args.annotator)
        two, _ = run(source, Path(folder) / "two", 2, args.annotator)
    print(f"{args.articles} articles: one process {one:.1f} s, two {two:.1f} s, ratio {one / two:.2f}")


def memory(args: argparse.Namespace) -> None:
    peaks = []
    for count in (args.articles // 10, args.articles):
        with tempfile.TemporaryDirectory() as folder:
            source = corpus(Path(folder) / "in", args.data, count)
            peaks.append(run(source, Path(folder) / "out", 1, "none")[1])
    print(
        f"peak memory {peaks[0] / 2**20:.0f} MiB at {args.articles // 10}, {peaks[1] / 2**20:.0f} MiB at ",
        end="",
    )
    print(f"{args.articles}, ratio {peaks[1] / peaks[0]:.2f}")


def change(args: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = corpus(Path(folder) / "in", args.data, args.articles)
        time.sleep(3)  # a build does not trust files that changed in the two seconds before it
        full, _ = run(source, Path(folder) / "out", 1, args.annotator)
        (source / "000007.txt").write_bytes(b"The council of Orlen met on Monday and nobody came.")
        again, _ = run(source, Path(folder) / "out", 1, args.annotator)
    print(
        f"{args.articles} articles: full {full:.1f} s, after one change {again:.1f} s, ratio {again / full:.3f}"
    )


def contents(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and ".onrecord" not in p.parts):
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def kills(args: argparse.Namespace) -> None:
    rng, same = random.Random(7), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = corpus(folder / "in", args.data, args.articles)
        seconds, _ = run(source, folder / "whole" / "data", 1, "none")
        for number in range(args.kills):
            out = folder / str(number) / "data"
            process = subprocess.Popen([sys.executable, "-c", BUILD, str(source), str(out), "2", "none"])
            time.sleep(rng.uniform(0.1, seconds))
            process.send_signal(signal.SIGKILL)
            process.wait()
            run(source, out, 2, "none")
            same += contents(out) == contents(folder / "whole" / "data")
    print(f"killed at {args.kills} random moments: {same} of {args.kills} byte-identical")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=("steps", "processes", "memory", "change", "kills"))
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--annotator", default="none")
    parser.add_argument("--kills", type=int, default=50)
    args = parser.parse_args()
    {"steps": steps, "processes": processes, "memory": memory, "change": change, "kills": kills}[args.what](
        args
    )


if __name__ == "__main__":
    main()
