"""Codes of diagnostics: documented, and told alike wherever they are explained."""

from samples import ROOT

from paperparse.codes import CODES, link_code
from paperparse.validation.result import SEVERITIES

DOCUMENT = (ROOT / "docs" / "diagnostics.md").read_text("utf-8")


def sections() -> dict[str, str]:
    """Heading to text of the sections about single codes, white space made equal."""
    parts = DOCUMENT.split("\n### ")[1:]
    return {part.partition("\n")[0]: " ".join(part.partition("\n")[2].split()) for part in parts}


def test_every_code_has_its_section() -> None:
    expected = {code.name: f"{code.severity}: {code.meaning}. {code.advice}" for code in CODES.values()}
    assert sections() == {name: " ".join(text.split()) for name, text in expected.items()}


def test_every_code_has_its_row() -> None:
    rows = [line for line in DOCUMENT.split("\n") if line.startswith("| [")]
    assert rows == [f"| [`{code.name}`](#{code.name}) | {code.severity} | {code.meaning} |" for code in CODES.values()]


def test_a_link_leads_to_the_section() -> None:
    address, _, anchor = link_code("invalid-date").partition("#")
    assert address.endswith("/docs/diagnostics.md")
    assert anchor in sections()


def test_codes_are_words_and_their_severities_known() -> None:
    for code in CODES.values():
        assert code.name.replace("-", "").isalpha(), code
        assert code.severity in SEVERITIES, code
