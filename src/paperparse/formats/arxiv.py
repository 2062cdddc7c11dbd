"""What pages of arXiv have in common: identifiers, categories, versions, and what the site prints around cards."""

import re
from collections.abc import Mapping
from typing import Final

from paperparse.grammar.table import Mark, Value
from paperparse.grammar.values import SIGNED_AUTHORS, WEEKDAY_FIRST, Reader
from paperparse.text.characters import SPACE, SPACES

# New identifiers and old ones (https://info.arxiv.org/help/arxiv_identifier.html), with groups for the fields.
IDENTIFIER: Final = (
    r"(?P<arxiv_id>[0-9]{4}\.[0-9]{4,5}+|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/[0-9]{7}+)(?P<version>v[0-9]{1,3}+)?"
)
# The archives (https://arxiv.org/category_taxonomy), with those that papers of the first years are in, and a class.
CODE: Final = (
    "(?:astro-ph|cond-mat|cs|econ|eess|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|nlin|nucl-ex|nucl-th|physics"
    "|q-bio|q-fin|quant-ph|stat|acc-phys|adap-org|alg-geom|ao-sci|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas"
    r"|dg-ga|funct-an|mtrl-th|patt-sol|plasm-ph|q-alg|solv-int|supr-con)(?:\.[A-Za-z-]{2,20}+)?"
)
# The links behind an identifier: `[pdf, html, other]`, whose bracket extractors may lose.
FORMS: Final = rf"\[(?=.{{0,60}}\b(?:pdf|ps|html|other)\b)[a-z,{SPACES}]{{2,60}}+\]?"
_VERSION: Final = re.compile("v([0-9]{1,3})")
_SUBJECT: Final = re.compile(rf"[^;]*\(({CODE})\)")
_CODE: Final = re.compile(CODE)


def match_version(text: str) -> int | None:
    """The number in `v2`."""
    found = _VERSION.fullmatch(text)
    return None if found is None else int(found[1])


def split_codes(text: str) -> tuple[str, ...]:
    """The codes in `cs.CL cs.LG`, which white space parts; `()` where anything else stands there."""
    codes = tuple(text.split())
    return codes if all(map(_CODE.fullmatch, codes)) else ()


def split_subjects(text: str) -> tuple[str, ...]:
    """The codes in `Machine Learning (cs.LG); Logic (math.LO)`; `()` where one is missing."""
    subjects = [_SUBJECT.fullmatch(subject.strip()) for subject in text.split(";")]
    codes = tuple(found[1] for found in subjects if found is not None)
    return codes if len(codes) == len(subjects) else ()


def _print_subjects(codes: tuple[str, ...]) -> str:
    return "; ".join(f"{code} ({code})" for code in codes)


CODES: Final = Reader(split_codes, " ".join)
SUBJECTS: Final = Reader(split_subjects, _print_subjects)
READERS: Final = {
    "authors": SIGNED_AUTHORS,
    "published": WEEKDAY_FIRST,
    "date": WEEKDAY_FIRST,
    "version": Reader(match_version, "v{}".format),
}
# A sign that extractors put before items of lists.
BULLET: Final = rf"(?:[•*-]{SPACE}*+)?"
_MENU: Final = (
    "About|Help|Contact|Subscribe|Copyright|Privacy(?: Policy)?|(?:Web )?Accessibility(?: Assistance)?"
    "|(?:arXiv )?Operational Status|Search|Submit|Donate|Log ?in|Skip to main content|arXiv logo"
)
LINES: Final[Mapping[str, Mark | Value]] = {
    "menu": Value(rf"{BULLET}(?>(?:{_MENU}){SPACE}*+)+"),
    "thanks": Value("We gratefully acknowledge support from.*+"),
    "members": Value("(?:the Simons Foundation,? )?(?:our )?member institutions,? .*+"),
}
