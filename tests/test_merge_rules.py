"""What makes two records the same paper, perhaps the same, or different, rule by rule."""

from typing import Any, Final

import pytest

import paperparse
from paperparse import Organization, Origin, Paper, PartialDate, Source
from paperparse.merging import clustering
from paperparse.merging.normalisation import normalise_text
from paperparse.merging.titles import normalise_title

TITLE: Final = "Shortest Paths in Temporal Networks with Bounded Delays"
SHORT: Final = "Pointer Networks"
ABSTRACT: Final = (
    "We study shortest paths in networks whose links exist at certain times only. For real-world instances with up to "
    "1,000 nodes, an algorithm of complexity $O(n^2)$ finds all of them, and a lower bound shows that none is faster. "
    "Experiments on public transport data confirm the bounds, and the code is available."
)
OTHER: Final = (
    "Bees find their way back by the angle of the sun. We show in a field study of two years that they correct for the "
    "time of the day, even on days without any sun, and that young ones have to learn it from older ones."
)
NAMES: Final = ("Ada Lovelace", "Emmy Noether", "Sofja W. Kowalewskaja")
OTHERS: Final = ("Laura Bassi", "Leonhard Euler")


def date(text: str) -> PartialDate:
    year, month, day = text.rsplit("-", 2)
    return PartialDate(int(year) if year.isdigit() else None, int(month), int(day))


def paper(site: str | None = None, **values: Any) -> Paper:
    if "published" in values:
        values["published"] = date(values["published"])
    return Paper(**values, source=Source(format=site))


def change(text: str, **words: str) -> str:
    for word, other in words.items():
        assert word in text
        text = text.replace(word, other, 1)
    return text


