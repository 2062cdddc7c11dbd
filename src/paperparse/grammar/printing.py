"""Print records as a page of a format, and say what of a record its pages print: the way back, from the same table."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from paperparse.grammar.rules import find_rules
from paperparse.grammar.table import Fold, Format, Label, Mark, Value, find_readers, list_layouts, list_lines
from paperparse.grammar.values import RESTS
from paperparse.model.page import INFO_FIELDS, PageInfo
from paperparse.model.paper import FIELDS, VALUE_FIELDS, Organization, Paper, PartialDate
from paperparse.text.space import WHITESPACE

# A piece of a template; of `a|b` the first that the record has.
_PIECE: Final = re.compile(r"\{([a-z_|]+)\}")
_BREAKS: Final = re.compile(r"(\n+)")
_CARDS: Final = "{cards}"
_INDENT: Final = "  "


def project_paper(form: Format, paper: Paper) -> Paper:
    """What a page of `form` prints of `paper`."""
    printed: dict[str, Any] = {}
    for names in _iter_pieces(form.prints):
        for name in names:
            values = {field: getattr(paper, field) for field in _list_fields(form, name) if field in VALUE_FIELDS}
            if len(names) == 1 or any(value not in (None, ()) for value in values.values()):
                printed |= values
                break
    if form.wraps:
        printed |= {name: _indent(printed[name]) for name in printed if _is_prose(name) and printed[name]}
    return Paper(**printed)


def _is_prose(field: str) -> bool:
    return field in FIELDS and FIELDS[field].is_prose


def _indent(text: str) -> str:
    """`text` with each paragraph further in than the one above, as it is where a site breaks lines."""
    paragraphs = filter(None, (line.strip(WHITESPACE) for line in text.split("\n")))
    return "\n".join(f"{_INDENT * at}{paragraph}" for at, paragraph in enumerate(paragraphs))


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
    return _fill(form, form.prints_page, info, cards)


def _iter_pieces(template: str) -> Iterator[list[str]]:
    return (piece.split("|") for piece in _PIECE.findall(template))


def _list_fields(form: Format, name: str) -> tuple[str, ...]:
    """The fields that the piece `name` of a template prints."""
    line = list_lines(form).get(name)
    fields = (name,) if line is None else line.fields if isinstance(line, Value) else ()
    rests = (RESTS[field].field for field in fields if field in RESTS and find_readers(form)[field].find_rest)
    return (*fields, *rests)


def _fill(form: Format, template: str, record: Paper | PageInfo, cards: str = "") -> str:
    """`template` with what `record` has in place of its pieces, and the `cards` of a page in place of theirs.

    A line of the template that holds pieces and comes out empty is left out, and the break above it; of a card's lines
    only those that are of a kind, and those that begin with a label which cards may lack and hold no value.
    """
    kinds = list_lines(form)

    def write(piece: re.Match[str]) -> str:
        texts = (_write_piece(form, name, record) for name in piece[1].split("|"))
        return next((text for text in texts if text), "")

    texts: list[str] = []
    gap = ""
    for at, line in enumerate(_BREAKS.split(template)):
        if at % 2:
            gap = line
            continue
        is_left_out = _is_left_out(form, line, write)
        printed = "" if is_left_out else cards.join(_PIECE.sub(write, part) for part in line.split(_CARDS))
        is_optional = line.startswith("{") if isinstance(record, PageInfo) else line[1:-1] in kinds or is_left_out
        if printed or not is_optional:
            texts += [gap, printed] if texts else [printed]
    return "".join(texts)


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
        if line.fields and _write_value(form, line.fields[0], record) == "":
            return ""
        return _PIECE.sub(lambda piece: _write_value(form, piece[1], record), line.prints).rstrip()
    return _write_value(form, name, record)


def _write_value(form: Format, field: str, record: Paper | PageInfo) -> str:
    value = getattr(record, field, None)
    if value is None or value == ():
        return ""
    reader = find_readers(form).get(field)
    if reader is not None:
        rest = RESTS.get(field)
        behind = rest and reader.find_rest is not None and getattr(record, rest.field)
        return f"{reader.write(value)}{rest.separator}{behind}" if rest and behind else reader.write(value)
    return _indent(value) if form.wraps and _is_prose(field) else str(value)


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
        upvotes=12,
        arxiv_id="2601.00011",
        submitted_by="quietharbor",
        code_stars=1280,
        categories=("stat.ML", "cs.LG"),
        url="https://arxiv.org/abs/2601.00011",
    )
    info = PageInfo(number=1, page_count=1234)
    texts = [form.site.button]
    lines = ((table, *item) for table in list_layouts(form) for item in list_lines(table).items())
    for table, name, line in lines:
        if isinstance(line, Mark | Label):
            texts += line.texts
        elif isinstance(line, Fold):
            texts += [line.more, line.less]
        elif isinstance(line, Value) and line.prints:
            texts.append(_write_piece(table, name, sample if name in table.lines else info))
    return tuple(dict.fromkeys(line.strip() for text in texts if text for line in text.split("\n")))
