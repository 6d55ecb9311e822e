"""Pages of the old kind, laid out with tables, fonts and double line breaks.

An extractor takes a layout table for a table of data and prints the whole page as its rows. ``unlaid`` gives
such a page the blocks that its author meant: cells become divisions, double breaks paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lxml import etree, html

#: A text of which this share are rows of a table is a page that is laid out with tables.
_ROWS = 0.5
_LAID = ("table", "tbody", "thead", "tr", "td", "th", "center")
_BLOCKS = frozenset(
    "address article aside blockquote body div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre script section style ul".split()
)


def is_laid(text: str) -> bool:
    """Whether an extracted text is for the most part rows of a table.

    >>> is_laid("| Home News Sport | The dam holds, said the mayor."), is_laid("The dam holds.")
    (True, False)
    """
    rows = sum(len(line) for line in text.split("\n") if line.startswith("|"))
    return rows > _ROWS * len(text)


def unlaid(raw: str) -> str:
    """The page with divisions for its tables and paragraphs for its double breaks; as it is if unreadable."""
    try:
        page = html.document_fromstring(raw)
    except (etree.LxmlError, ValueError):
        return raw
    for element in page.iter(*_LAID):
        element.tag = "div"
        element.attrib.clear()
    etree.strip_tags(page, "font")
    for element in list(page.iter("div", "body")):
        _paragraphs(element)
    return str(html.tostring(page, encoding="unicode"))


def _paragraphs(parent: html.HtmlElement) -> None:
    """Put the text and the inline children of an element in paragraphs, one for each run without a break."""
    parts = list(_parts(parent))
    if not any(part is None for part in parts):
        return
    for child in parent:
        child.tail = None
    parent[:] = []
    parent.text = None
    for kind, run in groupby(parts, key=_kind):
        if kind == "block":
            parent.extend(run)
        elif kind == "inline":
            parent.append(_paragraph(run))


def _kind(part: str | html.HtmlElement | None) -> str:
    if part is None:
        return "break"
    return "block" if not isinstance(part, str) and part.tag in _BLOCKS else "inline"


def _parts(parent: html.HtmlElement) -> Iterator[str | html.HtmlElement | None]:
    """Texts and children in order; None for two breaks or more with nothing between."""
    waiting: html.HtmlElement | None = None
    doubled = False
    for part in _flat(parent):
        if isinstance(part, str) and not part.strip() and waiting is not None:
            continue
        if not isinstance(part, str) and part.tag == "br":
            doubled, waiting = waiting is not None, part
            continue
        if waiting is not None:
            yield None if doubled else waiting
            waiting, doubled = None, False
        yield part


def _flat(parent: html.HtmlElement) -> Iterator[str | html.HtmlElement]:
    if parent.text:
        yield parent.text
    for child in parent:
        yield child
        if child.tail:
            yield child.tail


def _paragraph(parts: Iterator[str | html.HtmlElement | None]) -> html.HtmlElement:
    out = html.Element("p")
    for part in parts:
        if isinstance(part, str):
            if len(out):
                out[-1].tail = (out[-1].tail or "") + part
            else:
                out.text = (out.text or "") + part
        elif part is not None:
            part.tail = None
            out.append(part)
    return out
