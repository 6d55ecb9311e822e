"""The raw documents of the corpus: clean texts as a scraper would have found them.

    python scripts/make_raw.py [CORPUS]

Reads ``articles.jsonl`` and ``clean/`` and writes ``raw/``: plain text, pages, dumps and web archives, with the
furniture of each outlet's site (``sites/``) and the damage that scraped news carries, at about the rates that were
counted on real samples. What happens to an article depends on its id alone, so that the same clean text gives the
same raw document. Needs the extra ``report``.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import io
import json
import random
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from fastwarc.warc import WarcRecord, WarcRecordType

ROOT = Path(__file__).parents[1]
Row = dict[str, Any]

# The share of plain texts that carry a kind of furniture or damage. The comment names what it was counted on:
# A, plain texts of seven publishers; B, pages of many sites.
TEXT_RATES = {
    "headline": 0.9,  # A: all
    "added full stop": 0.7,  # A
    "deck on the headline's line": 0.15,  # A
    "deck below": 0.07,  # A
    "abstract": 0.08,  # A
    "byline": 0.35,
    "date line": 0.5,
    "sign-up chain": 0.06,
    "embed": 0.07,  # A
    "url": 0.04,  # A
    "follow": 0.05,  # A, B
    "pointer": 0.05,  # A
    "also_on": 0.02,  # A
    "social_prompt": 0.03,  # A
    "newsletter": 0.06,  # A, B
    "promo": 0.03,  # A
    "credit_alone": 0.04,  # A
    "caption": 0.06,  # A, B
    "contributor": 0.05,  # A, B
    "reporting_credit": 0.03,  # A
    "author_box": 0.04,  # A, B
    "correction": 0.05,  # A
    "inline_related": 0.08,  # B
    "advert": 0.06,  # B
    "share_glued": 0.03,  # B
    "most_read": 0.03,  # B
    "copyright": 0.06,  # B
    "contact_tips": 0.04,  # B
    "media_player": 0.02,  # B
    "comments": 0.01,  # A
    "stray letter": 0.02,  # A
    "separator": 0.01,  # A
    "no-break spaces": 0.29,  # A
    "doubled spaces": 0.2,  # A
    "runs of spaces": 0.02,  # A
    "glued sentence": 0.01,  # A
    "trailing newline": 0.22,  # A
    "single newlines": 0.05,  # A
    "two apostrophes": 0.14,  # A
    "a straight mark among curly ones": 0.06,  # A
    "a mark the wrong way": 0.01,  # A
    "a mark lost": 0.02,  # A
    "mojibake": 0.04,  # A
    "mojibake twice": 0.01,  # A
    "decomposed": 0.03,  # A
    "zero-width": 0.02,  # B
    "carriage returns": 0.04,
    "byte order mark": 0.02,
    "windows-1252": 0.04,
    "utf-16": 0.01,
    "gzip": 0.05,
}
# The share of pages that carry a kind of furniture (B).
PAGE_RATES = {
    "copyright": 0.9, "nav": 0.68, "skip": 0.5, "contact_tips": 0.6, "login_paywall": 0.62, "related": 0.62,
    "cookie": 0.6, "newsletter": 0.57, "update_stamp": 0.57, "share": 0.55, "caption": 0.5, "advert": 0.45,
    "follow": 0.4, "most_read": 0.4, "byline": 0.8, "tags": 0.27, "media_player": 0.25, "comments": 0.2,
    "status_messages": 0.17, "app": 0.15, "author_box": 0.12, "reading_time": 0.12, "breadcrumbs": 0.12,
    "donation": 0.12, "correction": 0.08, "origin_note": 0.05, "contributor": 0.2, "deck": 0.5,
    "footer_links": 0.8, "promo": 0.1, "also_on": 0.05, "dateline_note": 0.02,
}  # fmt: skip
INLINE_RATES = {
    "ad": 0.12, "inline_related": 0.06, "newsletter": 0.03, "social_prompt": 0.02, "pull_quote": 0.02,
    "embed": 0.02, "caption": 0.02, "promo": 0.02, "follow": 0.01, "media_player": 0.01,
}  # fmt: skip
MONTHS = "Jan Feb March April May June July Aug Sept Oct Nov Dec".split()
LIVE = "live blog"


def rng(*key: str) -> random.Random:
    """A generator of its own for each article and step, so that one more draw moves nothing else."""
    return random.Random(int.from_bytes(hashlib.sha256("\0".join(key).encode()).digest()[:8], "big"))


def drawn(row: Row) -> str:
    """What an article's draws depend on. ``draw`` counts draws that were thrown away, since an extractor lost a part
    of the report in the page that they made."""
    return str(row["article_id"]) + (f"~{row['draw']}" if row.get("draw") else "")


class Site:
    """An outlet's furniture texts, one chosen for each kind."""

    def __init__(self, kit: Row, random_: random.Random, row: Row) -> None:
        self._kit, self._random = kit, random_
        self._fill = {
            "name": " and ".join(row["byline"]) or random_.choice(kit["staff"]),
            "date": f"{int(row['published'][8:])} {MONTHS[int(row['published'][5:7]) - 1]} {row['published'][:4]}",
            "section": random_.choice(kit["sections"]),
        }

    def one(self, kind: str) -> str:
        """A string of the kind, its blanks filled."""
        text: str = self._random.choice(self._kit[kind])
        for key, value in self._fill.items():
            text = text.replace("{" + key + "}", value)
        return text


