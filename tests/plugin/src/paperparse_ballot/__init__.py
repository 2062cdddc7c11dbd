"""Ballots of a reading group, which votes on what to read next, for paperparse.

Paper: Pointer Networks
By: Oriol Vinyals, Meire Fortunato
About: We introduce a new neural architecture to learn the conditional probability of an output sequence ...
12 votes
"""

from paperparse import Format, Label, Mark, Site, Value

FORMAT = Format(
    name="ballot",
    summary="lines 'Paper:', 'By:' and 'About:' and a number of votes for each paper",
    site=Site(lines={"heading": Mark("To read next")}),
    lines={
        "paper": Label("Paper:"),
        "by": Label("By:"),
        "about": Label("About:"),
        "votes": Value("(?P<score>[0-9,]+) votes?", "{score} votes"),
    },
    begins="paper | alone_paper",
    card="paper title:title by authors:name about abstract:(line quiet*) votes",
    heading="heading",
    page={"heading": "title"},
    prints="{paper} {title}\n{by} {authors}\n{about} {abstract}\n{votes}",
    prints_page="{heading}\n\n{cards}",
    between="\n\n",
    shows="'Paper:', 'By:', 'About:' and votes",
    lacks="a card from 'Paper:' to the number of votes",
)
