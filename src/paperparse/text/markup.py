"""What extractors wrap around text."""

from paperparse.text.lines import Lines
from paperparse.text.plain import Plain


def remove_markup(text: str) -> Plain | None:
    return None


def take_off_markup(lines: Lines) -> Lines:
    """`lines` as they are without the markup that an extractor put around them; the same ones if there is none."""
    plain = remove_markup(lines.text)
    return lines if plain is None else Lines(plain.text, plain)