SAME: Final = {
    "equal abstracts": (paper(abstract=ABSTRACT), paper(abstract=ABSTRACT), {"abstract": "equal"}),
    "abstracts in other spelling": (
        paper(abstract=ABSTRACT),
        paper(abstract=ABSTRACT.upper().replace("REAL-WORLD", "real world").replace("$O(N^2)$", "O(n²)")),
        {"abstract": "equal"},
    ),
    "an abstract that breaks off": (
        paper(abstract=ABSTRACT[:160] + "…", authors=NAMES),
        paper(abstract=ABSTRACT, title=SHORT),
        {"abstract": "cut"},
    ),
    "an abstract that breaks off after a hundred letters, spaces included": (
        paper(abstract=f"{ABSTRACT[:105]}…"),
        paper(abstract=ABSTRACT),
        {"abstract": "cut"},
    ),
    "a word of the abstract changed": (
        paper(abstract=change(ABSTRACT, algorithm="procedure")),
        paper(abstract=ABSTRACT),
        {"abstract": "near"},
    ),
    "a word lost and a word doubled": (
        paper(abstract=change(ABSTRACT, certain="certain certain", public="")),
        paper(abstract=ABSTRACT),
        {"abstract": "near"},
    ),
    "a word before a number changed": (
        paper(abstract=change(ABSTRACT, to="towards")),
        paper(abstract=ABSTRACT),
        {"abstract": "near"},
    ),
    "the last word changed": (
        paper(abstract=change(ABSTRACT, available="open")),
        paper(abstract=ABSTRACT),
        {"abstract": "near"},
    ),
    "equal titles": (paper(title=TITLE), paper(title=TITLE.lower()), {"title": "equal"}),
    "a hyphen lost": (
        paper(title="Zero-shot Parsing of Raw Pages"),
        paper(title="Zeroshot Parsing of Raw Pages"),
        {"title": "equal"},
    ),
    "titles in LaTeX": (
        paper(title="On $\\alpha$-Stable L\\'evy Processes \\emph{and} Their Limits"),
        paper(title="On α-stable Lévy processes and their limits"),
        {"title": "equal"},
    ),
    "parts in other spelling": (
        paper(title="Notes on Graph Minors, Part II"),
        paper(title="Notes on graph minors: part two"),
        {"title": "equal"},
    ),
    "a title that breaks off": (
        paper(title="Shortest Paths in Temporal Net…"),
        paper(title=TITLE, author_count=3),
        {"title": "cut"},
    ),
    "a title that breaks off in a word like a number": (
        paper(title="Selective Layer Finetuning for Large Vi…"),
        paper(title="Selective Layer Finetuning for Large Vision Models"),
        {"title": "cut"},
    ),
    "a misspelled title": (
        paper(title=change(TITLE, Temporal="Temproal"), authors=NAMES),
        paper(title=TITLE, authors=NAMES),
        {"title": "near", "authors": "equal"},
    ),
    "a misspelled title, the number of authors and the day": (
        paper(title=change(TITLE, Temporal="Temproal"), authors=NAMES, published="2015-06-09"),
        paper(title=TITLE, author_count=3, published="--06-09"),
        {"title": "near", "author_count": "equal", "published": "compatible"},
    ),
    "a misspelled title over notes on withdrawal": (
        paper(title=change(TITLE, Temporal="Temproal"), abstract="This paper has been withdrawn."),
        paper(title=TITLE, abstract="Withdrawn by the authors."),
        {"title": "near", "abstract": "different"},
    ),
    "a misspelled title over one note": (
        paper(title=change(TITLE, Temporal="Temproal"), abstract="A short note."),
        paper(title=TITLE, abstract="A short note"),
        {"title": "near", "abstract": "equal"},
    ),
    "a misspelled title that breaks off": (
        paper(title="Shortest Paths in Temporral Networks with…", published="2015-06-09"),
        paper(title=TITLE, published="2015-06-09"),
        {"title": "near", "published": "equal"},
    ),
    "a misspelled word next to a lost hyphen": (
        paper(title="Clinical Problem Solvign with Large Models", authors=OTHERS),
        paper(title="Clinical Problem-Solving with Large Models", authors=OTHERS),
        {"title": "near", "authors": "equal"},
    ),
    "signs that a site has lost": (
        paper(title="Bounds for p ≤ q Norms in Linear Time", authors=OTHERS),
        paper(title="Bounds for p q Norms in Linear Time", authors=OTHERS),
        {"title": "near", "authors": "equal"},
    ),
    "a sign behind a name that a site has lost over one abstract": (
        paper(title="Parsing C++ Templates in Linear Time", abstract=ABSTRACT),
        paper(title="Parsing C Templates in Linear Time", abstract=ABSTRACT),
        {"title": "near", "abstract": "equal"},
    ),
    "emphasis that a site has lost": (
        paper(title="Shortest *Paths* in Temporal Networks", authors=OTHERS),
        paper(title="Shortest Paths in Temporal Networks", authors=OTHERS),
        {"title": "near", "authors": "equal"},
    ),
    "another printed number of the same authors": (
        paper(title=TITLE, authors=NAMES, author_count=4),
        paper(title=TITLE, authors=NAMES),
        {"title": "equal", "authors": "equal", "author_count": "different"},
    ),
    "another number of authors on the same day": (
        paper(title=TITLE, author_count=4, published="2015-06-09"),
        paper(title=TITLE, author_count=3, published="2015-06-09"),
        {"title": "equal", "author_count": "different", "published": "equal"},
    ),
    "a short title of three authors on two sites": (
        paper("daily_feed", title=SHORT, authors=NAMES, published="2015-06-09"),
        paper("scored_feed", title=SHORT, authors=NAMES, published="2015-08-01"),
        {"title": "equal", "authors": "equal", "published": "different"},
    ),
    "three words, one of them a compound, and the number of authors": (
        paper(title="Kolmogorov-Arnold Fourier Networks", author_count=3),
        paper(title="Kolmogorov-Arnold Fourier Networks", authors=NAMES),
        {"title": "equal", "author_count": "equal"},
    ),
    "an abstract in another spelling of the title, rewritten": (
        paper(title="Colour Modelling in Temporal Networks", abstract=ABSTRACT),
        paper(
            title="Color Modeling in Temporal Networks",
            abstract=f"{ABSTRACT[:160]} All results are new, and each of them has a short proof.",
        ),
        {"title": "compatible", "abstract": "similar"},
    ),
    "an editorial with an address": (
        paper(title="Editorial", url="https://example.org/a"),
        paper(title="EDITORIAL", url="https://example.org/a"),
        {"title": "equal", "url": "equal"},
    ),
    "a title in another spelling that breaks off": (
        paper(title="Colour Modelling of Northern Pottery Ki…"),
        paper(title="Color Modeling of Northern Pottery Kilns"),
        {"title": "cut"},
    ),
    "a misspelled title in another spelling": (
        paper(title="Colour Modelling of Northern Pottrey Kilns", authors=NAMES),
        paper(title="Color Modeling of Northern Pottery Kilns", authors=NAMES),
        {"title": "near", "authors": "equal"},
    ),
    "a misspelled title in another spelling, longer with its slip": (
        paper(title="Clay and Fire in Northern Potttery", authors=NAMES),
        paper(title="Clay & Fire in Northern Pottery", authors=NAMES),
        {"title": "near", "authors": "equal"},
    ),
    "names in another order": (
        paper(title=SHORT, authors=("Lovelace, Ada", "Noether Emmy")),
        paper(title=SHORT, authors=("Ada Lovelace", "Emmy Noether")),
        {"title": "equal", "authors": "compatible"},
    ),
    "a change between two numbers": (
        paper(abstract=change(ABSTRACT, nodes="more than nodes"), title=TITLE),
        paper(abstract=ABSTRACT),
        {"abstract": "near"},
    ),
    "a short title and the same authors": (
        paper(title=SHORT, authors=NAMES),
        paper(title=SHORT, authors=("A. Lovelace", "E. Noether", "S. Kowalewskaja")),
        {"title": "equal", "authors": "compatible"},
    ),
    "a short title, the number of authors and the day": (
        paper(title=SHORT, authors=NAMES, published="2015-06-09"),
        paper(title=SHORT, author_count=3, published="2015-06-09"),
        {"title": "equal", "author_count": "equal", "published": "equal"},
    ),
    "days on two sites": (
        paper("daily_feed", title=TITLE, published="2015-06-09"),
        paper("scored_feed", title=TITLE, published="2015-08-01"),
        {"title": "equal", "published": "different"},
    ),
    "the day before, in another time zone": (
        paper(title=TITLE, published="2015-06-09"),
        paper(title=TITLE, published="2015-06-08"),
        {"title": "equal", "published": "compatible"},
    ),
    "a date without its year": (
        paper(title=TITLE, published="--06-09"),
        paper(title=TITLE, published="2015-06-09"),
        {"title": "equal", "published": "compatible"},
    ),
    "another number of authors, but the same abstract": (
        paper(abstract=ABSTRACT, title=SHORT, author_count=3),
        paper(abstract=ABSTRACT, title=SHORT, author_count=4),
        {"title": "equal", "abstract": "equal", "author_count": "different"},
    ),
    "a rewritten abstract": (
        paper(title=TITLE, abstract=ABSTRACT),
        paper(title=TITLE, abstract=f"{ABSTRACT[:160]} All results are new, and each of them has a short proof."),
        {"title": "equal", "abstract": "similar"},
    ),
    "a name without its accents": (
        paper(title=SHORT, authors=("J'er'emy Gauß",)),
        paper(title=SHORT, authors=("Jérémy Gauss",)),
        {"title": "equal", "authors": "equal"},
    ),
    "fewer names": (
        paper(title=SHORT, authors=NAMES[:2]),
        paper(title=SHORT, authors=NAMES),
        {"title": "equal", "authors": "compatible"},
    ),
    "records that say the same": (paper(title=SHORT), paper(title=SHORT.upper()), {"title": "equal"}),
    "notes that say the same": (paper(abstract="Withdrawn."), paper(abstract="Withdrawn"), {"abstract": "equal"}),
    "a note on withdrawal under the same title": (
        paper(title=TITLE, abstract="This paper has been withdrawn."),
        paper(title=TITLE, abstract=ABSTRACT),
        {"title": "equal", "abstract": "different"},
    ),
}
# One title in two spellings.
SPELLINGS: Final = {
    "an ampersand": ("Clay & Fire in Northern Kilns", "Clay and Fire in Northern Kilns"),
    "an ampersand as an entity": ("Clay &amp; Fire in Northern Kilns", "Clay and Fire in Northern Kilns"),
    "an ampersand in LaTeX": (r"Clay \& Fire in Northern Kilns", "Clay and Fire in Northern Kilns"),
    "an article": ("The Study of Northern Kilns", "Study of Northern Kilns"),
    "an article behind a colon": ("Glaze and Fire: A Study of Kilns", "Glaze and Fire: Study of Kilns"),
    "a number in words": ("Glaze Prediction from Four Thermocouples", "Glaze Prediction from 4 Thermocouples"),
    "a number in two words": ("Kilns of the Twenty-First Century", "Kilns of the 21st Century"),
    "a number in a compound": ("Two-Stage Glaze Prediction in Kilns", "2-Stage Glaze Prediction in Kilns"),
    "British and American": ("Colour Modelling of Northern Kilns", "Color Modeling of Northern Kilns"),
    "British and American endings": ("The Optimisation of Analysed Fibres", "The Optimization of Analyzed Fibers"),
}
# One title as it is and as others leave it.
REPAIRED: Final = {
    "an entity": ("Clay &amp; Fire in Northern Kilns", "Clay & Fire in Northern Kilns"),
    "tags": ("<i>Glaze</i> Prediction in Northern Kilns", "Glaze Prediction in Northern Kilns"),
    "tags as entities": ("&lt;em&gt;Glaze&lt;/em&gt; and Fire in Old Kilns", "Glaze and Fire in Old Kilns"),
    "an exponent": ("Kilns at 10<sup>3</sup> Degrees in Towns", "Kilns at $10^3$ Degrees in Towns"),
    "wrongly read letters": ("CafÃ© Kilns in Northern Towns", "Café Kilns in Northern Towns"),
    "wrongly read quotes": ("The â€œPotterâ€\x9d in Northern Towns", "The “Potter” in Northern Towns"),
}
for relation, spelled in (("compatible", SPELLINGS), ("equal", REPAIRED)):
    for name, (one, other) in spelled.items():
        SAME[f"{name} in a title"] = (
            paper(title=one, authors=NAMES, summary="A digest."),
            paper(title=other, abstract=ABSTRACT, author_count=3),
            {"title": relation, "author_count": "equal"},
        )
