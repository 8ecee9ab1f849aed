"""Facts carry their time and their doubt: status, review day, and what a passage may rest on."""

import re
import unicodedata
from datetime import date

import pytest

from .shelf import Item, by_slug, items, passages, readable, sentences

RELEASED = date(2026, 11, 22)
STATUSES = {"current", "historical", "disputed", "unverified"}
# Said of what is not established: somebody says so.
HEDGES = ("とされ", "指摘", "伝え")
# Not figures: laws, articles, meetings, fiscal years, numbers of names.
NO_FIGURES = re.compile(
    r"[（(](?:平成|令和)\d+年(?:法律|政令)第\d+号[）)]|令和\d年度|令和\d+年法律第\d+号|第\d+(?:回|条|項|号)(?:の\d)?"
    r"|同[年月]\d+[月日](?:\d+日)?|骨太の方針2022|第2弾|\{[^}]*\}"
)
PAST = re.compile(r"\{date:|\{month:|\{years_since:|令和\d年度|当時|時点|当初|まで")


def test_every_fact_has_a_time_and_a_known_status() -> None:
    assert [f["slug"] for f in items("facts") if not (f["as_of"] or f["event_date"])] == []
    assert [f["slug"] for f in items("facts") if f["status"] not in STATUSES] == []


def test_whatever_may_still_change_has_a_day_of_review_after_the_release() -> None:
    def finished(fact: Item) -> bool:
        return fact["status"] == "historical" or (bool(fact["event_date"]) and fact["status"] == "current")

    reviews = {f["slug"]: f.get("next_review", "") for f in items("facts")}
    assert [f["slug"] for f in items("facts") if not reviews[f["slug"]] and not finished(f)] == []
    assert [slug for slug, day in reviews.items() if day and date.fromisoformat(day) <= RELEASED] == []


def test_a_fact_that_is_past_disputed_or_unverified_says_why() -> None:
    assert [f["slug"] for f in items("facts") if f["status"] != "current" and not f["status_note"]] == []


def test_values_are_digits_and_a_share_says_of_what() -> None:
    values = [(f["slug"], value) for f in items("facts") for value in f["values"]]
    assert [slug for slug, value in values if not re.fullmatch(r"\d+(\.\d+)?", value["value"])] == []
    assert [slug for slug, value in values if value["unit"] == "%" and not value["denominator"]] == []


def test_every_value_also_stands_in_the_statement_or_its_note() -> None:
    def bare(text: str) -> str:
        return unicodedata.normalize("NFKC", text).replace(",", "")

    for fact in items("facts"):
        text = bare(fact["statement"] + fact["status_note"] + fact.get("correction", ""))
        for value in fact["values"]:
            number = value["value"].removesuffix(".0")
            forms = {value["value"], number, in_words(number), in_words(number).replace("万", "兆")}
            assert any(form in text for form in forms), (fact["slug"], number)


def in_words(number: str) -> str:
    """700000000 -> 7億, 4950000 -> 495万, 13147 -> 1万3147: as statements write large figures."""
    if not number.isdigit() or (figure := int(number)) < 10**4:
        return number
    if figure % 10**8 == 0:
        return f"{figure // 10**8}億"
    return f"{figure // 10**4}万" + (str(figure % 10**4) if figure % 10**4 else "")


def test_a_passage_that_rests_on_an_open_fact_says_who_says_so() -> None:
    for name, passage in passages():
        facts = [by_slug()[c][1] for c in passage["cites"] if by_slug()[c][0] == "facts"]
        if not any(fact["status"] in {"unverified", "disputed"} for fact in facts):
            continue
        assert any(hedge in passage["plain"] for hedge in HEDGES), name
        assert any(hedge in passage["polite"] for hedge in HEDGES), name


@pytest.mark.parametrize("register", ["plain", "polite"])
def test_a_figure_known_only_from_the_past_is_told_with_its_time(register: str) -> None:
    undated = []
    for name, passage in passages():
        facts = [by_slug()[c][1] for c in passage["cites"] if by_slug()[c][0] == "facts"]
        read = ""
        for sentence in sentences(passage[register]):
            read += sentence
            figures = figures_in(sentence)
            past_only = [n for n in figures if {f["status"] for f in facts if n in figures_of(f)} == {"historical"}]
            if past_only and not PAST.search(read):
                undated.append((name, past_only))
    assert undated == []


@pytest.mark.parametrize("register", ["plain", "polite"])
def test_every_figure_stands_in_what_the_passage_cites(register: str) -> None:
    unbacked = []
    for name, passage in passages():
        backing = "".join(figures_text(by_slug()[c][1]) for c in passage["cites"])
        unbacked += [(name, n) for n in figures_in(passage[register]) if n not in backing]
    assert unbacked == []


@pytest.mark.parametrize("field", ["claim", "reasoning"])
def test_a_share_in_a_claim_or_its_reasoning_is_told_with_a_year(field: str) -> None:
    shares = [(a["slug"], a[field]) for a in items("arguments") if re.search(r"\d%", a[field])]
    assert [slug for slug, text in shares if not re.search(r"20\d\d年", text)] == []


def figures_in(text: str) -> list[str]:
    text = NO_FIGURES.sub("", unicodedata.normalize("NFKC", text)).replace(",", "")
    return [n for n in re.findall(r"\d+(?:\.\d+)?", text) if float(n) >= 10]


def figures_text(item: Item) -> str:
    texts = [str(item.get(key, "")) for key in ("statement", "status_note", "title", "text", "locator", "cite_as")]
    texts += [value["value"] + value["denominator"] for value in item.get("values", [])]
    return unicodedata.normalize("NFKC", readable("/".join(texts))).replace(",", "")


def figures_of(fact: Item) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", figures_text(fact)))
