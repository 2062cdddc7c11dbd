"""arXiv's lists and its search results, as HTML."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from extracted.values import Record, escape_text, print_long_date, print_month, print_weekday

SUBJECTS: Final = {
    "cs.CL": "Computation and Language",
    "cs.LG": "Machine Learning",
    "cs.CV": "Computer Vision and Pattern Recognition",
    "cs.IR": "Information Retrieval",
    "cs.DC": "Distributed, Parallel, and Cluster Computing",
    "cs.DL": "Digital Libraries",
    "cs.AI": "Artificial Intelligence",
    "math.ST": "Statistics Theory",
    "stat.ML": "Machine Learning",
    "eess.AS": "Audio and Speech Processing",
    "hep-th": "High Energy Physics - Theory",
    "q-bio.QM": "Quantitative Methods",
}
QUERY: Final = "learning"
# What stands in the place of an address in the text of lists.
ADDRESS: Final = "this https URL"
_MOST_AUTHORS: Final = 25
_MARKED: Final = re.compile(rf"\b{QUERY}\b", re.IGNORECASE)

_HEADER: Final = """<!DOCTYPE html>
<html lang="en"><head><title>{title}</title><meta charset="utf-8"></head>
<body>
<div class="flex-wrap-footer">
<header>
<a href="#main-container" class="is-sr-only">Skip to main content</a>
<div class="logo"><a href="/"><img src="/logo.svg" alt="arXiv logo"></a></div>
<ul class="menu"><li><a href="/search">Search</a></li><li><a href="/user/create">Submit</a></li><li><a
 href="/donate">Donate</a></li></ul>
<div class="user-tools"><a href="/login">Log in</a></div>
</header>
<main>
"""
_FOOTER: Final = """</main>
<footer>
<div>We gratefully acknowledge support from our <a href="/f">major funders</a>, <a
 href="/m">member institutions</a>, and all contributors.</div>
<ul><li><a href="/about">About</a></li><li><a href="/help">Help</a></li><li><a href="/contact">Contact</a></li>
<li><a href="/subscribe">Subscribe</a></li><li><a href="/copyright">Copyright</a></li>
<li><a href="/privacy">Privacy</a></li><li><a href="/web-accessibility">Accessibility</a></li>
<li><a href="https://status.arxiv.org">Operational Status</a></li></ul>
</footer>
</div>
</body></html>
"""
_FORM: Final = """<form method="GET" action="/search/">
<label for="query">Search term or terms</label> <input id="query" name="query" type="text" value="{query}">
<select name="searchtype"><option>All fields</option><option>Title</option><option>Author(s)</option><option
>Abstract</option><option>Comments</option></select>
<button>Search</button>
<input type="radio" name="abstracts" value="show" checked> <label>Show abstracts</label>
<input type="radio" name="abstracts" value="hide"> <label>Hide abstracts</label>
<a href="/search/advanced">Advanced Search</a>
</form>
<form><select name="size"><option>25</option><option>50</option><option>100</option><option>200</option></select>
 <label>results per page.</label>
 <div><label>Sort results by</label> <select name="order"><option>Announcement date (newest first)</option><option
>Relevance</option></select></div>
 <button>Go</button></form>