MAYBE: Final = {
    "a misspelled title and the number of authors": (
        paper(title=change(TITLE, Temporal="Temproal"), authors=NAMES),
        paper(title=TITLE, author_count=3),
        {"title": "near", "author_count": "equal"},
    ),
    "a misspelled title over two notes": (
        paper(title=change(TITLE, Temporal="Temproal"), abstract="A short note."),
        paper(title=TITLE, abstract="Another note."),
        {"title": "near", "abstract": "different"},
    ),
    "a sign behind a name, of the same authors": (
        paper(title="GlazeNet++: Northern Kilns in Towns", authors=NAMES),
        paper(title="GlazeNet: Northern Kilns in Towns", authors=NAMES),
        {"title": "near", "authors": "equal"},
    ),
    "a sign behind a name, over nearly one abstract": (
        paper(title="GlazeNet#: Northern Kilns in Towns", abstract=ABSTRACT),
        paper(title="GlazeNet: Northern Kilns in Towns", abstract=change(ABSTRACT, algorithm="procedure")),
        {"title": "near", "abstract": "near"},
    ),
    "a sign behind a name, in a title that breaks off": (
        paper(title="GlazeNet+: Northern Kilns in Old Tow…"),
        paper(title="GlazeNet: Northern Kilns in Old Towns"),
        {"title": "cut"},
    ),
    "a sign behind a name, and another spelling": (
        paper(title="GlazeNet*: The Colour of Northern Kilns", author_count=3),
        paper(title="GlazeNet: The Color of Northern Kilns", author_count=3),
        {"title": "near", "author_count": "equal"},
    ),
    "a short title in another spelling": (
        paper(title="Clay & Fire", author_count=3),
        paper(title="Clay and Fire", author_count=3),
        {"title": "compatible", "author_count": "equal"},
    ),
    "a title in another spelling over two abstracts": (
        paper(title="Colour Modelling in Temporal Networks", abstract=ABSTRACT),
        paper(title="Color Modeling in Temporal Networks", abstract=OTHER),
        {"title": "compatible", "abstract": "different"},
    ),
    "a title in another spelling with numbers parted in another way": (
        paper(title="Colour of Spin-1/2 Chains in Strong Fields"),
        paper(title="Color of Spin-12 Chains in Strong Fields"),
        {"title": "near"},
    ),
    "introductions": (paper(title="Introduction"), paper(title="INTRODUCTION"), {"title": "equal"}),
    "replies with a number of authors": (
        paper(title="Authors' Reply", author_count=3),
        paper(title="Authors' Reply", author_count=3),
        {"title": "equal", "author_count": "equal"},
    ),
    "long generic titles": (
        paper(title="Introduction to the Special Issue"),
        paper(title="Introduction to the Special Issue", author_count=2),
        {"title": "equal"},
    ),
    "editorials with a number of authors on one day": (
        paper(title="Editorial", author_count=1, published="2015-06-09"),
        paper(title="Editorial", authors=NAMES[:1], published="2015-06-09"),
        {"title": "equal", "author_count": "equal", "published": "equal"},
    ),
    "an editorial of three editors on two sites": (
        paper("daily_feed", title="Guest Editorial", authors=NAMES, published="2015-06-09"),
        paper("scored_feed", title="Guest Editorial", authors=NAMES, published="2015-08-01"),
        {"title": "equal", "authors": "equal", "published": "different"},
    ),
    "a misspelled title and nothing else": (
        paper(title="Adsorption of Water on Rough Surfaces"),
        paper(title="Absorption of Water on Rough Surfaces"),
        {"title": "near"},
    ),
    "a sign that may have been lost": (
        paper(title="Programming in C++ for Absolute Beginners"),
        paper(title="Programming in C for Absolute Beginners"),
        {"title": "near"},
    ),
    "a prime that may have been lost": (
        paper(title="Search for Heavy $Z'$ Bosons in Muon Pairs"),
        paper(title="Search for Heavy Z Bosons in Muon Pairs"),
        {"title": "near"},
    ),
    "numbers that may have been joined": (
        paper(title="Spin-1/2 Chains in Strong Fields"),
        paper(title="Spin-12 Chains in Strong Fields"),
        {"title": "near"},
    ),
    "numbers with a dash between them": (
        paper(title="Lectures on Graph Minors, Parts 1-2"),
        paper(title="Lectures on Graph Minors, Parts 12"),
        {"title": "near"},
    ),
    "a word or a letter before one": (
        paper(title="A Synchronous Algorithm for Distributed Consensus"),
        paper(title="Asynchronous Algorithm for Distributed Consensus"),
        {"title": "near"},
    ),
    "a misspelled title over a rewritten abstract": (
        paper(title=change(TITLE, Temporal="Temproal"), abstract=ABSTRACT),
        paper(title=TITLE, abstract=f"{ABSTRACT[:160]} All results are new, and each of them has a short proof."),
        {"title": "near", "abstract": "similar"},
    ),
    "another printed number of authors": (
        paper(title="Deep Learning", authors=NAMES[:1], author_count=1),
        paper(title="Deep Learning", authors=NAMES, author_count=3),
        {"title": "equal", "authors": "compatible", "author_count": "different"},
    ),
    "one family name in common": (
        paper(title=TITLE, authors=("Wei Wang", "Li Zhang")),
        paper(title=TITLE, authors=("Yan Wang", "Hao Liu")),
        {"title": "equal", "authors": "different"},
    ),
    "one abstract, one family name in common": (
        paper(abstract=ABSTRACT, authors=("Wei Wang", "Li Zhang")),
        paper(abstract=ABSTRACT, authors=("Yan Wang", "Hao Liu")),
        {"abstract": "equal", "authors": "different"},
    ),
    "a short title of the same editor in two years": (
        paper("daily_feed", title="Editorial", authors=OTHERS, published="2010-06-09"),
        paper("scored_feed", title="Editorial", authors=OTHERS, published="2020-06-09"),
        {"title": "equal", "authors": "equal", "published": "different"},
    ),
    "a template under two titles": (
        paper(title=TITLE, abstract=ABSTRACT),
        paper(title="Honey Bees and the Position of the Sun", abstract=ABSTRACT),
        {"title": "different", "abstract": "equal"},
    ),
    "two parts with one abstract": (
        paper(title=f"{TITLE}, Part I", abstract=ABSTRACT),
        paper(title=f"{TITLE}, Part II", abstract=ABSTRACT),
        {"title": "contradicts", "abstract": "equal"},
    ),
    "one abstract of two teams": (
        paper(abstract=ABSTRACT, authors=NAMES),
        paper(abstract=ABSTRACT, authors=OTHERS),
        {"abstract": "equal", "authors": "contradicts"},
    ),
    "one abstract on two days of one site": (
        paper("daily_feed", abstract=ABSTRACT, published="2015-06-09"),
        paper("daily_feed", abstract=ABSTRACT, published="2016-06-09"),
        {"abstract": "equal", "published": "contradicts"},
    ),
    "two abstracts under one title": (
        paper(title=TITLE, abstract=ABSTRACT),
        paper(title=TITLE, abstract=OTHER),
        {"title": "equal", "abstract": "different"},
    ),
    "a short title and nothing else in common": (
        paper(title=SHORT, author_count=3),
        paper(title=SHORT),
        {"title": "equal"},
    ),
    "one title, other numbers of authors": (
        paper(title=TITLE, author_count=3),
        paper(title=TITLE, author_count=4),
        {"title": "equal", "author_count": "different"},
    ),
    "one title, half of the authors": (
        paper(title=TITLE, authors=NAMES),
        paper(title=TITLE, authors=(*NAMES[:2], *OTHERS)),
        {"title": "equal", "authors": "similar"},
    ),
    "similar titles by the same authors": (
        paper(title=change(TITLE, Temporal="Directed"), authors=NAMES),
        paper(title=TITLE, authors=NAMES),
        {"title": "similar", "authors": "equal"},
    ),
    "the same authors, and no text in common": (
        paper(title=TITLE, authors=NAMES),
        paper(abstract=ABSTRACT, authors=NAMES),
        {"authors": "equal"},
    ),
}
DIFFERENT: Final = {
    "other signs in another spelling": (
        paper(title="Colour in C++ for Absolute Beginners"),
        paper(title="Color in C# for Absolute Beginners"),
        {"title": "similar"},
    ),
    "another number in words in another spelling": (
        paper(title="Colour from Four Thermocouples in Kilns"),
        paper(title="Color from 5 Thermocouples in Kilns"),
        {"title": "contradicts"},
    ),
    "a title in another spelling that breaks off in another word": (
        paper(title="Colour Modelling of Northern Pottery Logic…"),
        paper(title="Color Modeling of Northern Pottery Kilns"),
        {"title": "different"},
    ),
    "a letter that is no article": (
        paper(title="A-Stable Methods for Stiff Problems"),
        paper(title="Stable Methods for Stiff Problems"),
        {"title": "similar"},
    ),
    "other signs": (
        paper(title="Programming in C++ for Absolute Beginners"),
        paper(title="Programming in C# for Absolute Beginners"),
        {"title": "similar"},
    ),
    "other signs in LaTeX": (
        paper(title="Sequences with $p \\leq n$ and Their Limits"),
        paper(title="Sequences with p ≥ n and Their Limits"),
        {"title": "similar"},
    ),
    "another word of one sign": (
        paper(title="基于深度学习的遥感图像分割方法研究与应用"),
        paper(title="基于深度学习的遥感图像分类方法研究与应用"),
        {"title": "different"},
    ),
    "a vowel that is a mark": (
        paper(abstract="दिन " * 40),
        paper(abstract="दीन " * 40),
        {"abstract": "different"},
    ),
    "a template in signs": (
        paper(
            abstract="本文研究时间网络中的最短路径问题并给出一个线性时间算法及其下界证明。" * 5
            + "实验数据来自公共交通系统"
            + "结论。" * 9
        ),
        paper(
            abstract="本文研究时间网络中的最短路径问题并给出一个线性时间算法及其下界证明。" * 5
            + "案例样本取自医院病历资料"
            + "结论。" * 9
        ),
        {"abstract": "similar"},
    ),
    "the same long note on withdrawal": (
        paper(abstract=f"This paper has been withdrawn by the authors: {OTHER}", author_count=3),
        paper(abstract=f"This paper has been withdrawn by the authors: {OTHER}"),
        {"abstract": "equal"},
    ),
    "nothing in common": (paper(title=TITLE), paper(abstract=ABSTRACT), {}),
    "no text at all": (paper(author_count=3), paper(author_count=3), {"author_count": "equal"}),
    "the same note on withdrawal": (
        paper(abstract="This paper has been withdrawn.", author_count=3),
        paper(abstract="This paper has been withdrawn."),
        {"abstract": "equal"},
    ),
    "the same authors and nothing else": (paper(authors=NAMES), paper(authors=NAMES), {"authors": "equal"}),
    "two parts": (paper(title=f"{TITLE} 1"), paper(title=f"{TITLE} 2"), {"title": "contradicts"}),
    "two parts in letters": (
        paper(title=f"{TITLE}, Part A", authors=NAMES),
        paper(title=f"{TITLE}, Part B", authors=NAMES),
        {"title": "contradicts", "authors": "equal"},
    ),
    "two versions": (paper(title=f"{TITLE} v2"), paper(title=f"{TITLE} v2.1"), {"title": "contradicts"}),
    "two years": (
        paper(title="Results of the 2023 Parsing Challenge", authors=NAMES),
        paper(title="Results of the 2024 Parsing Challenge", authors=NAMES),
        {"title": "contradicts", "authors": "equal"},
    ),
    "part and whole": (paper(title=TITLE), paper(title=f"{TITLE} II"), {"title": "contradicts"}),
    "an erratum": (
        paper(title=TITLE, authors=NAMES),
        paper(title=f"Erratum: {TITLE}", authors=NAMES),
        {"title": "contradicts", "authors": "equal"},
    ),
    "one title, names of signs": (
        paper(title=TITLE, authors=("🙂", "♥")),
        paper(title=TITLE, authors=("∞", "♠")),
        {"title": "equal", "authors": "contradicts"},
    ),
    "one title, two teams": (
        paper(title=TITLE, authors=NAMES),
        paper(title=TITLE, authors=OTHERS),
        {"title": "equal", "authors": "contradicts"},
    ),
    "one title on two days of one site": (
        paper(title=TITLE, published="2015-06-09"),
        paper(title=TITLE, published="2016-06-09"),
        {"title": "equal", "published": "contradicts"},
    ),
    "another word in the title": (
        paper(title=change(TITLE, Temporal="Directed")),
        paper(title=TITLE),
        {"title": "similar"},
    ),
    "a letter before a word": (
        paper(title="Learning with Symmetric Noise in Deep Networks"),
        paper(title="Learning with Asymmetric Noise in Deep Networks"),
        {"title": "similar"},
    ),
    "a letter in a short word": (
        paper(title="Recognising Every Cat in Large Collections"),
        paper(title="Recognising Every Car in Large Collections"),
        {"title": "similar"},
    ),
    "a letter in a number": (
        paper(title="Training in Eight Steps for Robust Models"),
        paper(title="Training in Eighty Steps for Robust Models"),
        {"title": "similar"},
    ),
    "a template with other numbers": (
        paper(abstract=change(ABSTRACT, nodes="pages").replace("1,000", "2,000")),
        paper(abstract=ABSTRACT),
        {"abstract": "similar"},
    ),
    "a template with a digit more": (
        paper(abstract=change(ABSTRACT, **{"1,000": "11,000"})),
        paper(abstract=ABSTRACT),
        {"abstract": "similar"},
    ),
    "a template with a digit less": (
        paper(abstract=change(ABSTRACT, **{"1,000": "100"})),
        paper(abstract=ABSTRACT),
        {"abstract": "similar"},
    ),
    "a template with another digit before a number": (
        paper(abstract=change(ABSTRACT, **{"1,000": "21,000"})),
        paper(abstract=ABSTRACT),
        {"abstract": "similar"},
    ),
    "a template with another number at its end": (
        paper(abstract=f"{ABSTRACT} 12"),
        paper(abstract=f"{ABSTRACT} 13"),
        {"abstract": "similar"},
    ),
    "a template with other words": (
        paper(abstract=change(ABSTRACT, networks="graphs", links="edges", times="days", transport="health")),
        paper(abstract=ABSTRACT),
        {"abstract": "similar"},
    ),
    "two abstracts": (paper(abstract=ABSTRACT), paper(abstract=OTHER), {"abstract": "different"}),
    "the same two authors": (
        paper(title=TITLE, authors=OTHERS),
        paper(abstract=ABSTRACT, authors=OTHERS),
        {"authors": "equal"},
    ),
    "the same digest": (paper(summary=ABSTRACT), paper(summary=ABSTRACT), {"summary": "equal"}),
}
# The same paper, or another one, by its identifiers.
ID: Final = {"arxiv_id": "2601.00011"}
SAME.update(
    {
        "one identifier, two titles": (
            paper(title=TITLE, **ID),
            paper(title="On Bees", **ID),
            {"title": "different", "arxiv_id": "equal"},
        ),
        "one identifier and nothing else": (paper(**ID, score=1), paper(**ID), {"arxiv_id": "equal"}),
        "one identifier on cards with nothing else in common": (
            paper(title=TITLE, **ID),
            paper(abstract=ABSTRACT, **ID),
            {"arxiv_id": "equal"},
        ),
        "one identifier, two versions on two days of one site": (
            paper("daily_feed", title=TITLE, published="2015-06-09", version=1, **ID),
            paper("daily_feed", title=SHORT, published="2016-06-09", version=2, **ID),
            {"title": "different", "published": "different", "arxiv_id": "equal"},
        ),
        "one identifier, a rewritten paper of the same authors": (
            paper(title=TITLE, abstract=ABSTRACT, authors=NAMES, **ID),
            paper(title=SHORT, abstract=OTHER, authors=NAMES, **ID),
            {"title": "different", "abstract": "different", "authors": "equal", "arxiv_id": "equal"},
        ),
        "one identifier of the old style, with its class and without": (
            paper(title=TITLE, arxiv_id="math.GT/0309136"),
            paper(title=SHORT, arxiv_id="math/0309136"),
            {"title": "different", "arxiv_id": "equal"},
        ),
        "one DOI in two cases": (
            paper(title=TITLE, doi="10.5555/INV.2026.44"),
            paper(title=SHORT, doi="10.5555/inv.2026.44"),
            {"title": "different", "doi": "equal"},
        ),
        "an identifier, and the DOI that arXiv made of it": (
            paper(title=TITLE, **ID),
            paper(title=SHORT, doi="10.48550/ARXIV.2601.00011"),
            {"title": "different", "arxiv_id": "equal"},
        ),
        "the DOI of arXiv and that of a journal": (
            paper(title=TITLE, doi="10.48550/arXiv.2601.00011"),
            paper(title=TITLE, doi="10.5555/a"),
            {"title": "equal"},
        ),
        "one title, an identifier on one side": (paper(title=TITLE, **ID), paper(title=TITLE), {"title": "equal"}),
        "one title, two texts that are no identifiers": (
            paper(title=TITLE, arxiv_id="2601", doi="x"),
            paper(title=TITLE, arxiv_id="2602", doi="y"),
            {"title": "equal"},
        ),
    }
)
MAYBE.update(
    {
        "two identifiers under one abstract": (
            paper(abstract=ABSTRACT, **ID),
            paper(abstract=ABSTRACT, arxiv_id="2601.00012"),
            {"abstract": "equal", "arxiv_id": "contradicts"},
        ),
        "one identifier, two parts": (
            paper(title=f"{TITLE} 1", **ID),
            paper(title=f"{TITLE} 2", **ID),
            {"title": "contradicts", "arxiv_id": "equal"},
        ),
        "one identifier, two teams": (
            paper(title=TITLE, authors=NAMES, **ID),
            paper(title=TITLE, authors=OTHERS, **ID),
            {"title": "equal", "authors": "contradicts", "arxiv_id": "equal"},
        ),
        "one identifier, two DOIs": (
            paper(title=TITLE, doi="10.5555/a", **ID),
            paper(title=TITLE, doi="10.5555/b", **ID),
            {"title": "equal", "arxiv_id": "equal", "doi": "contradicts"},
        ),
        "one identifier, and all else is different": (
            paper(title=TITLE, abstract=ABSTRACT, **ID),
            paper(title=SHORT, abstract=OTHER, **ID),
            {"title": "different", "abstract": "different", "arxiv_id": "equal"},
        ),
    }
)
DIFFERENT.update(
    {
        "one title, two identifiers": (
            paper(title=TITLE, authors=NAMES, **ID),
            paper(title=TITLE, authors=NAMES, arxiv_id="hep-th/9901001"),
            {"title": "equal", "authors": "equal", "arxiv_id": "contradicts"},
        ),
        "one title, two DOIs": (
            paper(title=TITLE, doi="10.5555/a"),
            paper(title=TITLE, doi="10.5555/b"),
            {"title": "equal", "doi": "contradicts"},
        ),
        "one title, an identifier and the DOI that arXiv made of another": (
            paper(title=TITLE, **ID),
            paper(title=TITLE, doi="10.48550/arXiv.2601.00012"),
            {"title": "equal", "arxiv_id": "contradicts"},
        ),
        "two titles, one text that is no identifier": (
            paper(title=TITLE, arxiv_id="2601"),
            paper(title=SHORT, arxiv_id="2601"),
            {"title": "different"},
        ),
    }
)
RULES: Final = [
    pytest.param(first, second, outcome, relations, id=name)
    for outcome, rules in (("same", SAME), ("maybe", MAYBE), ("different", DIFFERENT))
    for name, (first, second, relations) in rules.items()
]


