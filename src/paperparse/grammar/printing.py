"""Print records as a page of a format, and say what of a record its pages print: the way back, from the same table."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from paperparse.grammar.rules import find_rules
from paperparse.grammar.table import Fold, Format, Label, Mark, Value, find_readers, list_lines
from paperparse.model.page import INFO_FIELDS, PageInfo
from paperparse.model.paper import VALUE_FIELDS, Organization, Paper, PartialDate

# A piece of a template; of `a|b` the first that the record has.
_PIECE: Final = re.compile(r"\{([a-z_|]+)\}")
_BREAKS: Final = re.compile(r"(\n+)")
_CARDS: Final = "{cards}"


def project_paper(form: Format, paper: Paper) -> Paper:
    """What a page of `form` prints of `paper`."""
    printed: dict[str, Any] = {}
    for names in _iter_pieces(form.prints):
        for name in names:
            values = {field: getattr(paper, field) for field in _list_fields(form, name) if field in VALUE_FIELDS}
            if len(names) == 1 or any(value not in (None, ()) for value in values.values()):
                printed |= values
                break
    return Paper(**printed)


def project_info(form: Format, info: PageInfo) -> PageInfo:
    """What a page of `form` says about itself, of `info`; a heading that is always the same is always there."""
    printed: dict[str, Any] = {}
    for names in _iter_pieces(form.prints_page):
        for name in names:
            line = form.site.lines.get(name)
            for field in [form.page[name]] if name in form.page else _list_fields(form, name):
                if field in INFO_FIELDS:
                    printed[field] = getattr(info, field) or (line.prints if isinstance(line, Mark) else None)
    return PageInfo(**printed)


def print_page(form: Format, papers: Sequence[Paper], info: PageInfo) -> str:
    """The text of a page of `form` with `papers` and `info`, both projected.

    Values need not be checked: `paperparse.render` reads the page back and compares.
    """
    cards = form.between.join(_fill(form, form.prints, paper) for paper in papers)
    # A line of the template that holds pieces and comes out empty is left out, and the break above it.
    text = ""
    gap = ""
    for at, line in enumerate(_BREAKS.split(form.prints_page)):
        if at % 2:
            gap = line
            continue
        printed = cards.join(_fill(form, part, info) for part in line.split(_CARDS))
        if printed or not line.startswith("{"):
            text = f"{text}{gap}{printed}" if text else printed
    return text


def _iter_pieces(template: str) -> Iterator[list[str]]:
    return (piece.split("|") for piece in _PIECE.findall(template))


def _list_fields(form: Format, name: str) -> tuple[str, ...]:
    """The fields that the piece `name` of a template prints."""
    line = list_lines(form).get(name)
    if line is None:
        return (name,)
    return line.fields if isinstance(line, Value) else ()


def _fill(form: Format, template: str, record: Paper | PageInfo) -> str:
    """`template` with what `record` has in place of its pieces.

    A line that begins with a label is left out with all of its values, unless every card has the label.
    """

    def write(piece: re.Match[str]) -> str:
        texts = (_write_piece(form, name, record) for name in piece[1].split("|"))
        return next((text for text in texts if text), "")

    text = gap = ""
    for at, line in enumerate(_BREAKS.split(template)):
        if at % 2:
            gap = line
        elif not _is_left_out(form, line, write):
            text, gap = f"{text}{gap}{_PIECE.sub(write, line)}", ""
    return text + gap


def _is_left_out(form: Format, line: str, write: Callable[[re.Match[str]], str]) -> bool:
    """Whether `line` of a template begins with a label that cards may lack, and holds no value."""
    label = _PIECE.match(line)
    if label is None or not isinstance(list_lines(form).get(label[1]), Label):
        return False
    is_needed = any(label[1] in part.names for part in find_rules(form).parts)
    return not is_needed and not any(map(write, _PIECE.finditer(line, label.end())))


def _write_piece(form: Format, name: str, record: Paper | PageInfo) -> str:
    line = list_lines(form).get(name)
    if isinstance(record, PageInfo) and name in form.page:
        return _write_value(form, form.page[name], record) or (line.prints if isinstance(line, Mark) else "")
    if isinstance(line, Mark | Label):
        return line.prints
    if isinstance(line, Value):
        if _write_value(form, line.fields[0], record) == "":
            return ""
        return _PIECE.sub(lambda piece: _write_value(form, piece[1], record), line.prints).rstrip()
    return _write_value(form, name, record)


def _write_value(form: Format, field: str, record: Paper | PageInfo) -> str:
    value = getattr(record, field, None)
    if value is None or value == ():
        return ""
    reader = find_readers(form).get(field)
    return str(value) if reader is None else reader.write(value)


def list_marks(form: Format) -> tuple[str, ...]:
    """Every text that means something to `form`, as its pages print it: marks, labels, buttons, and lines of values."""
    sample = Paper(
        title="On Tides",
        authors=("Ada Lovelace", "Emmy Noether"),
        author_count=3,
        organization=Organization("openbmb", "OpenBMB"),
        published=PartialDate(2015, 6, 9),
        score=85,
        comment_count=14,
        arxiv_id="1506.03134",
        categories=("stat.ML", "cs.LG"),
    )
    info = PageInfo(number=1, page_count=1234)
    texts = [form.site.button]
    for name, line in list_lines(form).items():
        if isinstance(line, Mark | Label):
            texts += line.texts
        elif isinstance(line, Fold):
            texts += [line.more, line.less]
        elif isinstance(line, Value) and line.prints:
            texts.append(_write_piece(form, name, sample if name in form.lines else info))
    return tuple(dict.fromkeys(text.strip() for text in texts if text))
