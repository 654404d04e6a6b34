"""LaTeX in titles and abstracts becomes readable; what only looks like it stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.formats.read.latex import MAX_LENGTH, readable


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\emph{decays} and \texttt{NAISR}", "decays and NAISR"),
        (r"\textbf{\textit{Scaling Laws}} of", "Scaling Laws of"),
        (r"the {\em small} {\it i.e.,} one", "the small i.e., one"),
        (r"of \cite{su2021} and \citep[p.~3]{b}", "of [su2021] and [b]"),
        (r"at \url{https://x.org/a_b}.", "at https://x.org/a_b."),
        (r"see \href{https://x.org}{our page}", "see our page (https://x.org)"),
        (r"DRUG\footnote{at 1k steps}.", "DRUG (at 1k steps)."),
        (r"360\textdegree{} panoramas", "360° panoramas"),
        (r"up to 95\% \& more", "up to 95% & more"),
        (r"The \model, with \contrast{} losses", "The model, with contrast losses"),
        (r"\textcolor{red}{hot}", "hot"),
        ("large ``orthogonal'' layers", "large “orthogonal” layers"),
        ("vs.~understanding", "vs. understanding"),
        (r"\begin{itemize}\item one\end{itemize}", "• one"),
        (r"\\emph{doubled} \\alpha", "doubled α"),
        (r"ends.\n\nWe show", "ends.\n\nWe show"),
        (r"in \log n steps \leq 5", "in log n steps ≤ 5"),
        (r"said \"so\" and don\'t", 'said "so" and don\'t'),
    ],
)
def test_prose(latex: str, text: str) -> None:
    assert readable(latex).strip() == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"caf\'e", "café"),
        (r"G{\"o}del", "Gödel"),
        (r"Erd\H{o}s", "Erdős"),
        (r"{\L}ukasz \v{S}ur", "Łukasz Šur"),
        (r"S\o ren \O rsted", "Søren Ørsted"),
        (r"{\c c}a", "ça"),
        (r"\~n \^{\i} \.z", "ñ î ż"),
    ],
)
def test_accents(latex: str, text: str) -> None:
    assert readable(latex) == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"$k$-Forms", "k-Forms"),
        ("Cross$Q$: Batch", "CrossQ: Batch"),
        (r"$\frac{1}{\eta^2}$", "1/η²"),
        (r"$\frac{a+b}{2}x$", "(a+b)/2 x"),
        (r"$\mathcal{O}(n^{1.5})$", "O(n^1.5)"),
        (r"$O(n\log n)$", "O(n log n)"),
        (r"$\log^2n$ $\arg\min_x$", "log²n arg minₓ"),
        (r"$\theta_n={10000}^{-2n/d}$", "θₙ=10000^(-2n/d)"),
        (r"$w_{\min}\ge d_y+1$", "w_min≥d_y+1"),
        (r"$\max\\{d_x,2\\}$", "max{dₓ,2}"),
        (r"$x \in \mathbb{R}^{d\times d}$", "x ∈ ℝ^(d×d)"),
        (r"$1/\sqrt{\text{depth}}$ $\sqrt[3]{x+1}$", "1/√depth ∛(x+1)"),
        (r"$\tilde{\Pi}$ $\hat x$", "Π̃ x̂"),
        (r"a $\sim 25$% gain", "a ~25% gain"),
        (r"1024$\times$512 ($<$10)", "1024×512 (<10)"),
        (r"$2\mathord,000$", "2,000"),
        (r"$\varphi^*$ and $k^{th}$ and $x^{\prime}$", "φ* and kth and x′"),
        (r"HDS$^{ode}$", "HDS^ode"),
        (r"$\left\{x \mid \binom{n}{k} \right.$", "{x | (n choose k)"),
        (r"$a \not= b$", "a ≠ b"),
        (r"\(x^2\) and \[y\] and $$z_1$$", "x² and y and z₁"),
        (r"in \mathbb{R} without dollars", "in ℝ without dollars"),
        ("on $13$ sets, $i.e.$, $n, m$", "on 13 sets, i.e., n, m"),
        (r"$85.62\%$", "85.62%"),
        ("a lower bound if $d_x", "a lower bound if dₓ"),
        (r"$\unknown{z}$ $\Ours$", "z Ours"),
    ],
)
def test_formulas(latex: str, text: str) -> None:
    assert readable(latex) == text


@pytest.mark.parametrize(
    "text",
    [
        "costs $5 or $10",
        "from $5-$10, or US$5/US$7",
        "$USD or $EUR",
        "Making $$$ with ML",
        "$HOME/$USER",
        "100% of a_b & ~12 #InsTag {0, 1} x^2",
        r"C:\temp\new and D:\alpha\beta and \\server\share\x",
        r"a regex \d+\w* here",
        r"this and\or that",
        "*Low-Rank* **U**nsupervised",
        "$", "\\", "$$", "$\\", "{\\", "",
    ],
)  # fmt: skip
def test_what_is_no_latex_stays(text: str) -> None:
    assert readable(text) == text


@pytest.mark.parametrize("latex", [r"\emph{cut sho", r"{\em cut sho", r"\textbf{\emph{cut sho}"])
def test_text_cut_short_keeps_its_words(latex: str) -> None:
    assert readable(latex) == "cut sho"


@pytest.mark.parametrize(
    "unit", ["$", "\\", "{", "\\emph{", "$\\frac{", "$a^{\\frac{", "\\cite[", "``a", "\\(", "$^{", "{\\c "]
)
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    readable((unit * MAX_LENGTH)[:MAX_LENGTH])
    readable(f"${(unit * 500)[:900]}$")


@given(st.text(alphabet=r"\{}$^_~[]()'`\"%&abcnz1 0", max_size=60))
def test_nothing_raises(text: str) -> None:
    readable(text)


@given(st.text().filter(lambda text: not re.search(r"[\\$~]|``", text)))
def test_text_without_latex_is_the_same(text: str) -> None:
    assert readable(text) == text


def test_the_real_page_is_readable_and_loses_no_word(shared_data: Path) -> None:
    page = (shared_data / "page" / "iclr2024-poster-session-3.txt").read_text("utf-8")
    left: list[str] = []
    lost: list[str] = []
    for line in page.splitlines():
        result = readable(line)
        # The sets in two formulas of one abstract are all the braces there should be.
        left += re.findall(r"[\\$]|[{}]", result.replace("max{dₓ,d_y,2}", "").replace("max{dₓ+1,d_y}", ""))
        bare = re.sub(r"\\[A-Za-z]+", " ", line)
        lost += [word for word in re.findall(r"[A-Za-z]{4,}", bare) if word not in result]
    assert left == []
    assert lost == []


def test_a_whole_title_set_as_a_formula_loses_its_dollar_signs() -> None:
    assert readable("$$A Framework for Many Things$$") == "A Framework for Many Things"
    assert readable("$$a + b$$ and $$c$$") == "a + b and c"
