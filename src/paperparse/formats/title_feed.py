"""Title feed: title, abstract, title, abstract, with no mark of their own and no blank lines.

    Get trending papers in your email inbox once a day!
    Get trending papers in your email inbox!
    SubscribeOnline Cascade Learning for Efficient Inference over Streams
    Large Language Models (LLMs) have a natural role in answering complex queries ...
    Analyzing Diffusion as Serial Reproduction
    Diffusion models are a class of generative models that learn to synthesize samples ...

Grammar, blank lines and white space at line ends left out:

    page      = header banner+ [button] card+ footer
    button    = "Subscribe", glued to the first title or alone on its line
    card      = title paragraph+

A line is a title if it is no running text and running text of some length follows (see `paperparse.grammar.look`). Many
pages alternate short and long lines; only the banner tells this one from them.
"""

from typing import Final

from paperparse.formats.sites import HUGGING_FACE
from paperparse.grammar.table import Format

FORMAT: Final = Format(
    name="title_feed",
    summary="title and abstract on alternating lines under the site's banner",
    site=HUGGING_FACE,
    begins="heading_line",
    card="title:heading_line abstract:(line quiet*)",
    # Of 5,046 abstracts 1 has more; a document under a title has many.
    most_paragraphs=8,
    is_tight=True,
    heading="banner",
    prints="{title}\n{abstract}",
    prints_page=(
        "Get trending papers in your email inbox once a day!\n"
        "Get trending papers in your email inbox!\n"
        "Subscribe{cards}"
    ),
    shows="titles over an abstract",
    lacks="titles over abstracts below it",
)
