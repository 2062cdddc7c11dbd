"""The same text as LaTeX and as plain text: sites print abstracts as they were sent in, or as people read them.

A table of what 5,046 real abstracts hold rather than a parser: it is about what sites make of a text, mistakes
included, and must give the same everywhere.
"""

import random
import re
import unicodedata
from typing import Final

_SYMBOL_LIST: Final = """
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ
    pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Pi Π Sigma Σ
    Phi Φ Omega Ω ell ℓ infty ∞ times × cdot · pm ± circ ∘ sim ∼ approx ≈ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ll ≪ gg ≫
    rightarrow → to → uparrow ↑ downarrow ↓ in ∈ subseteq ⊆ odot ⊙ sqrt √ ldots … textemdash — top ⊤ star ⋆
""".split()
_SYMBOLS: Final = dict(zip(_SYMBOL_LIST[::2], _SYMBOL_LIST[1::2], strict=True))
# Commands of which only the argument is seen.
_STYLES: Final = (
    "emph textbf textit texttt textsc textrm textsf text underline uline mathbf mathit mathrm mathtt mathcal mathbb "
    "mathsf mathscr boldsymbol bm pmb tilde widetilde hat bar left right big rm bf it tt sc em small"
)
_STYLE: Final = re.compile(rf"\\(?:{'|'.join(sorted(_STYLES.split(), key=len, reverse=True))})(?![A-Za-z])\s*")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)(?![A-Za-z])")
_FORMULA: Final = re.compile(r"\$([^$]{1,200})\$")
_ESCAPED: Final = re.compile(r"\\([%&#_$ ,;!])")
_ACCENT: Final = re.compile(r"""\\(['`"^~=.vcuHr])(?:\{([A-Za-z])\}|(?<![vcuHr])([A-Za-z]))""")
_MARKS: Final = dict(
    zip("'`\"^~=.vcuHr", "\u0301\u0300\u0308\u0302\u0303\u0304\u0307\u030c\u0327\u0306\u030b\u030a", strict=True)
)
_ACCENTS: Final = {mark: accent for accent, mark in _MARKS.items()}
_RAISED: Final = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SCRIPT: Final = re.compile(r"([\^_])(?:\{([^{}]*)\}|([A-Za-z0-9]))")
_OPENING: Final = re.compile(r'(?<![^\s(\[])"(?=\S)')


def has_latex(text: str) -> bool:
    """Whether `to_plain` would find something to change."""
    return any(mark in text for mark in ("$", "\\", "--", "``", "''"))


def to_plain(text: str, chance: random.Random) -> str:
    """`text` as a page shows it that renders its LaTeX, with one of the usual choices for each kind of mark."""
    spells_names, raises = chance.random() < 0.3, chance.random() < 0.5
    text = _ACCENT.sub(_put_accent, text)
    text = _FORMULA.sub(lambda found: _flatten(found[1], spells_names, raises), text)
    text = _flatten(text, spells_names, raises) if "\\" in text else text
    for marks, plain in (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”")):
        text = text.replace(marks, plain)
    return text


def _put_accent(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", (found[2] or found[3]) + _MARKS[found[1]])


def _flatten(text: str, spells_names: bool, raises: bool) -> str:
    text = _STYLE.sub("", text)
    text = _COMMAND.sub(lambda found: found[1] if spells_names else _SYMBOLS.get(found[1], found[1]), text)
    if raises:
        text = _SCRIPT.sub(_raise, text)
    return _ESCAPED.sub(r"\1", text).replace("{", "").replace("}", "")


def _raise(found: re.Match[str]) -> str:
    inner = found[2] if found[2] is not None else found[3]
    shifted = inner.translate(_RAISED if found[1] == "^" else _LOWERED)
    return shifted if inner and not any(letter in shifted for letter in inner) else found[0]


def to_latex(text: str, chance: random.Random) -> str:
    """`text` as it was typed for LaTeX: accents as commands, quotes and dashes as ASCII, percent signs escaped."""
    braces = chance.random() < 0.5
    # Quotes before accents, whose commands hold quotes.
    text = _OPENING.sub("``", text).replace('"', "''") if "\\" not in text else text
    for plain, marks in (("—", "---"), ("–", "--"), ("“", "``"), ("”", "''"), ("’", "'"), ("×", r"$\times$")):
        text = text.replace(plain, marks)
    text = "".join(_spell_accent(letter, braces) if ord(letter) > 127 else letter for letter in text)
    return re.sub(r"(?<![\\$])%", r"\\%", text)


def _spell_accent(letter: str, braces: bool) -> str:
    parts = unicodedata.normalize("NFD", letter)
    if len(parts) != 2 or parts[1] not in _ACCENTS or not parts[0].isascii():
        return letter
    accent = _ACCENTS[parts[1]]
    return f"\\{accent}{{{parts[0]}}}" if braces or accent.isalpha() else f"\\{accent}{parts[0]}"