@pytest.mark.parametrize(("first", "second", "outcome", "relations"), RULES)
def test_rule(first: Paper, second: Paper, outcome: str, relations: dict[str, str]) -> None:
    pair = paperparse.compare(first, second)
    assert (pair.first, pair.second) == (first, second)
    assert {shown.field: shown.relation for shown in pair.evidence} == relations
    assert pair.outcome == outcome
    again = paperparse.compare(second, first)
    assert (again.outcome, [shown.relation for shown in again.evidence]) == (outcome, list(relations.values()))


@pytest.mark.parametrize(("first", "second", "outcome", "relations"), RULES)
def test_two_cards_are_joined_as_their_comparison_says(
    first: Paper, second: Paper, outcome: str, relations: dict[str, str]
) -> None:
    result = paperparse.merge([first, second])
    assert len(result.papers) == (1 if outcome == "same" else 2)
    if outcome == "maybe":
        [pair] = result.maybe
        assert {pair.first, pair.second} == {first, second}
        assert {shown.field: shown.relation for shown in pair.evidence} == relations
    else:
        assert not result.maybe


@pytest.mark.slow
def test_other_spellings_meet_among_many() -> None:
    pairs = [*SPELLINGS.values(), *REPAIRED.values()]
    words = sorted({word for word in f"{ABSTRACT} {OTHER}".split() if word.isalpha()})
    crowd = [paper(title=f"{one} {other} of clay and fire in northern kilns") for one in words for other in words]
    # Colours stand far from colors where titles are sorted.
    crowd += [paper(title=f"Colo{letter * at}s of Kilns in Old Towns") for letter in "aprz" for at in range(1, 40)]
    ones, others = ([paper(title=title) for title in titles] for titles in zip(*pairs, strict=True))
    result = paperparse.merge([*ones, *crowd, *others])
    for at in range(len(pairs)):
        [cluster] = [cluster for cluster in result.clusters if at in cluster.positions]
        assert len(ones) + len(crowd) + at in cluster.positions, pairs[at]


