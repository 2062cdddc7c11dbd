"""Papers to export, and what a format of lines is expected to carry of their texts: written apart from the package."""

import re
from functools import cache
from typing import Final
from urllib.parse import quote

from attrs import evolve
from hypothesis import strategies as st
from records_by_chance import make_paper, start_chance

from paperparse import Organization, Paper, PartialDate
from paperparse.exports.names import NameParts
from paperparse.testing import hostile_text, papers
from paperparse.text.space import WHITESPACE

SOME: Final = 5_000

# A value in every field.
COMPLETE: Final = Paper(
    title="Pointer Networks",
    summary="A digest.",
    authors=("Oriol Vinyals", "OpenAI"),
    author_count=2,
    organization=Organization("openbmb", "OpenBMB"),
    published=PartialDate(2015, 6, 9),
    score=0,
    comment_count=7,
    upvotes=12,
    arxiv_id="2601.00011",
    version=2,
    doi="10.5555/inv_2026.44",
    journal_ref="Annals of R&D 12",
    note="14 pages",
    url="https://example.org/a_b?c=%20",
    submitted_by="quiet_harbor",
    code_url="https://example.org/code_a",
    code_stars=1280,
    categories=("cs.CL", "cs.LG"),
    abstract="First.\r\n\r\nSecond.",
)

# What the formats themselves are made of, in places where it would do harm.
HOSTILE_TEXTS: Final = tuple(text.strip(WHITESPACE) for text in (
    *("\\", "\\\\", "{", "}", "{{}", "}{", "\\{", "\\}", "a{b", "a}b", "{\\", "\\}}", "$x_1^2$", "$", "100%", "a % b"),
    *("\\alpha and $O(n^2)$", "\\textbackslash{}", "{\\textbraceleft}", "\\par", "\\par x", "#1"),
    *("R&D", "a~b", "^", "~"),
    *("--", "---", "----", "-----", "''", "'''", "``", "```", "!`", "?`", "!``"),
    *(",,", ",,,", "<<", ">>", '"', '""', "a'b"),
    *("@", "@misc{x,", "a\n@misc{x, title = {y}}", "\n".join("@(\"}{'"), "@comment{", "@string(a=b)"),
    *("= , =", "a, b = {c},"),
    *("a  b", "a   b", "a    b", "a \n b", "a\n\nb", "a\r\nb", "a\rb", "a\x85b", "a\u2028b", "a\u2029\u2029b"),
    *("a\t\tb",),
    *("a\vb", "a\fb", "a\x1cb", "a\x00b", "a\x7fb", "a\x9bb", "a\x1b[0mb", "a\xa0b", "a\u3000b", "a\ufeffb", "\ufffe"),
    *("x\nTY  - JOUR", "x\nER  - ", "x\r\nER  - \r\n\r\nTY  - BOOK\r\nTI  - y"),
    *("TY  - JOUR", "ER  -", "AB  - x", "1.\nTY"),
    *("<i>x</i>", "<b>", "<span class=\"nocase\">x</span>", "&lt;", "</script>", "null", "a; b", "https://a.b/c_d?e=f&g#h"),
    *("數學", "שלום", "é", "e\u0301", "ß", "ﬃ", "🙂", "\U0010ffff", "n\u0303", "I\u0307"),
))  # fmt: skip
NAMES: Final = (
    *("Oriol Vinyals", "Laurens van der Maaten", "Ludwig van Beethoven", "J. R. R. Tolkien", "Shai Shalev-Shwartz"),
    *("Martin King Jr.", "Hollis Barrow, Jr.", "Ruth Iyer III", "Ana Cruz Ph.D., iii", "Naosuke Ii"),
    *("Barrow, Ruth, MD", "Ana Cruz, MD"),
    *("Ana Cruz Jr. Sr.", "et al.", "and 3 others", "Lovelace, Ada"),
    *("Barnes and Noble", "and", "others", "A and B and C", "bell hooks", "OpenAI"),
    *("The Llama Team", "R2-D2", "Simon & Schuster", "{Brace}", "Al {von} Bar", "O'Neil"),
    *("Ana--Maria Li", "Jean O''Neil"),
    *("Søren Kierkegaard", "Đặng Thai", "金庸", "서재열", "Jean-Luc d'Alembert", "A  B", "A\xa0B"),
    *("A, B, C", "A, B, C, D"),
    *("Vincent van Gogh", "van Gogh", "de la Cruz", "Ana de la Cruz", "Ana Cruz,", ", Ana", "Smith J.", "X Æ A-12"),
    *("Ana de", "ana Cruz", "Ana\nCruz", "Ana\tCruz", "A. B", "..", ". .", "- -", "Ana -", "É É", "Ana é"),
    *("\\", "a\\ b"),
)  # fmt: skip


