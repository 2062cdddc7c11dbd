"""What identifiers, addresses and codes look like, and what is told of those that do not."""

import re
from typing import Any, Final

import pytest

from paperparse import Paper, validate
from paperparse.model.fields import SEVERAL
from paperparse.model.identifiers import ADDRESS, ARXIV_ID, CATEGORY, DOI, Form
from paperparse.model.paper import FIELDS

RIGHT: Final = {
    ARXIV_ID: (
        *("0704.0001", "0707.3168", "1412.9999", "1501.00001", "2601.00011", "2603.90011", "9912.99999"),
        *("hep-th/9901001", "math/0309136", "math.GT/0309136", "cond-mat/0703999", "acc-phys/9411001"),
    ),
    DOI: ("10.5555/inv.2026.44", "10.1000/1", "10.1002/(SICI)1097-0258(1998)17:8<833::A>3.0.CO;2-#", "10.1000.10/a"),
    ADDRESS: ("https://huggingface.co/papers/2601.00011", "/papers/2601.00011", "http://a.org/ä?b=c#d", "www.a.org"),
    CATEGORY: ("cs.CL", "hep-th", "cond-mat.dis-nn", "68T05", "NLP", "机器学习"),
}
WRONG: Final = {
    ARXIV_ID: (
        *("arXiv:2601.00011", "2601.00011v2", "2601.0011", "1412.00001", "2613.00011", "2600.00011", "2601.000111"),
        *("0601.00011", "hep-th/9901001v1", "hep-th/990100", "hep-th/9913001", "hep-th/0801001", "HEP-TH/9901001"),
        *("math.gt/0309136", "hep-th", "9901001", "2601.00011 ", "２６０１.00011", "https://arxiv.org/abs/2601.00011"),
    ),
    DOI: (
        *("doi:10.5555/a", "https://doi.org/10.5555/a", "10.5555", "10.5555/", "10.555/a", "11.5555/a", "10.5555/a b"),
        "10.55.55/a",
    ),
    ADDRESS: ("https://a.org/b c", "https://a.org\nhttps://b.org", "a\xa0b"),
    CATEGORY: ("cs.CL cs.LG", "Machine Learning (cs.LG)", "cs.CL\n"),
}  # fmt: skip
WITH_FORM: Final = {name: field for name, field in FIELDS.items() if field.form}


def make_paper(name: str, text: str) -> Paper:
    """A paper with `text` in the field `name`, among others in one of several."""
    values: dict[str, Any] = {name: ("cs.LG", text) if WITH_FORM[name].kind in SEVERAL else text}
    return Paper(title="A", **values)


def list_pairs(texts: dict[Form, tuple[str, ...]]) -> list[tuple[Form, str]]:
    return [(form, text) for form, listed in texts.items() for text in listed]


@pytest.mark.parametrize(("form", "text"), list_pairs(RIGHT))
def test_what_looks_like_it(form: Form, text: str) -> None:
    assert re.fullmatch(form.pattern, text)


@pytest.mark.parametrize(("form", "text"), list_pairs(WRONG))
def test_what_does_not(form: Form, text: str) -> None:
    assert not re.fullmatch(form.pattern, text)


def test_the_fields_that_have_a_form() -> None:
    assert {name: field.form and field.form.name for name, field in WITH_FORM.items()} == {
        "arxiv_id": "arXiv identifier",
        "doi": "DOI",
        "url": "address",
        "code_url": "address",
        "categories": "category",
    }


@pytest.mark.parametrize("name", WITH_FORM)
def test_a_value_that_does_not_look_like_it_is_doubtful(name: str) -> None:
    form = WITH_FORM[name].form
    assert form is not None
    for text in RIGHT[form]:
        assert validate([make_paper(name, text)]) == ()
    for text in (text for text in WRONG[form] if text == text.strip()):
        [found] = validate([make_paper(name, text)])
        quoted = repr(text if len(text) <= 30 else f"{text[:29]}…")
        assert (found.code, found.severity) == ("doubtful-value", "warning")
        assert found.message == f"{quoted} is no {form.name}, at $[0].{name}"
