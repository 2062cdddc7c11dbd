"""What is the same once it is repaired or spelled alike, and what is not."""

import pytest

from paperparse.merging.normalisation import is_cut
from paperparse.merging.numerals import is_number_word, iter_digits
from paperparse.merging.repair import repair
from paperparse.merging.spelling import respell
from paperparse.merging.titles import find_marks, is_generic, loosen_title
from paperparse.text.mojibake import undo_mojibake

# British and American words.
WORDS = """
aeroplane=airplane aesthetic=esthetic ageing=aging aluminium=aluminum amongst=among anaemia=anemia
anaesthesia=anesthesia analogue=analog analyse=analyze analysed=analyzed analyser=analyzer analysing=analyzing
archaeology=archeology armour=armor artefacts=artifacts backwards=backward behaviour=behavior
behavioural=behavioral biassed=biased calibre=caliber cancelled=canceled catalogue=catalog catalogued=cataloged
cataloguing=cataloging catalyse=catalyze centre=center centred=centered centring=centering centreline=centerline
characterisation=characterization chequered=checkered colour=color colouring=coloring connexion=connection
counsellor=counselor crystallise=crystallize defence=defense dialogue=dialog discs=disks distil=distill
draught=draft encyclopaedia=encyclopedia enquiry=inquiry enrol=enroll enrolment=enrollment favourable=favorable
fibre=fiber fibreglass=fiberglass flavour=flavor focussed=focused foetus=fetus fuelling=fueling fulfil=fulfill
generalisability=generalizability grey=gray greyscale=grayscale haemoglobin=hemoglobin harbour=harbor honour=honor
initialised=initialized instalment=installment jewellery=jewelry judgement=judgment kilogramme=kilogram
kilometres=kilometers labelled=labeled labelling=labeling labour=labor learnt=learned leukaemia=leukemia
licence=license litre=liter localisation=localization manoeuvre=maneuver manoeuvring=maneuvering
marvellous=marvelous metre=meter modelled=modeled modeller=modeler modelling=modeling mould=mold
neighbourhood=neighborhood odour=odor oestrogen=estrogen offence=offense optimiser=optimizer optimising=optimizing
organisational=organizational orthopaedic=orthopedic paediatric=pediatric paralysed=paralyzed plough=plow
practise=practice programme=program programmes=programs quantised=quantized realise=realize rigour=rigor
sceptical=skeptical signalling=signaling sizeable=sizable skilful=skillful spectre=specter sulphur=sulfur
summarisation=summarization theatre=theater tokenisation=tokenization towards=toward travelling=traveling
tumour=tumor tyres=tires vapour=vapor whilst=while worshipped=worshiped
"""
# Words that differ and are no spellings of each other.
OTHERS = """
four=for tour=tor noise=nose princess=princes filling=filing reward=rewards planning=planing static=statin
wards=ward causal=casual dessert=desert genre=gene shoe=she comma=coma
"""


@pytest.mark.parametrize("pair", WORDS.split())
def test_british_and_american_words_are_spelled_alike(pair: str) -> None:
    british, american = pair.split("=")
    assert respell(british) == respell(american)


@pytest.mark.parametrize("pair", OTHERS.split())
def test_other_words_stay_apart(pair: str) -> None:
    word, other = pair.split("=")
    assert respell(word) != respell(other)


def test_what_is_no_english_word_is_not_spelled() -> None:
    for word in ("col", "coloür", "3dcolour" * 8, ""):
        assert respell(word) == word


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("four kilns", "4 kilns"),
        ("twenty one kilns", "21 kilns"),
        ("twenty kilns", "20 kilns"),
        ("twenty thirty", "20 30"),
        ("ninety nine", "99"),
        ("ten two", "10 2"),
        ("thirty second", "32nd"),
        ("twenty tenth", "20 10th"),
        ("first third twelfth twentieth", "1st 3rd 12th 20th"),
        ("twenty", "20"),
        ("", ""),
    ],
)
def test_numbers_in_words(text: str, digits: str) -> None:
    assert " ".join(iter_digits(text.split())) == digits