"""


def _write_count(count: int, shown: int) -> str:
    return (
        f'<div class="paging">Total of {count} entries\n</div>\n<div class="morefewer">'
        f'Showing up to {shown} entries per page:\n<a href="/list/x?show=25">fewer</a> |\n'
        "<span>more</span> |\n<span>all</span>\n</div>\n"
    )


def _write_forms(record: Record, at: int) -> str:
    forms = ("pdf", "html", "other") if at % 3 else ("pdf", "other")
    titles = {"pdf": "Download PDF", "html": "View HTML", "other": "Other formats"}
    links = [f'<a href="/{form}/{record["arxiv_id"]}" title="{titles[form]}">{form}</a>' for form in forms]
    return f"[{', '.join(links)}]"


def _link_addresses(text: str) -> str:
    link = '<a href="https://example.org/code" rel="external noopener nofollow" class="link-external">{}</a>'
    return escape_text(text).replace(ADDRESS, link.format(ADDRESS))


def _write_names(record: Record, separator: str) -> str:
    address = "https://arxiv.org/search/cs?searchtype=author&amp;query="
    names = [(name, re.sub(r"\W+", "+", name, flags=re.ASCII)) for name in record["authors"]]
    return separator.join(f'<a href="{address}{query}">{escape_text(name)}</a>' for name, query in names)


def _write_field(name: str, label: str, value: str) -> str:
    descriptor = f"<span class='descriptor'>{label}:</span>"
    return f"      <div class='list-{name} mathjax'>{descriptor}\n          {value}\n        </div>\n"


def _write_list_card(record: Record, at: int, mark: str) -> str:
    number = record["arxiv_id"]
    # The mark and the bracket share a node, with a line break in it.
    mark = f"{mark}\n      " if mark else ""
    parts = [
        f'    <dt>\n      <a name=\'item{at}\'>[{at}]</a>\n      <a href ="/abs/{number}" title="Abstract" '
        f'id="{number}">\n        arXiv:{number}\n      </a>\n      {mark}{_write_forms(record, at)}\n    </dt>\n'
        "    <dd>\n      <div class='meta'>\n",
        _write_field("title", "Title", escape_text(record["title"])),
        f"      <div class='list-authors'>{_write_names(record, ', ')}</div>\n",
    ]
    if "note" in record:
        parts.append(_write_field("comments", "Comments", _link_addresses(record["note"])))
    if "journal_ref" in record:
        parts.append(_write_field("journal-ref", "Journal-ref", escape_text(record["journal_ref"])))
    first, *others = [f"{SUBJECTS[code]} ({code})" for code in record["categories"]]
    subjects = "; ".join([f'<span class="primary-subject">{first}</span>', *others])
    parts.append(_write_field("subjects", "Subjects", subjects))
    if "abstract" in record:
        parts.append(f"      <p class='mathjax'>\n        {_link_addresses(record['abstract'])}\n      </p>\n")
    parts.append("      </div>\n    </dd>\n")
    return "".join(parts)


def write_recent(records: Sequence[Record]) -> str:
    """The recent submissions to one archive, by day; records of one day stand together."""
    days = [(day, list(group)) for day, group in groupby(records, key=lambda record: record["published"])]
    parts = [
        _HEADER.format(title=SUBJECTS["cs.CL"]),
        f"<div id='dlpage'>\n<h1>{SUBJECTS['cs.CL']}</h1>\n<h2>Authors and titles for recent submissions</h2>\n<ul>\n",
        *(f'<li><a href="/list/cs.CL/recent?skip=0&amp;show=50">{print_weekday(day)}</a></li>\n' for day, _ in days),
        '</ul>\n<p>See today\'s <a id="new" href="/list/cs.CL/new">new</a> changes</p>\n',
        count := _write_count(len(records), 50),
        "<dl id='articles'>\n",
    ]
    at = 0
    for day, group in days:
        shown = len(group)
        parts.append(f"<h3>{print_weekday(day)} (showing {shown} of {shown} entries )</h3>\n")
        for record in group:
            at += 1
            mark = f"(cross-list from {record['categories'][0]})" if at % 4 == 2 else ""
            parts.append(_write_list_card(record, at, mark))
    return "".join([*parts, "</dl>\n", count, "</div>\n", _FOOTER])


def write_new(records: Sequence[Record]) -> str:
    """The new submissions of one day: new, cross-listed and replaced, with abstracts."""
    name = SUBJECTS["cs.IR"]
    parts = [
        _HEADER.format(title=name),
        f"<div id='dlpage'>\n<h1>{name}</h1>\n<ul>\n<li><a href=\"#item1\">New submissions</a></li>\n"
        '<li><a href="#item2">Cross-lists</a></li>\n<li><a href="#item3">Replacements</a></li>\n</ul>\n'
        '<p>See <a id="recent" href="/list/cs.IR/recent">recent</a> articles</p>\n'
        "<h3>Showing new listings for Wednesday, 4 March 2026</h3>\n",
        count := _write_count(len(records), 2000),
        "<dl id='articles'>\n",
    ]
    thirds = [records[len(records) * part // 3 : len(records) * (part + 1) // 3] for part in range(3)]
    at = 0
    for heading, group in zip(("New", "Cross", "Replacement"), thirds, strict=True):
        if group:
            parts.append(f"<h3>{heading} submissions (showing {len(group)} of {len(group)} entries)</h3>\n")
        for record in group:
            at += 1
            marks = {"Cross": f"(cross-list from {record['categories'][0]})", "Replacement": "(replaced)"}
            parts.append(_write_list_card(record, at, marks.get(heading, "")))
    return "".join([*parts, "</dl>\n", count, "</div>\n", _FOOTER])


def _mark_query(text: str) -> str:
    return _MARKED.sub(r'<span class="search-hit mathjax">\g<0></span>', escape_text(text))


def _label(label: str) -> str:
    return f'<span class="has-text-black-bis has-text-weight-semibold">{label}</span>'


def _write_search_card(record: Record, at: int) -> str:
    number = record["arxiv_id"]
    address = f"https://arxiv.org/{{}}/{number}"
    forms = ("pdf", "html", "other") if at % 3 else ("pdf", "ps", "other")
    links = ", ".join(f'<a href="{address.format(form)}">{form}</a>' for form in forms)
    codes = "\n".join(
        f'<span class="tag is-small tooltip" data-tooltip="{SUBJECTS[code]}">{code}</span>'
        for code in record["categories"]
    )
    parts = [
        '<li class="arxiv-result">\n  <div class="is-marginless">\n    <p class="list-title is-inline-block">'
        f'<a href="{address.format("abs")}">arXiv:{number}</a>\n      <span>&nbsp;[{links}]&nbsp;</span>\n    </p>\n'
        f'    <div class="tags is-inline-block">\n{codes}\n    </div>\n'
    ]
    if "doi" in record:
        doi = escape_text(record["doi"])
        parts.append(
            '    <div class="is-inline-block"><div class="tags has-addons"><span class="tag is-dark">doi</span>\n'
            f'<span class="tag is-light"><a href="https://doi.org/{doi}">{doi} <i class="fa fa-external-link" '
            'aria-hidden="true"></i></a></span></div></div>\n'
        )
    names = [f'<a href="/search/?searchtype=author">{escape_text(name)}</a>' for name in record["authors"]]
    hidden = record["hidden_authors"]
    more = f", et al. ({hidden} additional authors not shown)" if hidden else ""
    parts.append(
        f'  </div>\n  <p class="title is-5 mathjax">\n    {_mark_query(record["title"])}\n  </p>\n'
        f'  <p class="authors">\n    {_label("Authors:")}\n    ' + ", \n    ".join(names) + f"{more}\n  </p>\n"
    )
    is_cut = record["teaser"] != record["abstract"]
    button = '<a class="is-size-7" style="white-space: nowrap;">{}</a>'
    parts.append(
        f'  <p class="abstract mathjax">\n    {_label("Abstract")}:\n    <span class="abstract-short mathjax" '
        f'style="display: inline;">\n      {_mark_query(record["teaser"])}\n'
        f"{'      ' + button.format('▽ More') + chr(10) if is_cut else ''}    </span>\n"
        f'    <span class="abstract-full mathjax" style="display: none;">\n      {_mark_query(record["abstract"])}\n'
        f"      {button.format('△ Less')}\n    </span>\n  </p>\n"
    )
    first = record["published"]
    submitted = f"{_label('Submitted')} {print_long_date(first)};"
    if "revised" in record:
        submitted = (
            f"{_label('Submitted')} {print_long_date(record['revised'])}; {_label('v1')} submitted "
            f"{print_long_date(first)};"
        )
    announced = f"{_label('originally announced')} {print_month(first)}."
    parts.append(f'  <p class="is-size-7">{submitted}\n    {announced}\n  </p>\n')
    if "note" in record:
        note = f'<span class="has-text-grey-dark mathjax">{escape_text(record["note"])}</span>'
        parts.append(f'  <p class="comments is-size-7">\n    {_label("Comments:")}\n    {note}\n  </p>\n')
    if at % 6 == 5:
        classes = f"{_label('MSC Class:')}\n    62C20\n    {_label('ACM Class:')}\n    I.2.6"
        parts.append(f'  <p class="comments is-size-7">\n    {classes}\n  </p>\n')
    if "journal_ref" in record:
        journal = escape_text(record["journal_ref"])
        parts.append(f'  <p class="comments is-size-7">\n    {_label("Journal ref:")}\n    {journal}\n  </p>\n')
    return "".join([*parts, "</li>\n"])


def write_search(records: Sequence[Record]) -> str:
    """A page of search results; the word of the query is marked in titles and abstracts."""
    count = len(records)
    query = f'<span class="mathjax">{QUERY}</span>'
    head = f'<h1 class="title is-clearfix">Showing 1&ndash;{count} of {count} results for all: {query}</h1>\n'
    cards = "".join(_write_search_card(record, at) for at, record in enumerate(records))
    form = _FORM.format(query=QUERY)
    title = "Search | arXiv e-print repository"
    return f'{_HEADER.format(title=title)}{head}{form}<ol start="1">\n{cards}</ol>\n{_FOOTER}'


def expect_recent(record: Record) -> Record:
    """What a list of recent submissions prints of a record: the day of the announcement, and no abstract."""
    names = ("title", "authors", "categories", "note", "journal_ref")
    chosen = {name: record[name] for name in names if name in record}
    number = record.get("old_id", record["arxiv_id"])
    return {**chosen, "arxiv_id": number, "published": record["announced"], "url": f"/abs/{number}"}


def expect_new(record: Record) -> Record:
    """What a list of new submissions prints of a record; addresses in abstracts are not shown."""
    expected = expect_recent(record)
    del expected["published"]
    return {**expected, "abstract": re.sub(r"https?://[^\s,;)}]+(?<![.])", ADDRESS, record["abstract"])}


def expect_found(record: Record) -> Record:
    """What search results print of a record: 25 authors at most, and a teaser before the abstract."""
    expected = expect_recent(record)
    number = expected["arxiv_id"]
    more: Record = {name: record[name] for name in ("doi", "revised") if name in record}
    return {
        **expected,
        **more,
        "authors": record["authors"][:_MOST_AUTHORS],
        "hidden_authors": max(0, len(record["authors"]) - _MOST_AUTHORS),
        "abstract": record["abstract"],
        "teaser": _cut(record["abstract"]),
        "published": record["published"],
        "url": f"https://arxiv.org/abs/{number}",
    }


_LONGEST_TEASER: Final = 250


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TEASER else f"{text[:_LONGEST_TEASER].rsplit(maxsplit=1)[0]}…"