# ------------------------------------------------------------------ plain text


def text_document(row: Row, clean: str, kit: Row) -> bytes:
    """The article as somebody saved it from a page, with what came along."""
    random_ = rng(drawn(row), "text")
    hits = {kind for kind, rate in TEXT_RATES.items() if random_.random() < rate}
    site = Site(kit, random_, row)
    body = clean.split("\n\n")
    if row["form"] == LIVE:
        body = list(stamped(body, random_))
    for kind in ("inline_related", "advert", "newsletter", "social_prompt", "promo", "credit_alone", "pointer",
                 "media_player", "share_glued"):  # fmt: skip
        if kind in hits:
            words = site.one(kind)
            if kind == "inline_related":
                words += random_.choice(row["related"])
            body.insert(random_.randint(1, len(body)), words)
    if "caption" in hits and row["caption"]:
        body.insert(random_.randint(1, max(len(body) // 2, 1)), row["caption"])
    if "embed" in hits:
        body.insert(
            random_.randint(1, len(body)), f'<post post-id="{random_.randint(10**17, 10**18)}"><post/>.'
        )
    if "url" in hits:
        body.insert(random_.randint(1, len(body)), f"pics.perch.example/{random_.randbytes(5).hex()}")
    if "stray letter" in hits:
        body.insert(random_.randint(1, len(body)), "X.")
    if "separator" in hits:
        body.insert(random_.randint(1, len(body)), "___")
    text = "\n\n".join([*head(row, site, hits, random_), *body, *tail(site, hits, kit, row)])
    for kind, damage in DAMAGE.items():
        if kind in hits:
            text = damage(text, random_)
    return encoded(text, hits)


def stamped(body: list[str], random_: random.Random) -> Iterator[str]:
    """The entries of a live blog under their times."""
    minute = random_.randint(8 * 60, 18 * 60)
    for paragraph in body:
        if random_.random() < 0.75:
            hour, rest = divmod(minute, 60)
            yield f"{(hour - 1) % 12 + 1}:{rest:02d} {'p' if hour >= 12 else 'a'}.m."
            minute += random_.randint(2, 25)
        yield paragraph


def head(row: Row, site: Site, hits: set[str], random_: random.Random) -> Iterator[str]:
    if "sign-up chain" in hits:
        yield f" date {row['published']} {site.one('signup_chain')}"
    title = row["title"]
    if "headline" in hits:
        closed = title + "." if "added full stop" in hits and title[-1].isalnum() else title
        if row["deck"] and "deck on the headline's line" in hits:
            yield f"{title}; \n{row['deck']}"
        else:
            yield closed
            if row["deck"] and "deck below" in hits:
                yield row["deck"]
    if "abstract" in hits and row["deck"]:
        yield from ("ABSTRACT.", row["deck"], "FULL TEXT.")
    if "byline" in hits and row["byline"]:
        yield site.one("byline_form")
    if "date line" in hits:
        yield random_.choice(
            [f"date {row['published']}", site.one("update_stamp"), f"Published: {row['published']}"]
        )


def tail(site: Site, hits: set[str], kit: Row, row: Row) -> Iterator[str]:
    for kind in ("contributor", "reporting_credit", "author_box", "correction", "follow", "also_on", "contact_tips",
                 "comments"):  # fmt: skip
        if kind in hits and (row["byline"] or kind not in ("author_box", "follow")):
            yield site.one(kind)
    if "most_read" in hits:
        yield site.one("most_read_heading")
        yield "\n".join(kit["most_read"])
    if "copyright" in hits:
        yield site.one("copyright")


def sprinkled(old: str, new: str, share: float) -> Callable[[str, random.Random], str]:
    """Replace some of the occurrences, at least one."""

    def damage(text: str, random_: random.Random) -> str:
        places = [match.start() for match in re.finditer(re.escape(old), text)]
        chosen = set(random_.sample(places, max(1, round(share * len(places))))) if places else set()
        return "".join(new if i in chosen else char for i, char in enumerate(text)) if len(old) == 1 else text

    return damage


def once(pattern: str, new: str) -> Callable[[str, random.Random], str]:
    """Replace one occurrence that is not near the top."""

    def damage(text: str, random_: random.Random) -> str:
        places = [match for match in re.finditer(pattern, text) if match.start() > len(text) // 4]
        if not places:
            return text
        match = random_.choice(places)
        return text[: match.start()] + match.expand(new) + text[match.end() :]

    return damage


def misread(text: str, _: random.Random) -> str:
    """UTF-8 read as Windows-1252."""
    return text.encode().decode("cp1252", "replace").replace("\ufffd", "")


DAMAGE: dict[str, Callable[[str, random.Random], str]] = {
    "two apostrophes": lambda text, _: text.replace('"', "''"),
    "a straight mark among curly ones": once("”", '"'),
    "a mark the wrong way": once("”", "“"),
    "a mark lost": once('[”"](?=\\s)', ""),
    "glued sentence": once(r"([.!?]) (?=[A-Z])", r"\1"),
    "runs of spaces": once(r"(?<=[a-z]) (?=[a-z])", "                 "),
    "doubled spaces": sprinkled(" ", "  ", 0.01),
    "no-break spaces": sprinkled(" ", "\u00a0", 0.01),
    "zero-width": sprinkled(" ", " \u200b", 0.004),
    "single newlines": once(r"(?<=[a-z,]) (?=[a-z])", "\n"),
    "decomposed": lambda text, _: unicodedata.normalize("NFKD", text),
    "mojibake": misread,
    "mojibake twice": lambda text, random_: misread(misread(text, random_), random_),
    "trailing newline": lambda text, _: text + "\n",
    "carriage returns": lambda text, _: text.replace("\n", "\r\n"),
}


def encoded(text: str, hits: set[str]) -> bytes:
    if "utf-16" in hits:
        return text.encode("utf-16")
    if "windows-1252" in hits:
        try:
            return text.encode("cp1252")
        except UnicodeEncodeError:
            pass
    return (b"\xef\xbb\xbf" if "byte order mark" in hits else b"") + text.encode()


# ------------------------------------------------------------------ pages


def page_document(row: Row, clean: str, kit: Row, template: jinja2.Template) -> str:
    """The article as its site shows it."""
    random_ = rng(drawn(row), "page")
    site = Site(kit, random_, row)
    show = {kind for kind, rate in PAGE_RATES.items() if random_.random() < rate}
    paragraphs = [
        {"html": marked_up(paragraph, random_, row), "before": [], "after": inline(random_)}
        for paragraph in clean.split("\n\n")
    ]
    page = {
        "title": row["title"],
        "byline": row["byline"],
        "published": date.fromisoformat(row["published"]),
        "day": site.one("update_stamp"),
        "deck": row["deck"],
        "caption": row["caption"],
        "related": row["related"],
        "url": row["url"],
        "language": "en",
        "paragraphs": paragraphs,
        "section": random_.choice(kit["sections"]),
        "live_order": "asc",
    }
    return template.render(page=page, kit=kit, show=show, rand=random_)


def inline(random_: random.Random) -> list[str]:
    return [kind for kind, rate in INLINE_RATES.items() if random_.random() < rate]


def marked_up(paragraph: str, random_: random.Random, row: Row) -> str:
    """A paragraph as HTML: characters named or not as the system does it, a few words linked or stressed."""
    style = rng(row["outlet"], "markup").choice(["plain", "named", "numeric"])
    text = html.escape(paragraph, quote=style == "named")
    if style == "named":
        for char, name in (
            ("“", "ldquo"),
            ("”", "rdquo"),
            ("‘", "lsquo"),
            ("’", "rsquo"),
            ("—", "mdash"),
            ("–", "ndash"),
        ):
            text = text.replace(char, f"&{name};")
    elif style == "numeric":
        text = re.sub(r"[“”‘’—–]", lambda match: f"&#{ord(match[0])};", text)
    words = list(re.finditer(r"(?<![\w&;#/<])[A-Z][a-z]{3,} [A-Z][a-z]{3,}(?![\w;])", text))
    if words and random_.random() < 0.12:
        match = random_.choice(words)
        slug = match[0].lower().replace(" ", "-")
        text = f'{text[: match.start()]}<a href="/topic/{slug}">{match[0]}</a>{text[match.end() :]}'
    if random_.random() < 0.05:
        text = re.sub(r"(?<= )([a-z]{5,})(?= )", r"<em>\1</em>", text, count=1)
    if random_.random() < 0.15:
        text = re.sub(r"(?<=\d) (?=[a-z])", "&nbsp;", text, count=1)
    return text


# ------------------------------------------------------------------ dumps and archives


def dump_row(row: Row, clean: str, kit: Row) -> str:
    """A line of an outlet's feed; each outlet has its own names for the fields."""
    random_ = rng(drawn(row), "dump")
    style = rng(row["outlet"], "dump").choice(["text", "content", "body_html"])
    site = Site(kit, random_, row)
    body = clean.split("\n\n")
    if row["form"] == LIVE:
        body = list(stamped(body, random_))
    for kind in ("inline_related", "newsletter", "advert", "follow"):
        if random_.random() < TEXT_RATES[kind]:
            extra = random_.choice(row["related"]) if kind == "inline_related" else ""
            body.insert(random_.randint(1, len(body)), site.one(kind) + extra)
    if style == "body_html":
        text = "".join(f"<p>{marked_up(paragraph, random_, row)}</p>" for paragraph in body)
    else:
        text = "\n\n".join(([row["title"]] if random_.random() < 0.5 else []) + body)
        for kind in ("doubled spaces", "no-break spaces", "zero-width"):
            if random_.random() < TEXT_RATES[kind]:
                text = DAMAGE[kind](text, random_)
    record = {
        "id": row["name"],
        "title": row["title"],
        ("date" if style != "content" else "published"): row["published"],
        ("author" if style != "text" else "byline"): ", ".join(row["byline"]),
        "url": row["url"],
        "source": row["publisher"],
        style: text,
    }
    return json.dumps(record, ensure_ascii=random_.random() < 0.3)


def archive(pages: list[tuple[Row, str]]) -> bytes:
    """A web archive of pages, compressed record by record."""
    out = io.BytesIO()
    for row, page in pages:
        body = page.encode()
        record = WarcRecord()
        record.init_headers(
            WarcRecordType.response, record_urn=row["record_id"].removeprefix("urn:").encode()
        )
        record.headers["WARC-Target-URI"] = row["url"]
        record.headers["WARC-Date"] = f"{row['published']}T06:00:00Z"
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
            + str(len(body)).encode() + b"\r\n\r\n" + body
        )  # fmt: skip
        plain = io.BytesIO()
        record.write(plain)
        out.write(gzip.compress(plain.getvalue(), mtime=0))
    return out.getvalue()


# ------------------------------------------------------------------ the whole


def main() -> None:
    home = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "corpus" / "world"
    rows = [json.loads(line) for line in (home / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    loader = jinja2.FileSystemLoader(home / "sites" / "templates")
    templates = jinja2.Environment(loader=loader, autoescape=False, trim_blocks=True, lstrip_blocks=True)
    dumps: dict[str, list[str]] = defaultdict(list)
    archives: dict[str, list[tuple[Row, str]]] = defaultdict(list)
    for row in rows:
        kit = json.loads((home / "sites" / "kits" / f"{row['outlet']}.json").read_text(encoding="utf-8"))
        clean = (home / "clean" / f"{row['article_id']}.txt").read_text(encoding="utf-8")
        path = home / "raw" / row["raw"]
        if row["raw"].endswith(".jsonl"):
            dumps[row["raw"]].append(dump_row(row, clean, kit))
            continue
        if row["raw"].endswith(".txt") or row["raw"].endswith(".txt.gz"):
            data = text_document(row, clean, kit)
        else:
            page = page_document(row, clean, kit, templates.get_template(row["template"]))
            if row["raw"].endswith(".warc.gz"):
                archives[row["raw"]].append((row, page))
                continue
            data = page.encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
    for name, lines in dumps.items():
        (home / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "raw" / name).write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    for name, pages in archives.items():
        (home / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "raw" / name).write_bytes(archive(pages))
    print(f"{len(rows)} raw documents in {home / 'raw'}")


if __name__ == "__main__":
    main()
