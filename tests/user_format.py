"""Tagged list: a format as a third party writes it; `test_conformance.py` checks that it keeps all laws.

TI: Pointer Networks
AB: We introduce a new neural architecture to learn the conditional probability of an output sequence.
"""

from typing import Final

from paperparse import Format, Label

FORMAT: Final = Format(
    name="tagged_list",
    summary="lines 'TI:' and 'AB:' for each paper",
    lines={"title_label": Label("TI:"), "abstract_label": Label("AB:")},
    begins="title_label | alone_title_label",
    card="title_label title:line abstract_label abstract:(line quiet*)",
    prints="{title_label} {title}\n{abstract_label} {abstract}",
    prints_page="{cards}",
)