def test_words_that_count() -> None:
    assert [word for word in ("eight", "twenty", "xx", "2nd", "kiln", "eightfold") if is_number_word(word)] == [
        "eight",
        "twenty",
        "xx",
        "2nd",
    ]


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("Clay &amp; Fire", "Clay & Fire"),
        ("Clay &amp;amp; Fire", "Clay & Fire"),
        ("Clay &amp;amp;amp;amp; Fire", "Clay &amp; Fire"),
        ("CLAY &AMP; FIRE", "CLAY & FIRE"),
        ("CAF&EACUTE;", "CAFé"),
        ("x &#60; y &#x3c; z", "x < y < z"),
        ("AT&T; R&D &unheard;", "AT&T; R&D &unheard;"),
        ("<I>Glaze</I><br/>and <span class='x'>fire</span>", "Glaze and fire"),
        ("<jats:italic>x</jats:italic> <mml:mi>y</mml:mi>", "x y"),
        ("10<sup>5</sup> H<sub>2</sub>O", "10^5 H2O"),
        ("x <i and j> y, vector<int>, a < b > c", "x <i and j> y, vector<int>, a < b > c"),
        ("caf&Atilde;&copy;", "café"),
    ],
)
def test_repair(text: str, repaired: str) -> None:
    assert repair(text) == repaired


def read_wrongly(text: str) -> str:
    return "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in text.encode())


@pytest.mark.parametrize(
    "text",
    [
        *("Café", "Gödel’s “Proof” – again…", "Jiří Dvořák", "Erdős numbers", "Petrović", "Łódź", "ε-greedy"),
        *("深度学习", "Теория игр", "日本語のテキスト", "naïve 😀 test", "Müller", "5 µm", "À la carte", "Ñandú"),
    ],
)
def test_text_that_was_read_wrongly_is_read_again(text: str) -> None:
    wrong = read_wrongly(text)
    assert wrong != text
    assert undo_mojibake(wrong) == text
    assert undo_mojibake(text) == text
    if text.startswith(("C", "M")):
        assert undo_mojibake(read_wrongly(wrong)) == text


@pytest.mark.parametrize("text", ["5 Å–10 Å", "“Ä” and “Ö”", "Straße…", "café…”", "VIDA CRISTÃ”", "Å™ is no ř", "Îles"])
def test_text_that_was_read_rightly_stays(text: str) -> None:
    assert undo_mojibake(text) == text


def test_letters_read_wrongly_may_have_been_put_into_lower_case() -> None:
    assert undo_mojibake("cafã© ã¼ber") == "café über"
    assert undo_mojibake("irmã… e manhã") == "irmã… e manhã"


def test_what_is_no_utf8_stays_beside_what_is() -> None:
    assert undo_mojibake("CafÃ© ê€") == "Café ê€"
    assert undo_mojibake("CafÃ© ð\x8f\x8f\x8f") == "Café ð\x8f\x8f\x8f"


@pytest.mark.parametrize(
    ("title", "marks"),
    [
        ("GlazeNet++: Kilns", [(8, "++")]),
        ("Kilns in C# and D*", [(8, "#"), (12, "*")]),
        ("Kilns in C++11", [(8, "++")]),
        ("Kilns in C ++", [(8, "++")]),
        ("Kilns in C\\texttt{++} or $C^{*}$-Algebras", [(8, "++"), (11, "*")]),
        ("GlazeNet⁺⁺ for all", [(8, "++")]),
        ("GlazeNet&#43;", [(8, "+")]),
        ("a+b and a*b", []),
        ("The *Kilns* of **Old** Towns", []),
        ("*Kilns", []),
        ("Kilns", []),
    ],
)
def test_signs_behind_names(title: str, marks: list[tuple[int, str]]) -> None:
    assert list(find_marks(title)) == marks


def test_generic_titles() -> None:
    generic = (
        "introduction",
        "guest editorial",
        "the authors reply",
        "erratum",
        "letter to the editor",
        "book reviews",
    )
    assert all(map(is_generic, generic))
    assert not any(map(is_generic, ("pointer networks", "reply to lovelace", "editorial networks")))


def test_titles_in_their_looser_form() -> None:
    assert loosen_title("The Modelling of Clay & Fire: A Two-Stage Study, Part II") == (
        "modeling of clay and fire 2 stage study part 2"
    )
    assert loosen_title("A* Search, A-Stable: The Colour …") == "a search a stable color"
    assert is_cut("Kilns &hellip;")
    assert is_cut("Kilns â€¦")
