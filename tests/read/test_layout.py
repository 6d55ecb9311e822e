"""Pages laid out with tables and double breaks keep their paragraphs."""

from __future__ import annotations

from onrecord.read.html import parse_html
from onrecord.read.layout import unlaid

BODY = [
    "The Orlen Water Board will lower the lake by two metres before the winter, its director told the council.",
    "Emil Roth put the cost at 40,000 crowns. He expects the valve to be ready in the second week of November.",
    "Two members asked why the valve had not been looked at since the board last met, in the spring of the year.",
]
PAGE = (
    "<HTML><HEAD><TITLE>Lake falls</TITLE></HEAD><BODY><TABLE><TR><TD WIDTH=130>"
    + "".join(f'<FONT SIZE="2"><A HREF="{k}.htm">Menu {k}</A></FONT><BR>\n' for k in range(9))
    + '</TD><TD><FONT SIZE="3">'
    + "<BR><BR>\n".join(
        part.replace("council", "<em>council</em>").replace("crowns", '<a href="/c">crowns</a>')
        for part in BODY
    )
    + "<BR> <BR></FONT></TD></TR></TABLE></BODY></HTML>"
)


def test_double_breaks_are_paragraphs() -> None:
    assert parse_html(PAGE)[0].text.split("\n")[-3:] == BODY


def test_a_single_break_is_none_and_text_around_elements_stays() -> None:
    made = unlaid("<body><div>a <b>b</b> c<br>d<br><br>e<table><tr><td>f</td></tr></table>g</div></body>")
    assert (
        made.split("<body>")[1].split("</body>")[0].replace("\n", "")
        == "<div><p>a <b>b</b> c<br>d</p><p>e</p><div><div><div>f</div></div></div><p>g</p></div>"
    )


def test_what_is_no_page_comes_back() -> None:
    assert unlaid("") == ""
    assert unlaid("<!-- -->") == "<!-- -->"