def test_a_misspelled_title_in_another_spelling_is_found_by_its_end_or_beginning() -> None:
    for one, other in (
        ("Modelling the Colour of Northern Pottrey", "Modeling the Color of Northern Pottery"),
        ("Nothern Pottery and the Modelling of Colour", "Northern Pottery and the Modeling of Color"),
    ):
        [pair] = paperparse.merge([paper(title=one), paper(title=other)]).maybe
        assert pair.evidence[0].relation == "near"


def test_what_is_chosen_was_read_rightly() -> None:
    titles = ("<i>Café</i> Kilns in Northern Towns", "Café Kilns in Northern Towns", "CafÃ© Kilns in Northern Towns")
    names = (("JiÅ™Ã\xad DvoÅ™Ã¡k",), ("Jiří Dvořák",), ("Jiří Dvořák",))
    cards = [paper(title=title, authors=listed) for title, listed in zip(titles, names, strict=True)]
    [merged] = paperparse.merge(cards).papers
    assert (merged.title, merged.authors) == (titles[1], names[1])


def test_cards_of_one_identifier_meet_whatever_their_titles() -> None:
    # A number would be that of a part.
    words = [word for word in f"{ABSTRACT} {OTHER}".split() if word.isalpha()]
    titles = [f"{word} and {words[-at]}" for at, word in enumerate(words)]
    cards = [paper(title=title, arxiv_id=f"2601.0001{at % 3}") for at, title in enumerate(titles)]
    result = paperparse.merge(cards)
    assert [cluster.positions for cluster in result.clusters] == [tuple(range(at, len(cards), 3)) for at in range(3)]
    assert result.maybe == ()


