from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("needs the reference data in ../shared, which is not part of the project")
    return SHARED


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of small articles of the corpus' world: two plain texts, a page and a dump."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "budget.txt").write_text(BUDGET, encoding="utf-8")
    (folder / "dump.jsonl").write_text(DUMP, encoding="utf-8")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    return folder


HARBOUR = """Harbour to close for a month

By Ilse Tarnovic

date 2031-03-04

ORLEN — The harbour of Orlen will close for a month, the port minister, Ada Voss, said on Tuesday.

“We have waited too long,” she said. “The cranes are older than I am.”

Read more: Ferry prices rise again

Shipowners called the closure “a gift to the competition” and asked the council of Orlen to vote again.
"""

BUDGET = """date 2031-03-06 Sign up to our free morning newsletter Please enter a valid email address SIGN UP

The finance ministry of Varland presented a budget without new debt on Thursday, according to two officials.

''Nobody believed us,'' said Jorun Pell, the deputy finance minister. ''Now they have to read it.''

Follow Mika Rahn on Twitter @mikarahn.
"""

DUMP = (
    '{"id": "a1", "title": "Rain in Kessa", "date": "2031-03-07", "text": "It rained in Kessa for three days.'
    '\\n\\nThe mayor, Tolo Brask, said that the dam would hold."}\n'
    '{"id": "a2", "title": "Empty", "date": "2031-03-07", "text": ""}\n'
    "{broken\n"
)

PAGE = """<!doctype html><html lang="en"><head><title>Strike ends</title>
<meta property="og:title" content="Strike ends in Orlen">
<meta property="article:published_time" content="2021-03-08T09:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Strike ends in Orlen</h1>
<p>The dockers of Orlen went back to work on Saturday after eleven days, and the first ships left at noon.</p>
<p>“We got what we asked for,” said Hanne Wolk, who leads the union, as she walked through the gates.</p>
<p>The ministry said it would publish the agreement next week, once both sides have signed each page of it.</p>
</article><footer>Copyright 2021 Orlen Post. All rights reserved.</footer></body></html>
"""
