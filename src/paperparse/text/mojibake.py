"""Text in UTF-8 that was read in another encoding: how to know it, and what it was."""

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
# What each of its matches begins with.
FIRST_READ_WRONGLY: Final = "".join(map(chr, (*range(0xC2, 0xE0), 0xE2, 0xEF, 0xF0)))
# The same bytes as Windows-1251 has them: punctuation, Cyrillic if three letters follow on each other, and accented
# letters beside unaccented ones, for names may begin so (`Гёте`).
_NEXT_CYRILLIC: Final = "[ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\xa0ЎўЈ¤Ґ¦§Ё©Є«¬\xad®Ї°±Ііґµ¶·ё№є»јЅѕї]"
_AS_CYRILLIC: Final = (
    f"вЂ{_NEXT_CYRILLIC}|(?>(?:[РС]{_NEXT_CYRILLIC}){{3,{_LONGEST_RUN}}})"
    f"|(?<=[A-Za-z])Г{_NEXT_CYRILLIC}|Г{_NEXT_CYRILLIC}(?=[a-z])"
)
# As GBK has them: characters that Chinese does not use, for punctuation, a byte-order mark and what could not be
# decoded; and accented letters where no Chinese is around.
_AS_GBK: Final = (
    "[鈥锛銆锘]|锟斤拷|(?<=[A-Za-z])[脿谩芒茫盲氓忙莽猫茅锚毛矛铆卯茂冒帽貌贸么玫枚酶霉煤没眉媒每](?![\u4e00-\u9fff])"
)
# With the sign that stands for what could not be decoded at all.
MOJIBAKE: Final = re.compile(f"\ufffd|{_READ_WRONGLY}|{_AS_CYRILLIC}|{_AS_GBK}")
# The first bytes of characters beyond ASCII.
_FIRST: Final = re.compile("[Â-ô]")
# What of a text is to be read again, once the text is known to be wrong: a first byte and as many as it announces.
_SEQUENCE: Final = re.compile(f"[Â-ß]{_NEXT}|[à-ï]{_NEXT}{{2}}|[ð-ô]{_NEXT}{{3}}")
# What a single letter of these alphabets becomes, or two signs of Chinese or Japanese; quotes, dots and dashes may
# stand behind an Å, unless they stand within a word.
_ALSO_WRONG: Final = re.compile(
    f"[ÄÅÎÏÐÑ](?![“”‘’‹›«»•…–—™\xa0·]){_NEXT}|(?<=[a-z])[ÄÅ]{_NEXT}(?=[a-z])|(?:[à-ï]{_NEXT}{{2}}){{2}}"
)
# An Ã that was put into lower case since.
_LOWERED: Final = re.compile(f"ã(?![“”‘’‹›«»•…–—™\xa0·])(?={_NEXT}(?!{_NEXT}))")
# Some texts were read wrongly twice.
_MOST_TIMES: Final = 2


def undo_mojibake(text: str) -> str:
    """`text` as it was before it was read wrongly; as it is where nothing says that it was.

    For comparing: what is told to people needs better evidence.
    """
    if "ã" in text:
        text = _LOWERED.sub("Ã", text)
    for _ in range(_MOST_TIMES):
        if not (_FIRST.search(text) and (READ_WRONGLY.search(text) or _ALSO_WRONG.search(text))):
            break
        text = _SEQUENCE.sub(_read_again, text)
    return text


def _read_again(found: re.Match[str]) -> str:
    # Windows-1252 leaves five bytes without a character, which browsers read as in Latin-1.
    read = b"".join(letter.encode("latin-1" if letter <= "\xff" else "cp1252") for letter in found[0])
    try:
        return read.decode()
    except UnicodeDecodeError:
        return found[0]
