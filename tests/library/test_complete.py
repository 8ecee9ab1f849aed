"""Nothing of the two source documents is missing: each token of the checklist stands in a field that readers see."""

import csv
import re
import unicodedata

import pytest

from .shelf import HERE, by_slug, readable, seen_by_readers

_DAY = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")
_ERAS = {"令和": 2018, "平成": 1988}


def _rows() -> list[dict[str, str]]:
    with (HERE / "checklist.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def plain(text: str) -> str:
    """NFKC, without commas and white space; Gregorian and Japanese dates as ISO."""
    text = re.sub(r"(?<=\d),(?=\d)|\s", "", unicodedata.normalize("NFKC", text))
    text = re.sub(r"(令和|平成)(元|\d{1,2})年", lambda m: f"{_ERAS[m[1]] + (1 if m[2] == '元' else int(m[2]))}年", text)
    return _DAY.sub(_iso, text)


def _iso(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def stands_in(token: str, text: str) -> bool:
    """A figure must be the whole figure; a month also counts where its days are given, a day where the year is."""
    token = plain(re.sub(r"^(\d{4}年\d{1,2})$", r"\1月", token))
    if short := re.fullmatch(r"(?:(\d{1,2})月)?(\d{1,2})日", token):
        month, day = short.groups()
        return bool(re.search(rf"-{int(month):02}-{int(day):02}" if month else rf"-{int(day):02}(?!\d)|{day}日", text))
    before = r"(?<![\d.])" if token[0].isdigit() else ""
    after = r"(?![\d.]\d|\d)" if token[-1].isdigit() else ""
    return bool(re.search(before + re.escape(token) + after, text))


@pytest.mark.parametrize(("token", "text", "found"), [
    ("4,941,102", "累計4941102件", True),
    ("100", "1005の医療機関", False),
    ("2022-10-13", "令和4年10月13日の会見", True),
    ("2022年10月", "2022年10月13日の会見", True),
    ("10月27日", "{date:2022-10-27}の委員会", True),
    ("4.29", "14.29%", False),
    ("マイナ保険証", "ﾏｲﾅ保険証", True),
])  # fmt: skip
def test_a_token_is_found_however_it_is_written(token: str, text: str, found: bool) -> None:
    assert stands_in(token, plain(readable(text))) is found


def test_every_token_of_the_checklist_stands_where_readers_see_it() -> None:
    rows = _rows()
    assert len(rows) > 450
    missing = []
    for row in rows:
        if row["id"] not in by_slug():
            missing.append((row["id"], "no such item"))
            continue
        text = plain(readable("／".join(seen_by_readers(by_slug()[row["id"]][1]))))
        missing += [(row["id"], t) for t in row["must_contain"].split(" & ") if not stands_in(t, text)]
    assert missing == []


def test_every_opposing_claim_note_term_theme_update_and_legal_basis_is_there() -> None:
    wanted = (HERE / "ids.txt").read_text(encoding="utf-8").split()
    assert {slug[0] for slug in wanted} == set("onkuxt")
    assert [slug for slug in wanted if slug not in by_slug()] == []