def test_a_card_without_identifier_that_fits_two_papers_is_left_to_a_person() -> None:
    cards = [paper(title=TITLE, **ID), paper(title=TITLE), paper(title=TITLE, arxiv_id="2601.00012")]
    result = paperparse.merge(cards)
    assert [cluster.positions for cluster in result.clusters] == [(0,), (1,), (2,)]
    assert [{pair.first.arxiv_id, pair.second.arxiv_id} for pair in result.maybe] == [
        {"2601.00011", None},
        {None, "2601.00012"},
    ]


def test_what_is_joined_has_the_identifiers_of_all() -> None:
    cards = [paper(title=TITLE, doi="10.5555/a"), paper(title=SHORT, doi="10.5555/A", **ID), paper(title="Bees", **ID)]
    [merged] = paperparse.merge(cards).papers
    assert (merged.arxiv_id, merged.doi) == ("2601.00011", "10.5555/a")


def test_evidence_says_what_was_compared() -> None:
    first = paper(title=change(TITLE, Temporal="Temproal"), authors=NAMES, published="2015-06-09", summary=OTHER)
    second = paper(title=TITLE, authors=("A. Lovelace",), published="2015-06-08", summary=ABSTRACT)
    assert [shown.detail for shown in paperparse.compare(first, second).evidence] == [
        "but for 'temproal' and 'temporal'",
        "two digests",
        "1 of 3 names, some perhaps shortened",
        "2015-06-09 and 2015-06-08",
    ]
    parts = paper(title=f"{TITLE} 1", author_count=1), paper(title=f"Reply to: {TITLE} 2", author_count=2)
    assert [shown.detail for shown in paperparse.compare(*parts).evidence] == [
        "parts or numbers in the title: 1 and 2 reply",
        "1 and 2",
    ]
    abstracts = paper(abstract=ABSTRACT), paper(abstract=change(ABSTRACT, algorithm="procedure"))
    assert [shown.detail for shown in paperparse.compare(*abstracts).evidence] == [
        "but for 'algorithm' and 'procedure'"
    ]


