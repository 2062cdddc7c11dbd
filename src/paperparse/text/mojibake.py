"""Text in UTF-8 that was read in an encoding of one byte a character."""

import re
from typing import Final

# Of a run of wrongly decoded letters so many are shown.
_LONGEST_RUN: Final = 32
# The bytes 80 to BF, of which every character of UTF-8 beyond ASCII has one to three, read as Windows-1252 or Latin-1.
_NEXT: Final = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
# Those of UTF-8 read so that no language writes: accented letters (C3), signs (C2), punctuation (E2, EF), emoji (F0),
# and Greek, Cyrillic and the like (C4 to DF) if two follow on each other: an Å may well stand before a dash.
_READ_WRONGLY: Final = (
    f"Ã(?![”’]){_NEXT}|Â[\xa0-\xbf]|[âï]{_NEXT}{{2}}|ð{_NEXT}{{3}}|(?>(?:[Ä-ß]{_NEXT}){{2,{_LONGEST_RUN}}})"
)
READ_WRONGLY: Final = re.compile(_READ_WRONGLY)
# With the sign that stands for what could not be decoded at all.
MOJIBAKE: Final = re.compile(f"\ufffd|{_READ_WRONGLY}")