_TEXTS: Final = ("other_authors", "arxiv_id", "doi", "journal_ref", "note", "url", "submitted_by", "code_url")


@cache
def hostile_papers() -> tuple[Paper, ...]:
    """At least 5,000 papers: every text above in every field, alone and twice over, and papers of any values."""
    made = [
        Paper(
            title=text,
            abstract=f"{text}{text}",
            summary=f"x {text} y",
            authors=(text, f"A {text}"),
            organization=Organization(text, f"{text}{text}"),
            **dict.fromkeys(_TEXTS, f"x{text}"),  # type: ignore[arg-type]  # names known at run time only
            categories=(text, f"{text}{text}"),
        )
        for text in HOSTILE_TEXTS
    ]
    made += [Paper(authors=(name,), published=PartialDate(2024, 2, 29)) for name in NAMES]
    made += [Paper(authors=(*NAMES[at:], *NAMES[:at]), author_count=0) for at in range(0, len(NAMES), 7)]
    chance = start_chance("exports")
    by_chance = [make_paper(chance) for _ in range(SOME)]
    # Values by chance seldom hold two marks beside each other.
    texts = ["".join(chance.choices(HOSTILE_TEXTS, k=chance.randint(1, 4))) for _ in by_chance]
    pairs = enumerate(zip(by_chance, texts, strict=True))
    return (*made, *(evolve(paper, title=text) if at % 2 else paper for at, (paper, text) in pairs))


def _is_text(text: str) -> bool:
    return text != "" and not any("\ud800" <= character <= "\udfff" for character in text)


hostile_values: Final = hostile_text(max_size=8).map(lambda text: text.strip(WHITESPACE)).filter(_is_text)
any_papers: Final = papers() | st.builds(
    Paper,
    title=st.none() | hostile_values,
    abstract=st.none() | hostile_values,
    summary=st.none() | hostile_values,
    authors=st.lists(hostile_values | st.sampled_from(NAMES), max_size=3),
    organization=st.none()
    | st.builds(Organization, hostile_values, st.none() | hostile_values)
    | st.builds(Organization, st.none(), hostile_values),
    **{name: st.none() | hostile_values for name in _TEXTS},
    categories=st.lists(hostile_values, max_size=3),
    published=st.none() | st.sampled_from([PartialDate(2015, 6, 9), PartialDate(None, 2, 29), PartialDate(7, 1, 1)]),
)


_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def as_lines(text: str) -> str:
    """`text` as docs/exports.md says that BibTeX carries it."""
    text = re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", text)
    text = _CONTROLS.sub(lambda found: chr(0x2400 + ord(found.group())), text).replace("\t", " ")
    return re.sub("[\x80-\x9f]", "\ufffd", text.replace("\x7f", "␡"))


def as_address(text: str) -> str:
    """`text` as docs/exports.md says that BibTeX carries identifiers and addresses."""
    return "".join(
        quote(character) if character in "\\{}" or character.isspace() else character for character in as_lines(text)
    )


def as_one_line(text: str) -> str:
    """`text` as docs/exports.md says that RIS carries it."""
    return re.sub(" *(?:\n *)+", " ", as_lines(text))


_NO_NAME: Final = re.compile(r"et\.? al\.?|and (\d+ )?(others|more)|\.\.+", re.IGNORECASE)
_DEGREE: Final = re.compile(r",? (ph\. ?d\.?|phd|m\.d\.?|md|esq\.?)(?=,? |$)", re.IGNORECASE)


def drop_degrees(name: str) -> str:
    """`name`, which docs/exports.md says is cut in parts, without what it says is left out."""
    return _DEGREE.sub("", name)


def drop_others(authors: tuple[str, ...]) -> tuple[str, ...]:
    """`authors` without what docs/exports.md says is none."""
    return tuple(name for name in authors if not _NO_NAME.fullmatch(name))


def join_parts(parts: NameParts) -> str:
    """A name as it was before it was cut."""
    return f"{parts.given} {parts.family}" + (parts.has_comma * "," + f" {parts.suffix}" if parts.suffix else "")