def test_only_what_is_equal_is_the_same_under_the_exact_policy() -> None:
    for name, (first, second, relations) in SAME.items():
        texts = {relations[field] for field in ("title", "abstract") if field in relations}
        is_identified = "equal" in (relations.get("arxiv_id"), relations.get("doi"))
        expected = "same" if is_identified or texts <= {"equal", "different"} else "maybe"
        assert paperparse.compare(first, second, policy="exact").outcome == expected, name
    for first, second, _ in (*MAYBE.values(), *DIFFERENT.values()):
        assert paperparse.compare(first, second, policy="exact").outcome != "same"


@pytest.mark.deep
def test_the_fuzzy_policy_reads_over_several_slips() -> None:
    first = paper(title=TITLE, authors=NAMES)
    second = paper(title=change(TITLE, Temporal="Temproal", Networks="Netwrks"), authors=NAMES)
    assert paperparse.compare(first, second).outcome == "maybe"
    assert paperparse.compare(first, second, policy="fuzzy").outcome == "same"
    assert len(paperparse.merge([first, second], policy="fuzzy").papers) == 1
    abstracts = paper(abstract=ABSTRACT), paper(abstract=ABSTRACT.replace("th", "ht"))
    assert paperparse.compare(*abstracts).outcome == "different"
    assert paperparse.compare(*abstracts, policy="fuzzy").outcome == "same"
    long = paper(abstract=ABSTRACT * 50), paper(abstract=ABSTRACT.replace("th", "ht") * 50)
    assert paperparse.compare(*long, policy="fuzzy").outcome == "different"
    for first, second, _ in (*MAYBE.values(), *DIFFERENT.values()):
        contradicts = paperparse.compare(first, second, policy="fuzzy")
        if any(shown.relation == "contradicts" for shown in contradicts.evidence):
            assert contradicts.outcome != "same"


