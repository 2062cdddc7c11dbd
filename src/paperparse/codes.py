"""The codes of diagnostics: how severe each is, what it means and what to do about it.

Codes are stable: one that has been released keeps its name and its meaning. docs/diagnostics.md is written from here.
"""

from typing import Final, NamedTuple

from paperparse.model.fields import Field
from paperparse.model.page import INFO_FIELDS, Severity
from paperparse.model.paper import FIELDS

REPOSITORY: Final = "https://github.com/paperparse/paperparse"
DOCUMENTATION: Final = f"{REPOSITORY}/blob/main/docs/diagnostics.md"


class Code(NamedTuple):
    """What a diagnostic's code stands for.

    `field`: the `Paper` or `PageInfo` field that it is about, or `None`. `meaning`: what is wrong, in one line.
    `advice`: how it comes about and what to do, in a few sentences.
    """

    name: str
    severity: Severity
    field: str | None
    meaning: str
    advice: str


_LOST: Final = (
    "The line named is the one next to which it belongs. Either the page lost it on the way, or the site has changed: "
    "fetch the page again, and compare it with an older one."
)
_BROKEN: Final = (
    "Something stands in its place that can't be read; the field is None. Compare the line with the page as a browser "
    "shows it."
)
_RECORD: Final = "`paperparse schema` prints what a record looks like. Write records with `paperparse.dump`."

_STEMS: Final = {name: declared.stem for name, declared in (INFO_FIELDS | FIELDS).items()}
# What can't be read, by what stands for it in the code; where that is one for two fields, the first is meant.
_READ: Final[dict[str, Field]] = {}
for _declared in (*FIELDS.values(), *INFO_FIELDS.values()):
    if _declared.kind != "text":
        _READ.setdefault(_declared.stem, _declared)


def name_field(field: str) -> str:
    """What stands for `field` in the codes `missing-...` and `invalid-...`, e.g. `author-count`."""
    return _STEMS[field]


