"""`iter_load`: many pages, one at a time; what it takes, what becomes of errors, and what it keeps: nothing."""

import datetime
import gc
import itertools
import tracemalloc
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve
from samples import SEEDS, load_seed

from paperparse import (
    DecodeError,
    LimitError,
    Limits,
    Page,
    PaperparseError,
    ParseError,
    UnknownFormatError,
    iter_load,
    load,
    loads,
)
from paperparse.formats import find_format
from paperparse.grammar.reading import Reading

PATHS: Final = sorted(SEEDS.glob("*.txt"))
TEXT: Final = load_seed("abstract_list").text
REFUSED: Final = "A page of another kind, in which no paper is listed.\n" * 400


@pytest.fixture
def _no_collector() -> Iterator[None]:
    """What is let go must be gone at once, and not wait in a circle of references."""
    gc.disable()
    yield
    gc.enable()


def collect(pages: Iterable[Any], **options: Any) -> tuple[list[Page], list[tuple[object, PaperparseError | OSError]]]:
    """All pages, and all errors with their items."""
    errors: list[tuple[object, PaperparseError | OSError]] = []
    return list(iter_load(pages, on_error=lambda item, error: errors.append((item, error)), **options)), errors


# What goes in.


def test_files_are_read_as_load_reads_them() -> None:
    pages = list(iter_load(PATHS))
    assert pages == [load(path) for path in PATHS]
    assert [page.name for page in pages] == [str(path) for path in PATHS]
    assert [page.name for page in iter_load(str(path) for path in PATHS)] == [str(path) for path in PATHS]
    assert list(iter_load([])) == []


def test_pages_in_memory_come_with_their_names() -> None:
    texts = {"https://example.org/1": TEXT, "https://example.org/2": load_seed("title_feed").text}
    pages = list(iter_load(texts.items()))
    assert pages == [loads(text) for text in texts.values()]
    assert [page.name for page in pages] == list(texts)
    assert pages[0][0].source.page == "https://example.org/1"


def test_text_may_be_bytes_and_need_no_name() -> None:
    texts = (TEXT, TEXT.encode(), bytearray(TEXT.encode("utf-16")))
    pages = list(iter_load((None, text) for text in texts))
    assert pages == [loads(TEXT)] * 3
    assert [page.name for page in pages] == [None] * 3


def test_files_and_texts_may_be_mixed() -> None:
    items: list[Path | tuple[str, bytes]] = [PATHS[0], ("memory", PATHS[1].read_bytes())]
    assert list(iter_load(items)) == [load(PATHS[0]), load(PATHS[1])]


def test_text_in_the_place_of_a_path_is_never_taken_for_text() -> None:
    with pytest.raises(OSError, match=r"text of a page, which is for loads\(\) or a pair \(name, text\) of iter_load"):
        list(iter_load([TEXT]))


def test_options_are_those_of_load(tmp_path: Path) -> None:
    feed = load_seed("daily_feed").text
    broken = feed.replace("Dec 19, 2024", "Feb 30, 2024")
    file = tmp_path / "page.txt"
    file.write_text(broken, "cp1252", "replace")
    day = datetime.date(2025, 10, 30)
    for item in (file, ("page", broken.encode("cp1252", "replace"))):
        [page] = iter_load([item], as_of=day, encoding="cp1252")
        assert page == load(file, as_of=day, encoding="cp1252")
        assert page[12].published == loads(feed, as_of=day)[12].published
        for options, error in (
            ({"strict": True, "encoding": "cp1252"}, ParseError),
            ({"limits": Limits(cards=58), "encoding": "cp1252"}, LimitError),
            ({"limits": Limits(bytes=99)}, LimitError),
            ({}, DecodeError),
        ):
            _, [(told, caught)] = collect([item], **options)
            assert told is item
            assert isinstance(caught, error)
            assert caught.page == (str(file) if item is file else "page")
    for form in ("daily_feed", find_format("daily_feed")):
        [page] = iter_load([(None, "Nothing of the kind.")], format=form)
        assert (page.format, len(page), page.detection) == ("daily_feed", 0, None)


def test_text_over_the_limit_is_told_by_name() -> None:
    with pytest.raises(LimitError, match="larger than 9 bytes") as caught:
        list(iter_load([("memory", "ten bytes.")], limits=Limits(bytes=9)))
    assert caught.value.page == "memory"


# What does not.


