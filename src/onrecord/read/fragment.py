"""The text of an HTML fragment, block by block, without looking for a main part."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree, html

_SKIPPED = frozenset(
    "script style noscript template svg iframe form input button select option textarea head "
    "object embed video audio canvas nav math".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote br caption dd details div dl dt fieldset figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)


def fragment_text(raw: str) -> str:
    """The visible text, one line a block.

    >>> fragment_text("<p>One<br/>two &amp; three</p><script>no()</script><p>four</p>")
    'One\\ntwo & three\\nfour'
    """
    try:
        root = html.fragment_fromstring(raw.replace("\0", ""), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    lines = (" ".join(line.split(" ")).strip() for line in "".join(_strings(root)).split("\n"))
    return "\n".join(line for line in lines if line)


def _strings(root: html.HtmlElement) -> Iterator[str]:
    """The text in document order, line ends as spaces and block edges as line ends.

    It walks without recursion, since pages nest as deep as they like.
    """
    hidden = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = node.tag if isinstance(node.tag, str) else "script"
        if event == "start":
            hidden += tag in _SKIPPED
            yield "\n" if tag in _BLOCKS else ""
            yield _flat(node.text) if not hidden else ""
        else:
            if event == "end":
                hidden -= tag in _SKIPPED
                yield "\n" if tag in _BLOCKS else ""
            yield _flat(node.tail) if not hidden and node is not root else ""


def _flat(text: str | None) -> str:
    return (text or "").replace("\r", " ").replace("\n", " ").replace("\t", " ")
