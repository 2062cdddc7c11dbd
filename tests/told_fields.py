"""What the package says, in each place, of a paper with a value in every field; as JSON."""

import csv
import io
import json
from typing import Any

from written_docs import DOCS, NAMES, VALUES, write_tables

import paperparse
from paperparse.codes import CODES
from paperparse.exports.tables import to_arrow, to_pandas, to_polars
from paperparse.model.paper import FIELDS, Paper
from paperparse.records.schema import generate_schema


def is_damage_found(name: str) -> bool:
    values: dict[str, Any] = {"title": "A title", name: "A &amp; B"}
    found = paperparse.validate([Paper(**values)])
    # Nor is it an identifier, an address or a code.
    return [one.code for one in found if one.code != "doubtful-value"] == ["markup"]


if __name__ == "__main__":
    paper = Paper(**{name: VALUES[field.kind] for name, field in FIELDS.items()})
    text = paperparse.dumps(paper)
    merged = paperparse.merge([paper, Paper(title=paper.title, authors=paper.authors)])
    [row] = csv.DictReader(io.StringIO(paperparse.dumps(paper, to="csv"), newline=""))
    told = {
        "repr": repr(paper),
        "json": json.loads(text),
        "comes back": paperparse.from_json(text) == (paper,),
        "schema": json.loads(generate_schema("paper"))["$defs"]["Paper"]["properties"],
        "csl": json.loads(paperparse.dumps(paper, to="csl"))[0],
        "bibtex": paperparse.dumps(paper, to="bibtex"),
        "markdown": paperparse.dumps(paper, to="markdown"),
        "csv": row,
        "arrow": to_arrow([paper], parts=True).column_names,
        "pandas": list(to_pandas([paper], parts=True).columns),
        "polars": to_polars([paper], parts=True).columns,
        "merged": merged.papers == (paper,),
        "evidence": [one.field for one in paperparse.compare(paper, paper).evidence],
        "damaged": [name for name, field in FIELDS.items() if field.kind == "text" and is_damage_found(name)],
        "codes": {code.name: code.meaning for code in CODES.values()},
        "docs": {name: write_tables(name, (DOCS / name).read_text("utf-8")) for name in NAMES},
    }
    print(json.dumps(told))