@pytest.mark.parametrize("one", [str(PATHS[0]), PATHS[0], TEXT.encode(), bytearray(TEXT.encode()), 3, None])
def test_one_page_is_not_many(one: object) -> None:
    with pytest.raises(TypeError) as caught:
        iter_load(one)  # type: ignore[arg-type]
    assert str(caught.value) == (
        f"iter_load() takes an iterable of paths and pairs (name, text), not {type(one).__name__}; "
        "for one page use load() or loads()"
    )


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"format": 1}, TypeError),
        ({"format": "daily"}, UnknownFormatError),
        ({"as_of": "2024-01-01"}, TypeError),
        ({"limits": 3}, TypeError),
        ({"encoding": 8}, TypeError),
        ({"on_error": "ignore"}, TypeError),
    ],
)
def test_wrong_arguments_are_told_at_the_call(options: dict[str, Any], error: type[Exception]) -> None:
    items = iter(PATHS)
    with pytest.raises(error, match=next(iter(options))):
        iter_load(items, **options)
    assert next(items) == PATHS[0]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (TEXT.encode(), "not bytes"),
        (3, "not int"),
        (None, "not NoneType"),
        (["memory", TEXT], "not list"),
        ((), r"not \(\)"),
        ((TEXT,), r"not \(str\)"),
        (("memory", None), r"not \(str, NoneType\)"),
        ((b"memory", TEXT), r"not \(bytes, str\)"),
        (("memory", TEXT, 3), r"not \(str, str, int\)"),
    ],
)
def test_an_item_that_is_neither_path_nor_pair_is_a_type_error(item: Any, words: str) -> None:
    with pytest.raises(TypeError, match=rf"^iter_load\(\) takes paths, .* and pairs \(name, text\), {words}; "):
        collect([item])


# Errors.


def test_without_on_error_the_first_error_ends_the_iteration() -> None:
    items = iter([(None, TEXT), ("refused", REFUSED), (None, TEXT)])
    pages = iter_load(items)
    assert next(pages) == loads(TEXT)
    with pytest.raises(UnknownFormatError, match="refused: no known kind of page"):
        next(pages)
    assert list(pages) == []
    assert list(items) == [(None, TEXT)]


def test_on_error_is_told_of_every_page_that_cannot_be_read_and_reading_goes_on(tmp_path: Path) -> None:
    items = [
        ("refused", REFUSED),
        PATHS[0],
        tmp_path / "missing.txt",
        tmp_path,
        ("broken", b"\xff"),
        PATHS[1],
        "no\0name",
    ]
    pages, errors = collect(items)
    assert pages == [load(PATHS[0]), load(PATHS[1])]
    assert [item for item, _ in errors] == [items[at] for at in (0, 2, 3, 4, 6)]
    kinds = (UnknownFormatError, FileNotFoundError, OSError, DecodeError, FileNotFoundError)
    assert all(isinstance(error, kind) for (_, error), kind in zip(errors, kinds, strict=True))


def test_what_on_error_raises_ends_the_iteration() -> None:
    def stop(item: tuple[str, str], error: PaperparseError | OSError) -> None:
        raise RuntimeError(f"too many errors at {item[0]}") from error

    pages = iter_load([("refused", REFUSED), ("page", TEXT)], on_error=stop)
    with pytest.raises(RuntimeError, match="too many errors at refused"):
        next(pages)
    assert list(pages) == []


def test_a_mapping_is_no_iterable_of_pairs() -> None:
    with pytest.raises(TypeError, match=r"of a mapping of names to texts, its items\(\)$"):
        iter_load({"https://example.org/1": TEXT})


@pytest.mark.parametrize("error", [PermissionError, RuntimeError])
def test_what_a_format_of_ones_own_raises_passes_through(error: type[Exception]) -> None:
    def judge(_reading: Reading) -> str:
        raise error("the list of titles is missing")

    form = evolve(find_format("title_feed"), judge=judge)
    told: list[object] = []
    with pytest.raises(error, match="list of titles"):
        list(iter_load([PATHS[0]], format=form, on_error=lambda *arguments: told.append(arguments)))
    assert told == []


def test_errors_of_the_iterable_are_not_those_of_a_page() -> None:
    def walk() -> Iterator[Path]:
        yield PATHS[0]
        raise PermissionError("this folder cannot be listed")

    told: list[object] = []
    pages = iter_load(walk(), on_error=lambda *arguments: told.append(arguments))
    assert next(pages) == load(PATHS[0])
    with pytest.raises(PermissionError, match="folder"):
        next(pages)
    assert told == []