_CODES: Final = (
    Code(
        "unparsed-text",
        "error",
        None,
        "text that no card accounts for",
        "No record holds it. A line of the site that paperparse does not know, a piece of a card that the page tore "
        "off, or text from elsewhere. --min-coverage lets a page have a share of it.",
    ),
    Code(
        "truncated-card",
        "error",
        None,
        "the page ends in the middle of a card",
        "The cards before it are whole. The download or the extraction stopped early: fetch the page again.",
    ),
    Code(
        "no-cards",
        "error",
        None,
        "the format was named by the caller, and no card of it is on the page",
        "The page has another format, or none. Leave out the format to have it found out.",
    ),
    *(
        Code(f"missing-{declared.stem}", "error", declared.name, f"the card has no {declared.noun}", _LOST)
        for declared in FIELDS.values()
    ),
    *(
        Code(f"invalid-{stem}", "error", declared.name, f"the {declared.noun} can't be read", _BROKEN)
        for stem, declared in _READ.items()
    ),
    Code(
        "overlapping-claim",
        "error",
        None,
        "two pieces of a page claim the same text",
        "A bug in a format, never in a page: please report it, with the page.",
    ),
    Code(
        "missing-mark",
        "warning",
        None,
        "the card lacks one of its marks (`Via`, `Read more`, `·`), and was read all the same",
        _LOST,
    ),
    Code(
        "shortened-text",
        "warning",
        None,
        "a text or a list of names that the page prints only in part",
        "It ends with an ellipsis, or says that names are left out. Where the site has the rest behind a button, an "
        "extractor that keeps hidden text finds it; otherwise the paper's own page has it.",
    ),
    Code(
        "undecided-line",
        "warning",
        None,
        "a line whose meaning the page as a whole does not tell",
        "A number between two cards may be the comments of the card above or the votes of the card below, and a page "
        "of few cards does not always tell which; nor does every page tell an organization's handle from its name. The "
        "field is None. `page.conventions` says what was decided, and why.",
    ),
    Code(
        "doubtful-value",
        "warning",
        None,
        "a value that may be another field's, or does not look like what it should be",
        "The text ends where it does not tell which field a number is of, or two values have run together, or one "
        "stands in the place of another. An identifier of arXiv is `2601.00011` or `hep-th/9901001`, without `arXiv:` "
        "and version; a DOI begins with its prefix (`10.5555/...`); addresses and categories have no white space. A "
        "title has letters, and holds no label, address or other piece of a card; a paper that a page lists is not "
        "older than 1900.",
    ),
    Code(
        "doubtful-authors",
        "warning",
        "authors",
        "a list of authors that does not tell for certain where one name ends and the next begins",
        "A name is a number, an initial, a degree, an abbreviation or a word in lower case by itself, is longer than "
        "names are, or holds what no name does: a colon, a sign, white space but for single spaces, words such as "
        '"with" or "others", an institution. Or all names are of one word; some have a comma of their own and others '
        "have none; the list ends with a comma; a note in it may stand for others. The names are as the page prints "
        "them: compare them with the paper's own page.",
    ),
    Code(
        "broken-rhythm",
        "warning",
        None,
        "a line inside an abstract or a summary that stands like a title, or is too short for a paragraph",
        "Where nothing but their look tells titles from abstracts, a title that ends with a full stop, a number or one "
        "word may have joined the abstract above, and the abstract below it too: compare the page. Of real abstracts, "
        "one in two thousand has such a line. A short line or a list of names above a text may be a button or the "
        "authors.",
    ),
    Code(
        "near-mark",
        "error",
        None,
        "a line inside an abstract or a summary that is nearly one of the marks of cards",
        "The page misspells a mark (`Viia`, `Abstarct:`), or an extractor changed it: the text of the next card has "
        "joined this one. In other letters, widths and with other signs around them marks are read.",
    ),
    Code(
        "broken-lines",
        "warning",
        None,
        "the lines of the page were broken at one width, and could not be joined for certain",
        "Where titles stand right above abstracts, a title as long as the width can't be told from a line of text: "
        "titles and abstracts may have run together, or texts may end too early. Get the page without line breaks: "
        "html2text takes `--body-width 0`.",
    ),
    Code(
        "foreign-paragraph",
        "warning",
        None,
        "a paragraph of an abstract or a summary that reads like an advertisement or a notice",
        "It speaks to the reader, sells or asks for something, names another site, or has hardly a word of the other "
        "paragraphs. The record holds it as the page prints it: take it out there, or fetch the page again without it.",
    ),
    Code(
        "repeated-card",
        "note",
        None,
        "the second printing of a card",
        "The site prints each card for wide and for narrow screens. Both are one record.",
    ),
    Code(
        "contradictory-printing",
        "warning",
        None,
        "the two printings of a card say different things",
        "The record holds what the first one says. Compare both with the page as a browser shows it.",
    ),
    Code(
        "unread-value",
        "note",
        None,
        "a value that is printed so that it has no meaning by itself",
        "A date that counts from the day on which the page was captured (`5 days ago`). The field is None.",
    ),
    Code(
        "foreign-card",
        "warning",
        None,
        "lines that look like a card of another format",
        "Two pages may have been joined, or an abstract quotes a card. If they are papers, split the page.",
    ),
    Code(
        "date-after-capture",
        "warning",
        "published",
        "a date later than the day of capture",
        "The day given as `as_of` (--as-of) is too early, or the date is wrong.",
    ),
    Code(
        "contradictory-year",
        "warning",
        "published",
        "the day of capture gives a date an earlier year than the page allows",
        "A date without a year lies after every year on the page. The day given as `as_of` (--as-of) is too early, or "
        "a year on the page is wrong.",
    ),
    Code(
        "unknown-format",
        "error",
        None,
        "the text is no known kind of page",
        "The message says what the text is instead, where that can be told, and what the nearest formats lack. The "
        "site may have changed, or answered with an error page. With --expect-format the page is read as that format "
        "all the same, to show where it differs.",
    ),
    Code(
        "ambiguous-format",
        "error",
        None,
        "the text carries cards of two formats",
        "Two pages were joined: split them.",
    ),
    Code(
        "unexpected-format",
        "error",
        None,
        "the page has another format than the one expected",
        "Another page was saved under this name, or --expect-format names the wrong one.",
    ),
    Code(
        "undecodable-text",
        "error",
        None,
        "the file is not text in the expected encoding",
        "Save it as UTF-8, or name its encoding with --encoding. No encoding is ever guessed.",
    ),
    Code(
        "limit-exceeded",
        "error",
        None,
        "the page is larger than the limits allow",
        "No real listing page is as large: this is another kind of file, or many pages in one. Split it, or read it "
        "from Python with limits of your own.",
    ),
    Code(
        "too-few-papers",
        "error",
        None,
        "fewer papers than expected",
        "A page that lists less than it used to was cut off, or the site shows less. --min-papers sets the number.",
    ),
    Code(
        "further-findings",
        "error",
        None,
        "there are more findings than are kept",
        "The first 10,000 are told; what the others are, and how severe, is not known until these are gone.",
    ),
    Code(
        "unfinished-text",
        "warning",
        None,
        "the page ends in the middle of a sentence",
        "Nothing stands below the last abstract, and it does not end like one: the download or the extraction may have "
        "stopped early. Of real abstracts, one in two hundred ends so; a link at the end counts as an end.",
    ),
    Code(
        "mojibake",
        "warning",
        None,
        "a value was decoded with the wrong encoding",
        "It holds UTF-8 that was read as Windows-1252 or Latin-1 (`Ã©` for `é`), Windows-1251 (`Г©`) or GBK (`茅`), or "
        "the character that stands for a broken one (U+FFFD). Fetch the page again and decode it as what it is.",
    ),
    Code(
        "invisible-character",
        "warning",
        None,
        "a character that prints nothing stands in a value",
        "A control, a mark of direction, a soft hyphen or a character of no width, which pages use to break words and "
        "hide text. It makes two texts that look alike differ. Values are what the page holds; nothing is taken out.",
    ),
    Code(
        "markup",
        "warning",
        None,
        "HTML is left over in a value",
        "A tag (`<span>`) or an escaped character (`&amp;`): the extractor did not take the page apart. Values are "
        "what the page's text prints; nothing is repaired.",
    ),
    Code(
        "duplicate-card",
        "warning",
        None,
        "the same paper stands on the page, or in the file, before",
        "Every field is equal to that of an earlier card. Two captures may have been joined.",
    ),
    Code(
        "author-count-mismatch",
        "warning",
        "author_count",
        "the number of authors is 0, or not that of the names",
        "The page counts other authors than it lists. One of the two was cut or changed.",
    ),
    Code(
        "page-number-mismatch",
        "warning",
        "number",
        "the number of the page is 0, or above the number of pages",
        "The pager was changed, or belongs to another page.",
    ),
    Code(
        "empty-field",
        "error",
        None,
        "a field of a record is there and says nothing",
        "A text or a name of white space. Where there is no value, a record holds null, and for authors an empty list.",
    ),
    Code(
        "empty-record",
        "error",
        None,
        "a record without title, abstract and summary",
        "Nothing tells which paper it is. Every card of every format has one of the three.",
    ),
    Code(
        "span-mismatch",
        "error",
        None,
        "a value is not what stands in the page's text at its span",
        "The record, or the text in it, was changed after it was written. Parse the page again. How a format that is "
        "not installed prints numbers, dates and names is not known, so that these are not told.",
    ),
    Code("malformed-json", "error", None, "the file is not JSON", "It was cut off, or edited by hand. " + _RECORD),
    Code("unknown-key", "error", None, "a record has a key that no record has", _RECORD),
    Code("missing-key", "error", None, "a record lacks a key that every record has", _RECORD),
    Code("duplicate-key", "error", None, "a key stands twice in one object", "All but the last are lost. " + _RECORD),
    Code("invalid-value", "error", None, "a value is not of the type or in the range of its key", _RECORD),
    Code(
        "unsupported-version",
        "error",
        None,
        "the record has a schema version that this paperparse does not read",
        "A later paperparse wrote it: upgrade paperparse.",
    ),
)
CODES: Final = {code.name: code for code in _CODES}


def link_code(name: str) -> str:
    """The address at which the code `name` is explained."""
    return f"{DOCUMENTATION}#{name}"
