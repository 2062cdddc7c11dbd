"""Numbers in words and in Roman numerals."""

from collections.abc import Iterable, Iterator
from typing import Final


def _number(words: str) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), start=1)}


_UNITS: Final = _number("one two three four five six seven eight nine")
_TEENS: Final = _number(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS: Final = {
    word: 10 * number for word, number in _number("ten twenty thirty forty fifty sixty seventy eighty ninety").items()
}
_CARDINALS: Final = _TEENS | _TENS
_ORDINALS: Final = _number(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ENDINGS: Final = {1: "st", 2: "nd", 3: "rd"}
NUMBER_WORDS: Final = {word: str(number) for word, number in _CARDINALS.items()}
ROMAN: Final = {
    word: str(number)
    for word, number in _number("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx").items()
}


def is_number_word(word: str) -> bool:
    """Whether `word`, normalised, counts: `eight`, `iv`, `2nd`."""
    return word in NUMBER_WORDS or word in ROMAN or any(map(str.isdigit, word))


def iter_digits(words: Iterable[str]) -> Iterator[str]:
    """`words`, normalised, with digits for the numbers below a hundred among them: `twenty one` is `21`."""
    tens = 0
    for word in words:
        if tens and (word in _UNITS or _ORDINALS.get(word, 10) < 10):
            yield _write(word, tens)
            tens = 0
            continue
        if tens:
            yield str(tens)
        tens = _TENS.get(word, 0) if word != "ten" else 0
        if not tens:
            yield _write(word, 0)
    if tens:
        yield str(tens)


def _write(word: str, tens: int) -> str:
    """`word` in digits if it is a number, which `tens` are added to."""
    if word in _CARDINALS:
        return str(tens + _CARDINALS[word])
    if word in _ORDINALS:
        number = _ORDINALS[word]
        return f"{tens + number}{_ENDINGS.get(number, 'th')}"
    return word