# What is kept.


def test_nothing_is_read_ahead() -> None:
    asked: list[int] = []

    def endless() -> Iterator[tuple[str, str]]:
        for number in itertools.count():
            asked.append(number)
            yield str(number), TEXT if number % 20 == 19 else "refused"

    refused: list[str] = []
    pages = iter_load(endless(), on_error=lambda item, _error: refused.append(item[0]))
    assert asked == []
    assert next(pages).name == "19"
    assert (asked, refused) == (list(range(20)), [str(number) for number in range(19)])
    assert next(pages).name == "39"
    assert len(asked) == 40


class Text(str):
    """Text of which it can be told whether it is still there."""

    __slots__ = ("__weakref__",)


@pytest.mark.usefixtures("_no_collector")
@pytest.mark.parametrize(
    "text", [TEXT, REFUSED, f"{TEXT}\n\nA line that no card has."], ids=["page", "refused", "strict"]
)
def test_page_text_and_error_are_gone_when_the_next_item_is_asked_for(text: str) -> None:
    gone: list[weakref.ref[object]] = []

    def give() -> Iterator[tuple[str, Text]]:
        for number in range(5):
            assert [reference() for reference in gone] == [None] * len(gone)
            given = Text(text)
            gone.append(weakref.ref(given))
            item = (f"page {number}", given)
            del given
            yield item
            del item

    def note(_item: object, error: PaperparseError | OSError) -> None:
        gone.append(weakref.ref(error))

    pages = iter_load(give(), strict=True, on_error=note)
    while (page := next(pages, None)) is not None:
        gone.append(weakref.ref(page))
        del page
    assert len(gone) == 10
    assert [reference() for reference in gone] == [None] * 10


@pytest.mark.usefixtures("_no_collector")
@pytest.mark.parametrize(
    ("item", "kind"),
    [
        (("refused", REFUSED), UnknownFormatError),
        (("broken", REFUSED.encode() + b"\xff"), DecodeError),
        (("large", "Abstract:" + "x" * 99_999), LimitError),
        (REFUSED, OSError),
    ],
    ids=["refused", "broken", "large", "no path"],
)
def test_an_error_that_is_kept_keeps_no_text(item: Any, kind: type[Exception]) -> None:
    _, [(_, error)] = collect([item], limits=Limits(line_length=9_999))
    assert isinstance(error, kind)
    assert (error.__traceback__, error.__cause__, error.__context__) == (None, None, None)
    assert str(error)


def measure_peak(pages: Iterable[Any]) -> tuple[int, int]:
    """The bytes that reading `pages` takes at its peak, all errors read and kept, and the number of errors."""
    errors: dict[PaperparseError | OSError, str] = {}
    gc.collect()
    tracemalloc.start()
    for page in iter_load(pages, on_error=lambda _item, error: errors.setdefault(error, str(error))):
        assert len(page) == 10
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak, len(errors)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["file", "text"])
def test_two_hundred_pages_take_no_more_memory_than_a_few_and_their_errors(kind: str, tmp_path: Path) -> None:
    def make(number: int) -> object:
        # Made anew each time: one text for all would be held once however many pages hold it.
        text = f"{TEXT}\n{number}" if number % 4 == 0 else f"{REFUSED}\n{number}"
        if kind == "file":
            path = tmp_path / "page.txt"
            path.write_text(text, "utf-8")
            return path
        return str(number), text

    measure_peak(map(make, range(4)))
    few, _ = measure_peak(map(make, range(8)))
    many, errors = measure_peak(map(make, range(200)))
    assert errors == 150
    # An error takes some 2,500 bytes, and each page as text alone above 10,000.
    assert many < few + errors * 5_000


@pytest.mark.parametrize("times", [30, 3_000])
def test_a_collected_refusal_holds_a_short_text_at_most(times: int) -> None:
    text = "Abstract: We do.\n" + "Nothing here is of the sort.\n" * times
    errors: list[Any] = []
    assert not list(iter_load([(None, text)], on_error=lambda _item, error: errors.append(error)))
    held = errors[0].sample
    assert len(held) <= 65_536
    with pytest.raises(UnknownFormatError) as caught:
        loads(text)
    assert str(errors[0]) == str(caught.value)
