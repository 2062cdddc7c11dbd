r"""Mathematics of LaTeX in texts, `$...$`, where it can stand in an entry of BibTeX as a page prints it.

A page is anybody's, and LaTeX is a language of programs: it reads files (`\input`), defines commands, and runs on where
a brace or an argument is missing. So a formula is kept if it is whole and every command in it is one of those that only
typeset mathematics, in LaTeX itself or one of amsmath, amssymb, bm and mathrsfs; all others are text.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

# What stands behind a dollar sign and before another; two dollar signs begin mathematics on a line of its own.
_FORMULA: Final = re.compile(r"(?<![\\$])\$(?![\s$])((?>(?:[^$\\]|\\.)+))(?<!\s)\$(?!\$)", re.DOTALL)
# Sums of money ("$5-$10").
_SUMS: Final = re.compile(r"\$[0-9][^$]*\$[0-9]")
# A command of letters, a root with its degree, a command of one sign, any other sign.
_TOKEN: Final = re.compile(r"\\(sqrt)\s*\[[A-Za-z0-9+ -]*\]|\\([A-Za-z]+)(?:\s*([\[*]))?|\\(.)|(.)", re.DOTALL)
_EMPTY_LINE: Final = re.compile(r"\n[^\S\n]*\n")
# Commands of one sign: spaces, and signs that mean something. Not the break of a line.
_SIGNS: Final = frozenset(",;:!> |{}_%&#")
# What means something outside of formulas only: comments, parameters, columns; and `^^69`, which is another character.
_MISPLACED: Final = frozenset("%#&\\")
# Commands by the number of their arguments.
_ARGUMENTS: Final = {
    name: count
    for count, names in enumerate(
        (
            "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu "
            "xi pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega digamma Gamma Delta Theta "
            "Lambda Xi Pi Sigma Upsilon Phi Psi Omega aleph beth gimel hbar hslash imath jmath ell wp Re Im "
            "partial infty prime emptyset varnothing nabla surd top bot angle triangle forall exists nexists neg "
            "lnot flat natural sharp clubsuit diamondsuit heartsuit spadesuit complement eth mho Box Diamond "
            "square blacksquare bigstar sum prod coprod int iint iiint oint bigcap bigcup bigsqcup bigvee "
            "bigwedge bigodot bigotimes bigoplus biguplus pm mp times div ast star circ bullet cdot cap cup uplus "
            "sqcap sqcup vee lor wedge land setminus smallsetminus wr diamond bigtriangleup bigtriangledown "
            "triangleleft triangleright oplus ominus otimes oslash odot bigcirc dagger ddagger amalg ltimes "
            "rtimes boxplus boxtimes leq le geq ge equiv models prec succ sim perp preceq succeq simeq mid ll gg "
            "asymp parallel subset supset approx bowtie subseteq supseteq cong neq ne smile frown sqsubset "
            "sqsupset sqsubseteq sqsupseteq doteq in ni owns notin propto vdash dashv leqslant geqslant lesssim "
            "gtrsim lessgtr gtrless lessapprox gtrapprox approxeq thicksim thickapprox triangleq subsetneq "
            "supsetneq nmid nparallel nleq ngeq nsim ncong nsubseteq vDash Vdash therefore because leftarrow gets "
            "rightarrow to leftrightarrow Leftarrow Rightarrow Leftrightarrow uparrow downarrow updownarrow "
            "Uparrow Downarrow Updownarrow longleftarrow longrightarrow longleftrightarrow Longleftarrow "
            "Longrightarrow Longleftrightarrow iff implies impliedby mapsto longmapsto hookleftarrow "
            "hookrightarrow nearrow searrow swarrow nwarrow leftharpoonup leftharpoondown rightharpoonup "
            "rightharpoondown rightleftharpoons rightsquigarrow leadsto upharpoonright lbrace rbrace lbrack "
            "rbrack langle rangle lfloor rfloor lceil rceil lvert rvert lVert rVert vert Vert backslash ldots "
            "cdots vdots ddots dots dotsc dotsb colon quad qquad arccos arcsin arctan arg cos cosh cot coth csc "
            "deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max min Pr sec sin sinh sup tan tanh "
            "bmod mod limits nolimits displaystyle textstyle scriptstyle scriptscriptstyle over choose atop rm bf "
            "it sf tt cal mathstrut",
            "mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr mathnormal boldsymbol bm text "
            "textrm textbf textit textsf texttt textnormal mbox operatorname hat widehat check tilde widetilde "
            "acute grave dot ddot dddot breve bar vec mathring overline underline overbrace underbrace "
            "overrightarrow overleftarrow sqrt left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl "
            "Biggr pmod pod not boxed phantom xrightarrow xleftarrow mathop mathbin mathrel mathord",
            "frac dfrac tfrac cfrac binom dbinom tbinom stackrel overset underset",
        )
    )
    for name in names.split()
}
# Those of them that take one more in brackets, which would have to end.
_WITH_BRACKETS: Final = frozenset(("cfrac", "sqrt", "xleftarrow", "xrightarrow"))
_WITH_STAR: Final = "operatorname"


class Part(NamedTuple):
    """A piece of a text: a formula with its dollar signs, or what stands between two."""

    text: str
    is_formula: bool


def iter_parts(text: str) -> Iterator[Part]:
    """The formulas in `text`, which has line feeds only for line breaks, and what stands between them, in order."""
    start = at = 0
    while found := _FORMULA.search(text, at):
        if _SUMS.match(text, found.start()) or not is_harmless(found[1]):
            # Its end may be the beginning of another.
            at = found.start() + 1
            continue
        yield Part(text[start : found.start()], False)
        yield Part(found[0].replace("\n", " "), True)
        start = at = found.end()
    yield Part(text[start:], False)


class _Group:
    """What a pair of braces, or the formula, still lacks: arguments, what is raised or lowered, right delimiters."""

    __slots__ = ("arguments", "is_raised", "lefts")

    def __init__(self) -> None:
        self.arguments = self.lefts = 0
        self.is_raised = False

    def is_whole(self) -> bool:
        return not (self.arguments or self.lefts or self.is_raised)

    def add_sign(self) -> None:
        if self.arguments:
            self.arguments -= 1
        else:
            self.is_raised = False

    def raise_next(self) -> bool:
        """Take `^` or `_`; whether one can stand here."""
        is_free = not (self.arguments or self.is_raised)
        self.is_raised = True
        return is_free

    def add_command(self, name: str) -> bool:
        """Take the command `name`; whether it is known and can stand here."""
        count = _ARGUMENTS.get(name)
        if count is None or (count and self.arguments) or (self.is_raised and name in ("left", "right")):
            return False
        self.add_sign()
        self.arguments += count
        self.lefts += (name == "left") - (name == "right")
        return self.lefts >= 0


def is_harmless(formula: str) -> bool:
    r"""Whether `formula`, without its dollar signs, is whole, and does nothing but typeset mathematics.

    Braces are balanced for readers that count `\{` and for those that do not.
    """
    if _EMPTY_LINE.search(formula):
        return False
    groups = [_Group()]
    escaped = 0
    for found in _TOKEN.finditer(formula):
        root, name, mark, sign, other = found.groups()
        group = groups[-1]
        if root or name:
            if (mark == "[" and name in _WITH_BRACKETS) or not group.add_command(root or name):
                return False
            if mark and (mark == "[" or name != _WITH_STAR):
                group.add_sign()
        elif sign:
            escaped += (sign == "{") - (sign == "}")
            if sign not in _SIGNS or escaped < 0:
                return False
            group.add_sign()
        elif other in "^_":
            if not group.raise_next():
                return False
        elif other == "{":
            group.add_sign()
            groups.append(_Group())
        elif other == "}":
            if len(groups) == 1 or not group.is_whole():
                return False
            groups.pop()
        elif other in _MISPLACED:
            return False
        elif not other.isspace():
            group.add_sign()
    return len(groups) == 1 and groups[0].is_whole() and not escaped
