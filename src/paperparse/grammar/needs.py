"""What every page of a format shows, by its table: all that most texts of a crawl are asked about."""

from typing import Final, NamedTuple

from paperparse.grammar.patterns import EITHER, Part, split_pattern
from paperparse.grammar.table import Format, Joined, Label, Mark, keep_with_format, list_lines, name_letters

# The end of a banner is rarer in other texts than its beginning.
_LONGEST_END: Final = 4


class Needs(NamedTuple):
    """What every page of a format with a whole card shows, rows of texts of each of which it has one.

    `texts` stand anywhere, `beginnings` at the beginning of a line.
    """

    texts: tuple[tuple[str, ...], ...]
    beginnings: tuple[tuple[str, ...], ...]


@keep_with_format
def find_needs(form: Format) -> Needs:
    """What every page of `form` that has a whole card shows."""
    lines = list_lines(form)
    letters, _ = name_letters(form)
    rows = [row for pattern in (form.card, form.in_company) if pattern for row in split_pattern(pattern, letters)]
    first, *others = [list(map(_name_part, row)) for row in rows]
    kinds = [kind for kind in first if kind in form.lines and all(kind in other for other in others)]
    marks = [line for kind in kinds if isinstance(line := lines[kind], Mark | Label)]
    asked = [(text,) if isinstance(text, str) else text for text in form.needs]
    needs = [tuple(text.lstrip("\n") for text in row) for row in asked]
    starts = tuple(own for row, own in zip(asked, needs, strict=True) if row != own)
    is_joined = any(isinstance(line, Joined) for line in form.lines.values())
    if marks:
        # White space of other kinds may part the words of a mark.
        words = [
            mark.texts if isinstance(mark, Label) else tuple(text.split()[0] for text in mark.texts) for mark in marks
        ]
        # A mark may stand inside a line that holds several.
        return Needs((*needs, *words), starts if is_joined else (*starts, *words))
    if needs:
        return Needs(tuple(needs), starts)
    # Cards without marks prove nothing but under the site's banner.
    banners = [line for kind in form.heading.split() if isinstance(line := lines[kind], Mark)]
    texts = [text.split() for banner in banners for text in banner.texts]
    ends = tuple(row[-1][-_LONGEST_END:] for row in texts)
    return Needs((ends,), (tuple({row[0] for row in texts}),)) if texts else Needs((), ())


def _name_part(part: Part) -> str:
    """The kind of line that `part` of a card is, if it is a single one."""
    return part.source.removeprefix(EITHER).removeprefix("alone_")