def test_the_date_of_a_merged_paper_is_of_the_site_that_printed_it() -> None:
    merged = Paper(
        title=TITLE, published=PartialDate(2015, 6, 9), origins=(Origin("published", Source(format="daily_feed")),)
    )
    again = paper("daily_feed", title=TITLE, published="2015-08-01")
    elsewhere = paper("scored_feed", title=TITLE, published="2015-08-01")
    assert paperparse.compare(merged, again).evidence[-1].relation == "contradicts"
    assert paperparse.compare(merged, elsewhere).evidence[-1].relation == "different"


ALIKE: Final = (
    ("naïve", 'na\\"ive', "nai\u0308ve", "NAÏVE"),
    ("Erdős", "Erd\\H{o}s", "Erdos"),
    ("Łukasiewicz", "\\L{}ukasiewicz", "Lukasiewicz"),
    ("Gauß", "Gau\\ss", "GAUSS"),
    ("$\\varepsilon$-greedy", "ε-greedy", "ϵ-greedy", "epsilon greedy"),
    ("$O(n^{2})$", "O(n²)", "O(n^2)", "\\mathcal{O}(n^2)"),
    ("$\\log n \\leq \\sqrt{n}$", "log n ≤ √n"),
    ("“quoted” text", "``quoted'' text", '"quoted" text'),
    ("state-of-the-art", "state of the art", "stateoftheart", "state–of–the–art", "state\xa0of the art"),
    ("$\\mathbb{R}^d$", "ℝ^d", "Rd"),
    ("100\\% of A\\&B", "100% of A&B"),
    ("Ma\\~nana \\.Zak \\=a", "Mañana Żak ā"),
    ("Fran\\c{c}ois Dvo\\v{r}\\'ak", "François Dvořák", "Fran\\c cois Dvorak"),
    ("\\textbf{bold} \\textit{and} x", "bold and x"),
    ("a~b", "a b"),
    ("İstanbul", "istanbul"),
    ("数学", "数 学"),
    ("\\ell_1 norm", "ℓ₁ norm"),
    ("x\\quad y", "x y"),
)


@pytest.mark.parametrize("spellings", ALIKE, ids=lambda spellings: spellings[0])
def test_spellings_of_the_same_words(spellings: tuple[str, ...]) -> None:
    assert len({normalise_text(text).replace(" ", "") for text in spellings}) == 1
    assert normalise_text(spellings[0])


def test_titles_keep_the_points_in_numbers() -> None:
    assert normalise_title("GPT-3.5, v2.1. Part IV") == "gpt3.5 v2.1 part 4"
    assert normalise_title("Part One: I, Robot. Vol. X") == "part 1 i robot vol 10"
    assert normalise_title("On the X Chromosome") == "on the x chromosome"


def test_policies_and_arguments_are_checked() -> None:
    with pytest.raises(ValueError, match="policy must be one of 'exact', 'safe', 'fuzzy', not 'bold'"):
        paperparse.merge([], policy="bold")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected papers and pages, not str"):
        paperparse.merge(["page.txt"])  # type: ignore[list-item]
    with pytest.raises(TypeError, match=r"compare\(\) takes two papers, not tuple"):
        paperparse.compare((), Paper())  # type: ignore[arg-type]


def test_an_organization_is_no_evidence() -> None:
    first, second = (paper(title=title, organization=Organization("lab")) for title in (TITLE, SHORT))
    assert [shown.field for shown in paperparse.compare(first, second).evidence] == ["title"]


def test_what_was_joined_in_one_round_keeps_its_evidence_in_the_next() -> None:
    names = ("Ada Quill", "Bo Renn", "Ines Falk")
    first = Paper(title="Kilns", authors=names)
    others = Paper(abstract=ABSTRACT, authors=names), Paper(title="Kilns", abstract=ABSTRACT)
    # The title alone is too little, and so are the names: only what the other two become has both.
    assert len(paperparse.merge([first, others[0]])) == len(paperparse.merge([first, others[1]])) == 2
    [cluster] = paperparse.merge([first, *others]).clusters
    assert [shown.field for pair in cluster.evidence for shown in pair.evidence if shown.relation == "equal"] == [
        "abstract",
        "title",
        "authors",
    ]


def test_cards_that_only_have_the_hash_of_others_are_no_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    cards = [Paper(title=title, abstract=ABSTRACT) for title in ("Kilns", "Kilns", "Bees of the North and Their Ways")]
    plain = paperparse.merge(cards)
    monkeypatch.setattr(clustering, "hash", lambda _: 0, raising=False)
    assert paperparse.merge(cards) == plain
