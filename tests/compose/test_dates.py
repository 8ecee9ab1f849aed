from datetime import date, timedelta

import pytest

from drafting.compose.content import PartialDate
from drafting.compose.dates import ERAS, dated_in, dateline, in_calendar, months_between, span


@pytest.mark.parametrize(
    ("iso", "printed"),
    [
        ("2026-12-11", "令和8年12月11日"),
        ("2019-05-01", "令和元年5月1日"),
        ("2019-04-30", "平成31年4月30日"),
        ("1989-01-08", "平成元年1月8日"),
        ("1989-01-07", "昭和64年1月7日"),
        ("1926-12-25", "昭和元年12月25日"),
        ("1926-12-24", "大正15年12月24日"),
        ("1912-07-30", "大正元年7月30日"),
        ("1912-07-29", "明治45年7月29日"),
        ("1868-10-23", "明治元年10月23日"),
        ("1867-11-09", "1867年11月9日"),
        ("2022-10", "令和4年10月"),
        ("2022", "令和4年"),
        ("", ""),
    ],
)
def test_a_date_in_wareki_changes_on_the_very_day_of_the_new_era(iso: str, printed: str) -> None:
    assert in_calendar(PartialDate.parse(iso)) == printed


@pytest.mark.parametrize("era", ERAS, ids=[era.name for era in ERAS])
def test_every_era_begins_with_gannen_and_not_a_day_before(era: tuple[str, date]) -> None:
    name, first = era
    before = first - timedelta(days=1)
    assert in_calendar(PartialDate(first.year, first.month, first.day)).startswith(f"{name}元年")
    assert name not in in_calendar(PartialDate(before.year, before.month, before.day))


@pytest.mark.parametrize(
    ("calendar", "iso", "printed"),
    [
        ("wareki", "2026-12", "令和8年12月　　日"),
        ("wareki", "2026", "令和8年　　月　　日"),
        ("wareki", "", "令和　　年　　月　　日"),
        ("seireki", "2026-12-11", "2026年12月11日"),
        ("seireki", "", "　　　　年　　月　　日"),
        ("both", "2026-12-11", "令和8年（2026年）12月11日"),
        ("both", "", "令和　　年（　　　　年）　　月　　日"),
    ],
)
def test_a_dateline_leaves_room_for_what_is_not_known(calendar: str, iso: str, printed: str) -> None:
    assert dateline(PartialDate.parse(iso), calendar) == printed


@pytest.mark.parametrize(
    ("since", "day", "printed"),
    [
        ("2024-12-02", "2026-12-02", "2年"),
        ("2024-12-02", "2026-12-01", "1年11か月"),
        ("2024-12-02", "2026-12", "2年"),
        ("2024-12-02", "2027-03-10", "2年3か月"),
        ("2024-12-02", "2025-05-02", "5か月"),
        ("2024-12-02", "2026", "2年"),
        ("2024-12-02", "2024-12-10", "0か月"),
        ("2024-12-02", "2023-12-10", "0か月"),
    ],
)
def test_a_span_counts_whole_months_to_the_precision_that_is_known(since: str, day: str, printed: str) -> None:
    assert span(months_between(PartialDate.parse(since), PartialDate.parse(day))) == printed


@pytest.mark.parametrize(
    "text",
    [
        "「2022年6月7日の方針」",
        "2024年度秋",
        "2019年",
        "骨太の方針2022",
        "12024年",
        "2024年13月",
        "https://example.jp/2024年",
    ],
)
def test_dates_of_the_librarys_texts_that_stay(text: str) -> None:
    assert dated_in(text, "wareki") == text


@pytest.mark.parametrize(
    ("calendar", "said"),
    [
        ("wareki", "令和6年12月2日から、令和7年にかけて"),
        ("seireki", "2024年12月2日から、2025年にかけて"),
        ("both", "令和6年（2024年）12月2日から、令和7年（2025年）にかけて"),
    ],
)
def test_dates_of_the_librarys_texts_follow_the_calendar(calendar: str, said: str) -> None:
    assert dated_in("2024年12月2日から、2025年にかけて", calendar) == said
