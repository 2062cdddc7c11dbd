"""One spelling for the words of English titles, the American one.

A word that is spelled so is compared, never shown: so the rules may change words that are spelled alike everywhere, as
long as they make no two words one. The kinds of difference, and the words that follow no rule, are those of
https://en.wikipedia.org/wiki/American_and_British_English_spelling_differences; words that mean something else as well
(`storey`, `kerb`, `tonne`) are left out.
"""

import re
from functools import lru_cache
from typing import Final

_SHORTEST: Final = 4
_LONGEST: Final = 32
_MOST_KNOWN: Final = 1 << 14

_WORDS: Final = dict(
    pair.split("=")
    for pair in (
        "aeroplane=airplane aeroplanes=airplanes amidst=amid amongst=among centring=centering cheque=check "
        "cheques=checks cosy=cozy disc=disk discs=disks furore=furor jewellery=jewelry learnt=learned meagre=meager "
        "moustache=mustache moustaches=mustaches ochre=ocher practise=practice practised=practiced "
        "practises=practices practising=practicing pyjamas=pajamas skilful=skillful tyre=tire tyres=tires "
        "whilst=while wilful=willful yoghurt=yogurt"
    ).split()
)
# How what is left of a British spelling is spelled, in this order.
_RULES: Final = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        # colour, odour; not hour, four, tour.
        (r"(?:(?<=[a-z]{3})|(?<=^od)|(?<=^malod))our", "or"),
        # anaemia, oestrogen; not shoe, algae.
        (r"[ao]e(?!s?$)", "e"),
        (r"(?<=maneu)vr(?:e(?=s?$)|(?=e[dr]|ing|ab))", "ver"),
        # centre, centred, fibreglass.
        (r"(?<=[a-z]{2})(?<=[bt])r(?:e(?=s?$)|(?=ed$))", "er"),
        (r"(?:(?<=^cent)|(?<=^fib)|(?<=^theat))re(?=[a-z]{3})", "er"),
        # realise, organisation; not noise.
        (r"(?<=[a-z]{3})is(?=(?:e[drs]?|ers|ing|ingly|ations?|ational|able|ability)$)", "iz"),
        (r"(?<=[a-z]l)ys(?=(?:e[drs]?|ers|ing|able)$)", "yz"),
        # dialogue, catalogued.
        (r"(?<=[a-z]{2}og)u(?:e(?=s?$)|(?=e[dr]|ing))", ""),
        (r"(?:(?<=^def)|(?<=^off)|(?<=^lic)|(?<=^pret))ence(?=[ds]?$|less$)", "ense"),
        (r"gramme(?=s?$)", "gram"),
        # sizeable, judgement, ageing.
        (r"(?<=[klmnrtvz])e(?=able$)|(?<=dg)e(?=ments?$)|(?<=g)e(?=ing$)", ""),
        (r"(?<=[en])xion(?=s?$|al$)", "ction"),
        (r"(?<=^to|^up|^in)wards$|(?<=^for|^out)wards$|(?<=^back|^down)wards$|(?<=^after)wards$", "ward"),
        ("aluminium", "aluminum"),
        ("artefact", "artifact"),
        ("chequ(?=er)", "check"),
        ("draught", "draft"),
        ("^enquir", "inquir"),
        ("^grey", "gray"),
        ("mou(?=l[dt])", "mo"),
        ("plough", "plow"),
        ("sceptic", "skeptic"),
        ("sulph", "sulf"),
    )
)
# Behind its second vowel, a word has one consonant or two: modelling, enrol, focussed; not filling, princess.
_TWO_VOWELS: Final = re.compile(r"[^aeiouy]*+[aeiouy][^aeiouy]*+[aeiouy]")
_DOUBLED: Final = re.compile(r"l(?=l)|([mpst])(?=\1[aeiou])")


@lru_cache(_MOST_KNOWN)
def respell(word: str) -> str:
    """`word`, normalised, in the spelling in which words are compared."""
    if not (_SHORTEST <= len(word) <= _LONGEST and word.isascii()):
        return word
    word = _WORDS.get(word, word)
    for pattern, put in _RULES:
        word = pattern.sub(put, word)
    head = _TWO_VOWELS.match(word)
    return word if head is None else head[0] + _DOUBLED.sub("", word[head.end() :])
