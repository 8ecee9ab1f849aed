"""The library is written anew: no run of the documents that it began from, but in quotations, names and dates."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from .runs import RUN, SIZE, bare, mark, marks, runs
from .shelf import HERE, KEYS, Item, items, readable, seen_by_readers

# A run may hold this many letters of its own beside a name or a date: 「2022年10月24日の衆議院予算委員会で」.
LOOSE = 6
# Bodies and headings of the government: they have no other words.
NAMES = (
    "マイナンバーカードと健康保険証の一体化に関する検討会",
    "マイナンバーカードと健康保険証の一体化に向けた取組",
    "カードと健康保険証の一体化に向けた取組",
    "オンライン資格確認等システムに関する運用等の整理案（概要）",
    "マイナンバー情報総点検本部",
    "社会保険診療報酬支払基金",
    "国民健康保険中央会",
    "衆議院予算委員会",
    "衆議院内閣委員会",
)
_FREE = re.compile(
    "|".join(map(bare, NAMES)) + r"|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|(?:令和|平成)(?:元|\d+)年(?:\d{1,2}月)?"
)
_WORDS_OF_THE_DOCUMENT = re.compile("「[^」]*」")


@cache
def _official() -> str:
    """Titles, citations and quoted words, which must not be changed."""
    titles = [s.get(key, "") for s in items("sources") for key in ("title", "issuer", "cite_as", "law_number")]
    return "／".join(bare(readable(text)) for text in [*titles, *(q["text"] for q in items("quotations"))])


def copied(text: str) -> list[str]:
    return [run for run, own in zip(runs(text), _own_letters(text), strict=True) if own > LOOSE and _is_theirs(run)]


def _is_theirs(run: str) -> bool:
    return mark(run) in marks() and run not in _official()


def _own_letters(text: str) -> Iterator[int]:
    """For each run, how many of its letters are in no name and no date."""
    letters = bare(text)
    own = [1] * len(letters)
    for match in _FREE.finditer(letters):
        own[match.start() : match.end()] = [0] * len(match[0])
    return (sum(own[at : at + RUN]) for at in range(len(letters) - RUN + 1))


def _pieces(kind: str, item: Item) -> Iterator[str]:
    """A correction quotes in 「」 the words that it corrects."""
    whole = [item["text"]] if kind == "quotations" else [item["title"], item["cite_as"]] if kind == "sources" else []
    for text in seen_by_readers(item):
        if text in whole:
            continue
        corrects = kind == "notes" or text == item.get("correction")
        yield from _WORDS_OF_THE_DOCUMENT.split(text) if corrects else [text]


def _items(kind: str) -> Iterator[Item]:
    for item in items(kind):
        yield item
        yield from item.get("opposing", [])


@pytest.mark.parametrize("kind", KEYS)
def test_no_twenty_letters_in_a_row_are_those_of_the_documents(kind: str) -> None:
    found = [(i["slug"], run) for i in _items(kind) for text in _pieces(kind, i) for run in copied(readable(text))]
    assert found == []


def test_the_marks_are_whole_sorted_and_without_repeats() -> None:
    kept = (HERE / "shared_runs.bin").read_bytes()
    listed = [kept[at : at + SIZE] for at in range(0, len(kept), SIZE)]
    assert len(listed[-1]) == SIZE
    assert listed == sorted(set(listed))
    assert len(listed) > 15_000


def test_a_run_of_the_documents_is_found_however_it_is_punctuated() -> None:
    theirs = "マイナンバーカードと健康保険証の一体化に向けた取組"
    assert any(mark(run) in marks() for run in runs(theirs))
    assert list(runs("マイナンバー カードと、健康保険証の「一体化」に向けた取組")) == list(runs(theirs))
    assert copied(theirs) == []
    assert not any(
        mark(run) in marks() for run in runs("区民が安心して医療を受けられる環境を守ることは区議会の責務である")
    )


def test_names_and_dates_count_for_nothing_and_other_words_for_themselves() -> None:
    assert next(_own_letters("2022年10月24日の衆議院予算委員会で")) <= LOOSE
    assert next(_own_letters("住民が安心して暮らせる環境を守ることは国の責務である")) == RUN
