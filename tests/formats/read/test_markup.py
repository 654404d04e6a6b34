"""Text out of HTML, escaped HTML and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.formats.read.markup import one_line, plain_text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plain", "plain"),
        ("  two words ", "two words"),
        ("I <3 RFCs", "I <3 RFCs"),
        ("if a < b and b > c", "if a < b and b > c"),
        ("<p>I <3 RFCs, a < b</p>", "I <3 RFCs, a < b"),
        ("Vec<T> and <your name>", "Vec<T> and <your name>"),
        ("a <b and c> d, i<p && q>r", "a <b and c> d, i<p && q>r"),
        ("<video controls>film</video>", "film"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("\n<p>One\nline\n</p>\n ", "One line"),
        ("One<br>Two<br />Three", "One\nTwo\nThree"),
        ("<ul><li>One</li><li>Two</li></ul>after", "• One\n• Two\n\nafter"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ('<p>See <a href="https://x.org/a?b=1&amp;c=2">the <b>page</b></a>.</p>', "See the page."),
        ("A &amp; B &lt;3 &#8211; &eacute;", "A & B <3 – é"),
        ("?a=1&copy=2 AT&T", "?a=1&copy=2 AT&T"),
        ("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two &amp;amp; more&lt;/p&gt;", "One\n\nTwo & more"),
        ("<p>the &lt;b&gt; tag</p>", "the <b> tag"),
        ("one\r\n\r\n\r\n\r\ntwo  \r\nthree", "one\n\ntwo\nthree"),
        ("one\n\n<i>two</i>", "one\n\ntwo"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("one\n        two\n\n          three", "one\ntwo\n\n  three"),
        ("<p>a</p><script>alert('<p>x</p>')</script><style>p {}</style>b", "a\n\nb"),
        ("the <script> tag alone", "the  tag alone"),
        ("a<!-- hidden <p> -->b<br>c", "ab\nc"),
        ("<P CLASS='x'>Loud</P>", "Loud"),
        ('<o:p x="1">word</o:p>', "word</o:p>"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("bell\x07 and half \ud800 pair\x00", "bell and half  pair"),
        ("", ""),
    ],
)
def test_text_of(source: str, expected: str) -> None:
    assert plain_text(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("  A  title\n over lines ", "A title over lines"),
        ("R&amp;D <3 you", "R&D <3 you"),
        ("<b>Bold</b> claim", "Bold claim"),
        ("plain", "plain"),
    ],
)
def test_one_line(source: str, expected: str) -> None:
    assert one_line(source) == expected


PIECES = st.sampled_from(
    ["<", ">", "&", "<p>", "</p>", "<br>", "<!--", "-->", "<script>", "</script>", "<li>", "&lt;", "&#x41;",
     "a", " ", "\n", "\r", '"', "=", "<x y='", "<pre>", "\ud800"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join))
def test_any_text_is_read_into_clean_text(text: str) -> None:
    result = plain_text(text)
    assert result == result.strip()
    assert "\r" not in result
    assert "\n\n\n" not in result
    result.encode()  # no lone surrogates: SQLite and UTF-8 files refuse them
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", "<script>", "&", "&lt;", "<p>", "<div>", " ", "\n", "<x a='", "</", "<pre>"]
)
def test_a_hostile_text_is_read_in_linear_time(piece: str) -> None:
    # a quadratic pattern would need minutes here and run into the timeout of the test suite
    plain_text(piece * (1_000_000 // len(piece)) + "end")
